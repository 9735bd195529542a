"""What lets a measure be applied beyond or otherwise than its own text: a registered document, printed on findings.

Article 18 leaves the interpretation to the province and lets later policy prevail; Article 19 ends the measure after
three years. What follows from either is a document with a number, never a silent default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, Literal, get_args

from jiqun.bilingual import Text, listing
from jiqun.law.errors import BasisError

Kind = Literal["extension", "successor", "override", "decision"]
KINDS: Mapping[Kind, Text] = {
    "extension": Text("延期", "extension"),
    "successor": Text("替代", "successor"),
    "override": Text("单项调整", "single change"),
    "decision": Text("书面决定", "recorded decision"),
}
LONGEST = 20
LIMIT = re.compile(rf"(?=.{{1,{LONGEST}}}\Z)([0-9]+(\.[0-9]+)?|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))")
"""A limit as it is written in a measure file: decimal text, or the month and day of a parameter. At most `LONGEST`
characters."""

_DEMANDED = {
    "number": Text("缺少文号或文件名，请填写", "The number of the document is missing; give it"),
    "issuer": Text("缺少制发单位，请填写", "The issuer is missing; give it"),
    "reason": Text("缺少事由，请填写", "The reason is missing; give it"),
    "measure": Text("未说明针对哪一办法，请选择", "Which measure it is about is missing; choose one"),
}
_BACKWARDS = Text("止日 {until} 早于起日 {start}，请核对", "It ends on {until}, before it starts on {start}; check")
_NO_END = Text("{kind}须写明止日", "It needs the last day: the {kind} of a measure is never open-ended")
_NO_SUCCESSOR = Text("未写明由哪一办法替代，请填写", "The measure that takes its place is missing; name it")
_ITSELF = Text("办法不能替代自身，请核对", "A measure does not take its own place; check")
_OPEN = Text("替代自起日起生效，不设止日，请删去", "A successor has no last day; leave it out")
_NO_NORM = Text("未写明调整哪一项条件或参数，请选择", "The norm or parameter changed is missing; choose one")
_NO_UNIT = Text(
    "新的数值与单位须一并填写；停止适用的，两者均不填",
    "Give the new limit together with its unit, or neither to set the norm aside",
)
_NO_NUMBER = Text(
    "“{limit}”不是数值，请写成 50、12.5 或 03-31（月-日），不超过 20 个字符",
    "{limit} is no number; write it as 50, 12.5 or 03-31 (month and day), in at most 20 characters",
)
_FOREIGN = Text("{kind}不涉及 {keys}，请删去", "An entry of the kind {kind} has no {keys}; leave that out")


@dataclass(frozen=True, slots=True)
class Basis:
    """A registered basis. `on` is the date of the document, `start` to `until` (inclusive) what it covers.

    `extension`: the measure stays in force; `decision`: new matters may be opened under the lapsed measure;
    `successor`: from `start` on the measure `successor` takes its place; `override`: from `start` the norm (or a
    branch of it such as `13.3.firms.2`, or a parameter) `norm` has another `limit` in `unit`, or without a limit is
    set aside; `title` and `amount` are that norm's title and the limit with its unit, once a measure has said them
    (`wording.worded`). Raises `BasisError` with all that is wrong in itself; what contradicts others `under` finds.
    """

    kind: Kind
    number: str
    on: date
    issuer: str
    start: date
    until: date | None
    reason: str
    measure: str
    successor: str = ""
    norm: str = ""
    limit: str | None = None
    unit: str = ""
    title: Text | None = field(default=None, repr=False, compare=False)
    amount: Text | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if wrong := tuple(self._faults()):
            raise BasisError(wrong)

    @property
    def general(self) -> bool:
        """Whether the whole measure rests on it, and not one norm alone."""
        return self.kind in ("extension", "decision")

    def covers(self, on: date) -> bool:
        """Whether the day lies within its dates, both ends included."""
        return self.start <= on and (self.until is None or on <= self.until)

    @property
    def text(self) -> Text:
        """The basis in one sentence: kind, number, issuer, date, period and what it changes."""
        kind, said = KINDS[self.kind], self._said()
        return Text(
            f"{kind.zh}：{self.number}（{self.issuer}，{self.on}），{self._period.zh}{said.zh}。",
            f"{kind.en.capitalize()}: {self.number} ({self.issuer}, {self.on}), {self._period.en}{said.en}.",
        )

    @property
    def _period(self) -> Text:
        if self.until is None:
            return Text(f"自 {self.start} 起", f"from {self.start} on")
        return Text(f"自 {self.start} 至 {self.until}", f"from {self.start} to {self.until}")

    def _said(self) -> Text:
        match self.kind:
            case "extension":
                return Text("，延续有效", ", the measure stays in force")
            case "decision":
                return Text("，按原办法办理新事项", ", new matters may be opened under the lapsed measure")
            case "successor":
                return Text(f"，由 {self.successor} 替代", f", {self.successor} takes its place")
        title = self.title or Text(self.norm, self.norm)
        if self.limit is None:
            return Text(f"，“{title.zh}”停止适用", f", “{title.en}” is set aside")
        amount = self.amount or Text(f"{self.limit} {self.unit}", f"{self.limit} {self.unit}")
        return Text(f"，“{title.zh}”的标准调整为 {amount.zh}", f", the limit of “{title.en}” is {amount.en}")

    def plain(self) -> dict[str, str | None]:
        """As in JSON: dates as text, every key present."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in stated(self).items()}

    @classmethod
    def from_plain(cls, found: Mapping[str, Any]) -> Basis:
        """From what `plain` gave. Raises `BasisError` for a key or a date that is not right."""
        return cls(**from_json(cls, found))

    def _faults(self) -> Iterator[Text]:
        yield from (said for key, said in _DEMANDED.items() if not getattr(self, key).strip())
        if self.until is not None and self.until < self.start:
            yield _BACKWARDS.format(until=self.until, start=self.start)
        kind = KINDS[self.kind]
        if self.general and self.until is None:
            yield _NO_END.format(kind=kind)
        if self.kind == "successor":
            if not self.successor:
                yield _NO_SUCCESSOR
            if self.successor == self.measure:
                yield _ITSELF
            if self.until is not None:
                yield _OPEN
        if self.kind == "override":
            if not self.norm:
                yield _NO_NORM
            if (self.limit is None) != (not self.unit):
                yield _NO_UNIT
            if self.limit is not None and not LIMIT.fullmatch(self.limit):
                yield _NO_NUMBER.format(limit=self.limit if len(self.limit) <= LONGEST else f"{self.limit[:LONGEST]}…")
        allowed = {"successor": ("successor",), "override": ("norm", "limit", "unit")}.get(self.kind, ())
        foreign = [key for key in ("successor", "norm", "limit", "unit") if getattr(self, key) and key not in allowed]
        if foreign:
            yield _FOREIGN.format(kind=kind, keys=listing(foreign))


def stated(entry: Any) -> dict[str, Any]:
    """What a dataclass of this room states, by name, without the words a measure has put beside it."""
    return {each.name: getattr(entry, each.name) for each in fields(entry) if each.compare}


def from_json(cls: type[Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a dataclass of this room from JSON: days become dates. Raises `BasisError`."""
    known = {each.name: str(each.type) for each in fields(cls) if each.compare}
    wrong = [Text(f"不认识的键 {key}", f"unknown key {key}") for key in found if key not in known]
    arguments: dict[str, Any] = {}
    for key, value in found.items():
        arguments[key] = value
        if known.get(key, "").startswith("date") and isinstance(value, str):
            try:
                arguments[key] = date.fromisoformat(value)
            except ValueError:
                wrong.append(Text(f"{key}：“{value}”不是日期", f"{key}: {value} is not a date"))
    if "kind" in known and found.get("kind") not in get_args(Kind):
        wrong.append(Text("kind 应为 {kinds} 之一", "kind should be one of {kinds}").format(kinds=listing(KINDS)))
    wrong.extend(
        Text(f"缺少 {each.name}", f"{each.name} is missing")
        for each in fields(cls)
        if each.name not in found and each.default is MISSING
    )
    if wrong:
        raise BasisError(wrong)
    return arguments
