"""A result in words and decimals: every sentence is rendered from the tree of values, when somebody reads it.

Each function says one thing in one language (`zh` true for Chinese), so that nothing is said that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

from jiqun.bilingual import Text, listing
from jiqun.law import units
from jiqun.law.arithmetic import Change
from jiqun.law.conditions import Check, Part, Result, Several
from jiqun.law.given import Given
from jiqun.law.norms import Norm
from jiqun.law.readings import Flip, Reading
from jiqun.law.units import Unit
from jiqun.law.values import BOTTOMLESS, Leaf, Pair
from jiqun.law.verdicts import Verdict
from jiqun.law.words import RISING
from jiqun.standards import intensive

_JUDGED = Text("定性条件，由审核人员依据佐证材料判断。", "A person judges this on the evidence.")
_OFF_LIST = Text(
    "主导产业（{codes}）不在现行{kind}行业目录内，本条件不适用。",
    "The lead industry ({codes}) is not on the list of {kind} industries in force; this does not apply.",
)
_ANY = Text("下列任一项成立即可。", "Any one of these is enough. ")
_ALL = Text("下列各项均须成立。", "All of these are needed. ")
_SAME = Text("换用其他口径，结论不变。", " No other reading changes this.")
_EXACTLY = Text("，恰为门槛值", ", exactly the limit")
_ON_THE_YEAR = Text("较上年", "on the year before")
_ON = Text("较 {year} 年", "on {year}")
_CHANGE = Text("变化", "change")
NO_BREAK = "\u00a0"


def steps(check: Check) -> int | None:
    """The value in the steps of its limit, rounded away from the limit and never onto it; None while it is open."""
    bound = check.bound
    if bound is None:
        return None
    (n, d), (p, q), limit = bound, check.bar, check.limit
    distance = n * q - p * d
    if not distance:
        return limit.scaled
    k, exact = check.value.floor(bound, limit.step)
    return k + (distance > 0 and not exact)


def shown(check: Check, k: int) -> str:
    """A number of steps as decimal text in the finding's unit."""
    return units.plain(k, check.limit.decimals)


def margin(check: Check, k: int) -> str:
    """How far the value shown lies from the limit, positive on the side that meets the norm."""
    distance = k - check.limit.scaled
    return shown(check, distance if check.op in RISING else -distance)


def exact(check: Check) -> str | None:
    """The number that was compared, in the finding's unit, as a fraction; of a growth it is end ÷ base."""
    bound, size = check.bound, check.limit.unit.size
    return None if bound is None else str(Fraction(bound[0] * size.denominator, bound[1] * size.numerator))


def change(check: Check) -> Text | None:
    """What a value is a change from (较上年); None for one that is no change."""
    value = check.value
    if not isinstance(value, Change):
        return None
    later, earlier = value.later.year, value.earlier.year
    if later is None or earlier is None:
        return _CHANGE
    return _ON_THE_YEAR if later - earlier == 1 else _ON.format(year=earlier)


def changed(since: str, number: str, unit: Unit, zh: bool) -> str:
    """A value that is a change as a figure by itself, with its sign: 较上年 +20.84 个百分点.

    In Chinese number and unit stay on one line (no-break space), as the words before them are the place to break.
    """
    sign = "" if number == "0" else "−" if number[0] == "-" else "+"
    size = sign + unit.distance(number.removeprefix("-"), zh)
    return f"{since} {size.replace(' ', NO_BREAK)}" if zh else f"{size} {since}"


def needs(result: Result) -> tuple[Text, ...]:
    """What is missing for a decision: nothing when there is one."""
    if result.verdict is not Verdict.UNDETERMINED:
        return ()
    found = list(result.needs)
    for part in result.parts:
        found.extend(needs(part.result))
    if result.check and not result.parts:
        found.extend(result.check.value.gaps())
    return tuple(dict.fromkeys(found))


def leaves(result: Result) -> Iterable[Leaf]:
    """The inputs of a result, those of its parts first; some perhaps twice."""
    for part in result.parts:
        yield from leaves(part.result)
    if result.check:
        yield from result.check.value.leaves()


def judged(zh: bool) -> str:
    """What is said of a norm that a person judges."""
    return _said(_JUDGED, zh)


def story(norm: Norm, result: Result, given: Given, zh: bool) -> str:
    """A norm's finding in words, without what other readings would give."""
    if aside := norm.put_aside(given.on):
        return _said(aside, zh)
    if result.verdict is Verdict.NOT_APPLICABLE and norm.applies_if:
        kind = intensive.KINDS[norm.applies_if]
        return _said(_OFF_LIST.format(codes=listing(given.facts.lead_codes), kind=kind), zh)
    if result.check is None:
        branches = "".join(_titled(part, zh) for part in result.parts)
        if isinstance(norm.condition, Several):
            branches = _said(_ANY if norm.condition.any else _ALL, zh) + branches
        return branches + _ending(result, zh)
    if not result.parts:
        return _sentence(result.check, zh)
    verdicts = [(part.title, part.result.verdict.text) for part in result.parts]
    if zh:
        told = "、".join(f"{title.zh}{verdict.zh}" for title, verdict in verdicts) + "。其中："
    else:
        told = ", ".join(f"{title.en} {verdict.en}" for title, verdict in verdicts) + ". Deciding: "
    return told + _sentence(result.check, zh)


def part_story(result: Result, zh: bool) -> str:
    """A part's finding in words: its own comparison, or those of its parts."""
    if result.check:
        return _sentence(result.check, zh)
    return "".join(part_story(part.result, zh) for part in result.parts)


def other_readings(flips: tuple[Flip, ...], readings: Mapping[str, Reading], given: Given, zh: bool) -> str:
    """What other readings would give; nothing where the norm asked for none."""
    if not given.asked:
        return ""
    if not flips:
        return _said(_SAME, zh)
    return "".join(_flip_sentence(flip, readings[flip.reading], zh) for flip in flips)


def _titled(part: Part, zh: bool) -> str:
    text = part_story(part.result, zh)
    return f"{part.title.zh}：{text}" if zh else f"{part.title.en}: {text} "


def _sentence(check: Check, zh: bool) -> str:
    """One comparison in words: the formula with its numbers, the demand, the verdict and the distance."""
    formula, k = check.value.formula(zh), steps(check)
    limit = check.limit
    demand = _demand(check.word.text.zh if zh else check.word.text.en, limit.unit.said(limit.text, zh))
    if k is None:
        gaps = "；".join(g.zh for g in check.value.gaps()) if zh else "; ".join(g.en for g in check.value.gaps())
        if zh:
            return f"{formula}；标准：{demand}；待核{_range(check, zh)}。待补：{gaps}。"
        return f"{formula}; required: {demand}; undetermined{_range(check, zh)}. Needed: {gaps}."
    amount, distance = _amount(check, shown(check, k), formula, zh), _distance(check, k, zh)
    if zh:
        return f"{formula}{amount}；标准：{demand}；{check.verdict.text.zh}{distance}。"
    return f"{formula}{amount}; required: {demand}; {check.verdict.text.en}{distance}."


@lru_cache(maxsize=1024)
def _demand(word: str, limit: str) -> str:
    return word.format(limit=limit)


def _amount(check: Check, number: str, formula: str, zh: bool) -> str:
    """What comes after the formula: nothing if it says the number itself, else the number or the bound that settles."""
    unit = check.limit.unit
    amount = unit.said(number, zh) if change(check) is None else unit.distance(number, zh)
    if not check.value.certain:
        at_least = check.bound == (check.value.ln, check.value.ld)
        if zh:
            return f"，{'至少' if at_least else '至多'} {amount}"
        return f", {'at least' if at_least else 'at most'} {amount}"
    if unit.base == "起" or (formula if zh else check.value.formula(True)).endswith(unit.said(number, True)):
        return ""
    return f" = {amount}"


def _distance(check: Check, k: int, zh: bool) -> str:
    if check.limit.unit.base == "起":
        return ""
    distance = margin(check, k)
    if distance == "0":
        return _said(_EXACTLY, zh)
    size = check.limit.unit.distance(distance.removeprefix("-"), zh)
    if check.verdict is Verdict.MET:
        return f"，余量 {size}" if zh else f", by {size}"
    return f"，相差 {size}" if zh else f", short by {size}"


def _range(check: Check, zh: bool) -> str:
    """What can be said of an open value: the bounds that the figures at hand leave."""
    value, limit = check.value, check.limit
    if value.why_void():
        return ""

    def outward(bound: Pair, up: bool) -> str:
        k, exact = value.floor(bound, limit.step)
        said = limit.unit.said if change(check) is None else limit.unit.distance
        return said(shown(check, k + (up and not exact)), zh)

    ends = []
    if (value.ln, value.ld) != (BOTTOMLESS, 1) and (value.ln or value.hd):
        low = outward((value.ln, value.ld), False)
        ends.append(f"不低于 {low}" if zh else f"at least {low}")
    if value.hd:
        high = outward((value.hn, value.hd), True)
        ends.append(f"不高于 {high}" if zh else f"at most {high}")
    if not ends:
        return ""
    return f"（据现有数据{'、'.join(ends)}）" if zh else f" (on the figures at hand {', '.join(ends)})"


def _ending(result: Result, zh: bool) -> str:
    if not result.needs:
        return f"结论：{result.verdict.text.zh}。" if zh else f"Verdict: {result.verdict.text.en}."
    if zh:
        return f"待核。待补：{'；'.join(n.zh for n in result.needs)}。"
    return f"Undetermined. Needed: {'; '.join(n.en for n in result.needs)}."


def _flip_sentence(flip: Flip, reading: Reading, zh: bool) -> str:
    phrase, way, verdict = reading.phrase, reading.values[flip.value], flip.verdict.text
    if zh:
        return f"口径“{phrase.zh}”换作“{way.zh}”，结论为{verdict.zh}。"
    return f" With “{phrase.en}” read as “{way.en}”: {verdict.en}."


def _said(text: Text, zh: bool) -> str:
    return text.zh if zh else text.en
