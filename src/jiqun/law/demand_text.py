"""What a norm demands, in the words of the law and with its limit, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jiqun.bilingual import Text
from jiqun.law import units
from jiqun.law.conditions import Compare, Condition, Falling, Several
from jiqun.law.limits import Limit
from jiqun.law.norms import Norm
from jiqun.standards import intensive

_JUDGED = Text("定性", "judged")


def demand(norm: Norm, on: date | None = None) -> Text:
    """The demand of a norm, such as 40 亿元以上, on a day or (with their dates) on all days; branches are numbered."""
    said = list(_lines(norm.condition, on))
    if norm.applies_if:
        kind = intensive.KINDS[norm.applies_if]
        said[0] = Text(f"（{kind.zh}）{said[0].zh}", f"({kind.en}) {said[0].en}")
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def _lines(condition: Condition, on: date | None) -> Iterator[Text]:
    if isinstance(condition, Several):
        word = Text("任一：", "any of: ") if condition.any else Text("均须：", "all of: ")
        for n, branch in enumerate(condition.branches, 1):
            for one in _lines(branch.condition, on):
                lead = Text(f"{word.zh}（{n}）", f"{word.en}({n}) ") if n == 1 else Text(f"（{n}）", f"({n}) ")
                yield Text(f"{lead.zh}{one.zh}", f"{lead.en}{one.en}")
    elif isinstance(condition, Compare):
        limits = [each for each in condition.limits if on is None or _covers(each.start, each.until, on)]
        for limit in limits:
            said = condition.word.text.format(limit=_amount(limit))
            since = Text(f"（{limit.start} 起）", f" (from {limit.start})") if len(limits) > 1 else Text("", "")
            yield Text(f"{said.zh}{since.zh}", f"{said.en}{since.en}")
    else:
        yield condition.word.text if isinstance(condition, Falling) else _JUDGED


def _amount(limit: Limit) -> Text:
    """A limit with its unit as a person reads it: 1/10 is 10%."""
    zh, en = (units.decimal(limit.number * 10**places) for places in limit.unit.shift)
    return Text(f"{zh}{limit.unit.text.zh}", f"{en}{limit.unit.text.en}")


def _covers(start: date, until: date | None, on: date) -> bool:
    return start <= on and (until is None or on <= until)
