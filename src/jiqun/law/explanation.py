"""From a result to a finding that explains itself: every sentence is rendered from the tree of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.law import units
from jiqun.law.conditions import Check, Result, Several
from jiqun.law.findings import Finding, Flip, Input
from jiqun.law.given import Given
from jiqun.law.norms import Norm, Reading
from jiqun.law.units import Exact
from jiqun.law.values import BOTTOMLESS, Leaf
from jiqun.law.verdicts import Verdict

_JUDGED = Text("定性条件，由审核人员依据佐证材料判断。", "A person judges this on the evidence.")
_OFF_LIST = Text(
    "主导产业（{codes}）不在现行{kind}行业目录内，本条件不适用。",
    "The lead industry ({codes}) is not on the list {kind} in force; this does not apply.",
)
_ANY = Text("下列任一项成立即可。", "Any one of these is enough. ")
_ALL = Text("下列各项均须成立。", "All of these are needed. ")
_SAME = Text("换用其他口径，结论不变。", " No other reading changes this.")


def finding(norm: Norm, result: Result, given: Given, readings: Mapping[str, Reading]) -> Finding:
    """The finding of a norm, with the readings that would change it."""
    flips = norm.flips(given, readings, result.verdict)
    parts = tuple(_part(norm, part.key, part.title, part.quote, part.result) for part in result.parts)
    story = _story(norm, result, parts, given)
    tail = _reading_sentences(flips, readings, bool(given.asked))
    return _finding(norm, norm.id, norm.title, norm.quote, result, flips, parts, _run_on((story, tail)))


def _part(norm: Norm, key: str, title: Text, quote: str, result: Result) -> Finding:
    inner = tuple(_part(norm, f"{key}.{part.key}", part.title, part.quote, part.result) for part in result.parts)
    story = _sentence(result.check) if result.check else _run_on(part.text for part in inner)
    return _finding(norm, f"{norm.id}.{key}", title, quote or norm.quote, result, (), inner, story)


def _finding(
    norm: Norm,
    id: str,
    title: Text,
    quote: str,
    result: Result,
    flips: tuple[Flip, ...],
    parts: tuple[Finding, ...],
    text: Text,
) -> Finding:
    check = result.check
    number = shown(check) if check else None
    return Finding(
        id=id,
        clause=norm.clause,
        quote=quote,
        title=title,
        verdict=result.verdict,
        value=number,
        exact=_exact(check) if check else None,
        unit=check.limit.unit.json if check else "",
        op=check.op if check else None,
        limit=str(Fraction(check.limit.number)) if check else None,
        margin=margin(check, number) if check and number else None,
        inputs=_inputs(result),
        flips_under=flips,
        needs=needs(result),
        parts=parts,
        text=text,
    )


def shown(check: Check) -> str | None:
    """The value in the finding's unit, rounded away from the limit and never onto it; None while it is open."""
    bound = check.bound
    if bound is None:
        return None
    unit, bar = check.limit.unit, check.value.bar(check.limit.bar)
    if bound == bar:
        return units.decimal(check.limit.number)
    k, exact = check.value.floor(bound, Fraction(unit.size) / 10**unit.decimals)
    return units.plain(k + (bound > bar and not exact), unit.decimals)


def margin(check: Check, number: str) -> str:
    """How far the value shown lies from the limit, positive on the side that meets the norm."""
    distance = Fraction(number) - check.limit.number
    return units.decimal(distance if check.op in (">", ">=") else -distance)


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


def _exact(check: Check) -> str | None:
    return None if check.bound is None else str(Fraction(check.bound) / Fraction(check.limit.unit.size))


def _inputs(result: Result) -> tuple[Input, ...]:
    leaves: dict[Leaf, None] = {}
    for part in result.parts:
        leaves.update(dict.fromkeys(_leaves(part.result)))
    leaves.update(dict.fromkeys(_leaves(result)))
    return tuple(Input(leaf.label, leaf.year, leaf.known, leaf.unit, leaf.missing) for leaf in leaves)


def _leaves(result: Result) -> Iterable[Leaf]:
    if result.check:
        yield from result.check.value.leaves()
    for part in result.parts:
        yield from _leaves(part.result)


def _story(norm: Norm, result: Result, parts: tuple[Finding, ...], given: Given) -> Text:
    if result.verdict is Verdict.JUDGEMENT:
        return _JUDGED
    if aside := norm.put_aside(given.on):
        return aside
    if result.verdict is Verdict.NOT_APPLICABLE and norm.applies_if:
        return _OFF_LIST.format(codes="、".join(given.facts.lead_codes), kind=norm.applies_if)
    if result.check is None:
        branches = _run_on(_titled(part) for part in parts)
        if isinstance(norm.condition, Several):
            branches = _run_on((_ANY if norm.condition.any else _ALL, branches))
        return _run_on((branches, _ending(result)))
    if not parts:
        return _sentence(result.check)
    listing = Text(
        "、".join(f"{p.title.zh}{p.verdict.text.zh}" for p in parts) + "。其中：",
        ", ".join(f"{p.title.en} {p.verdict.text.en}" for p in parts) + ". Deciding: ",
    )
    return _run_on((listing, _sentence(result.check)))


def _titled(part: Finding) -> Text:
    return Text(f"{part.title.zh}：{part.text.zh}", f"{part.title.en}: {part.text.en} ")


def _sentence(check: Check) -> Text:
    """One comparison in words: the formula with its numbers, the demand, the verdict and the distance."""
    formula, number = check.value.formula(), shown(check)
    limit = check.limit.unit.amount(units.decimal(check.limit.number))
    demand = check.word.text.format(limit=limit)
    if number is None:
        gaps = check.value.gaps()
        return Text(
            f"{formula.zh}；标准：{demand.zh}；待核{_range(check).zh}。待补：{'；'.join(g.zh for g in gaps)}。",
            f"{formula.en}; required: {demand.en}; undetermined{_range(check).en}. "
            f"Needed: {'; '.join(g.en for g in gaps)}.",
        )
    amount, distance = _amount(check, number, formula), _distance(check, number)
    return Text(
        f"{formula.zh}{amount.zh}；标准：{demand.zh}；{check.verdict.text.zh}{distance.zh}。",
        f"{formula.en}{amount.en}; required: {demand.en}; {check.verdict.text.en}{distance.en}.",
    )


def _amount(check: Check, number: str, formula: Text) -> Text:
    """What comes after the formula: nothing if it says the number itself, else the number or the bound that settles."""
    amount = check.limit.unit.amount(number)
    if not check.value.certain:
        at_least = check.bound == check.value.low
        zh, en = ("至少", "at least") if at_least else ("至多", "at most")
        return Text(f"，{zh} {amount.zh}", f", {en} {amount.en}")
    if formula.zh.endswith(amount.zh) or check.limit.unit.base == "起":
        return Text("", "")
    return Text(f" = {amount.zh}", f" = {amount.en}")


def _distance(check: Check, number: str) -> Text:
    if check.limit.unit.base == "起":
        return Text("", "")
    distance = margin(check, number)
    if distance == "0":
        return Text("，恰为门槛值", ", exactly the limit")
    size = check.limit.unit.distance(distance.removeprefix("-"))
    if check.verdict is Verdict.MET:
        return Text(f"，余量 {size.zh}", f", by {size.en}")
    return Text(f"，相差 {size.zh}", f", short by {size.en}")


def _range(check: Check) -> Text:
    """What can be said of an open value: the bounds that the figures at hand leave."""
    value, unit = check.value, check.limit.unit
    if value.undefined is not None:
        return Text("", "")
    step = Fraction(unit.size) / 10**unit.decimals

    def outward(bound: Exact, up: bool) -> Text:
        k, exact = value.floor(bound, step)
        return unit.amount(units.plain(k + (up and not exact), unit.decimals))

    ends = []
    if value.low != BOTTOMLESS and (value.low or value.high is not None):
        low = outward(value.low, False)
        ends.append(Text(f"不低于 {low.zh}", f"at least {low.en}"))
    if value.high is not None:
        high = outward(value.high, True)
        ends.append(Text(f"不高于 {high.zh}", f"at most {high.en}"))
    zh, en = "、".join(end.zh for end in ends), ", ".join(end.en for end in ends)
    return Text(f"（据现有数据{zh}）" if zh else "", f" (on the figures at hand {en})" if en else "")


def _ending(result: Result) -> Text:
    if not result.needs:
        return Text(f"结论：{result.verdict.text.zh}。", f"Verdict: {result.verdict.text.en}.")
    zh, en = "；".join(n.zh for n in result.needs), "; ".join(n.en for n in result.needs)
    return Text(f"待核。待补：{zh}。", f"Undetermined. Needed: {en}.")


def _reading_sentences(flips: tuple[Flip, ...], readings: Mapping[str, Reading], any_asked: bool) -> Text:
    if not any_asked:
        return Text("", "")
    if not flips:
        return _SAME
    return _run_on(_flip_sentence(flip, readings[flip.reading]) for flip in flips)


def _flip_sentence(flip: Flip, reading: Reading) -> Text:
    phrase, way, verdict = reading.phrase, reading.values[flip.value], flip.verdict.text
    return Text(
        f"口径“{phrase.zh}”换作“{way.zh}”，结论为{verdict.zh}。",
        f" With “{phrase.en}” read as “{way.en}”: {verdict.en}.",
    )


def _run_on(texts: Iterable[Text]) -> Text:
    found = tuple(texts)
    return Text("".join(t.zh for t in found), "".join(t.en for t in found))
