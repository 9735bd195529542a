"""The norms of a measure file: what can be wrong with them, and the conditions they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.law.conditions import Branch, Compare, Condition, Falling, Indicator, Judgement, Several
from jiqun.law.limits import Limit
from jiqun.law.lines import Lines, Path
from jiqun.law.norms import Norm
from jiqun.law.readings import Reading
from jiqun.law.units import UNITS
from jiqun.law.words import WORDS

_FORMULA_KEYS = ("value", "each", "falling")
OPERATORS = (*_FORMULA_KEYS, "any_of", "all_of", "judgement")


def norm(line: dict[str, Any], indicators: Mapping[str, Indicator]) -> Norm:
    """A norm from its line, once `problems` found none."""
    return Norm(
        id=line["id"],
        clause=line["clause"],
        quote=line["quote"],
        title=Text(**line["title"]),
        condition=_condition(line, indicators),
        applies_if=line.get("applies_if"),
        topic=line.get("topic", line["id"]),
    )


def day(text: str) -> date:
    """A day written as 2023-02-28."""
    return date.fromisoformat(text)


def problems(found: Lines, indicators: Mapping[str, Indicator], readings: Mapping[str, Reading]) -> Iterator[Text]:
    """What is wrong with the norms of a file beyond its form."""
    for n, line in enumerate(found.values["norms"]):
        for path, branch in _branches(line, ("norms", n)):
            for key, text in _faults(branch, indicators, readings):
                at = found.at((*path, key))
                yield Text(f"{at}: {line['id']}：{text.zh}", f"{at}: {line['id']}: {text.en}")


def limits(line: dict[str, Any], path: Path) -> Iterator[tuple[Path, list[dict[str, str]]]]:
    """The lists of dated limits of a norm and its branches, and where they stand."""
    for where, branch in _branches(line, path):
        if "limit" in branch:
            yield (*where, "limit"), branch["limit"]


def dating(dated: Sequence[Mapping[str, str]], first: date, last: date, found: Lines, path: Path) -> Iterator[Text]:
    """Dated values have to follow each other from the first day in force to the last."""
    expected: date | None = first
    for n, value in enumerate(dated):
        at, start = found.at((*path, n, "from")), day(value["from"])
        if expected is None or start != expected:
            want = "—" if expected is None else str(expected)
            yield Text(
                f"{at}: 起始日 {start} 与前后不衔接（应为 {want}），各段日期不得重叠或留空",
                f"{at}: {start} does not follow (expected {want}); dated values neither overlap nor leave a gap",
            )
        expected = day(value["until"]) + timedelta(days=1) if "until" in value else None
    if expected is not None and expected <= last:
        at = found.at((*path, len(dated) - 1))
        yield Text(f"{at}: {expected} 起没有数值，请续填", f"{at}: there is no value from {expected} on; add one")


def _branches(line: dict[str, Any], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    yield path, line
    for key in ("any_of", "all_of"):
        for n, branch in enumerate(line.get(key, ())):
            yield from _branches(branch, (*path, key, n))


def _faults(
    line: dict[str, Any], indicators: Mapping[str, Indicator], readings: Mapping[str, Reading]
) -> Iterator[tuple[str, Text]]:
    used = [key for key in OPERATORS if key in line]
    if len(used) != 1:
        names = listing(OPERATORS)
        yield "id", Text(f"须有且只有一个运算（{names.zh}）", f"needs exactly one operator of {names.en}")
        return
    if used[0] not in _FORMULA_KEYS:
        return
    indicator = indicators.get(line[used[0]])
    if indicator is None:
        told = Text("没有公式 {name}；现有：{known}", "no formula {name}; known: {known}")
        yield used[0], told.format(name=line[used[0]], known=listing(sorted(indicators)))
        return
    needed = ("word", "unit") if used[0] == "falling" else ("word", "limit")
    for key in needed:
        if key not in line:
            yield used[0], Text(f"缺少 {key}，请补上", f"{key} is missing; add it")
    if "word" in line:
        yield from _word_faults(line["word"], readings)
    written = [line["unit"]] if "unit" in line else [limit["unit"] for limit in line.get("limit", ())]
    for unit in written:
        key = "unit" if "unit" in line else "limit"
        if unit not in UNITS:
            names = listing(UNITS)
            yield key, Text(f"不认识的单位 {unit}；可用：{names.zh}", f"unknown unit {unit}; known: {names.en}")
        elif UNITS[unit].base != indicator.unit:
            yield (
                key,
                Text(
                    f"单位 {unit} 与公式 {indicator.name} 的单位（{indicator.unit or '比例'}）不符",
                    f"the unit {unit} does not fit the formula {indicator.name} ({indicator.unit or 'a ratio'})",
                ),
            )


def _word_faults(name: str, readings: Mapping[str, Reading]) -> Iterator[tuple[str, Text]]:
    word = WORDS.get(name)
    if word is None:
        names = listing(WORDS)
        yield "word", Text(f"不认识的用语 {name}；可用：{names.zh}", f"unknown word {name}; known: {names.en}")
    elif word.reading and (word.reading not in readings or set(readings[word.reading].values) != set(word.operators)):
        values = listing(word.operators)
        yield (
            "word",
            Text(
                f"用语 {name} 需要口径“{word.reading}”，取值为 {values.zh}",
                f"the word {name} needs the reading {word.reading} with the values {values.en}",
            ),
        )


def _condition(line: dict[str, Any], indicators: Mapping[str, Indicator]) -> Condition:
    if "judgement" in line:
        return Judgement()
    for key in ("any_of", "all_of"):
        if key in line:
            branches = tuple(Branch(Text(**b["title"]), b["quote"], _condition(b, indicators)) for b in line[key])
            return Several(branches, any=key == "any_of")
    word = WORDS[line["word"]]
    if "falling" in line:
        return Falling(indicators[line["falling"]], word, UNITS[line["unit"]])
    indicator = indicators[line["value"] if "value" in line else line["each"]]
    return Compare(indicator, word, tuple(_limit(limit) for limit in line["limit"]))


def _limit(line: dict[str, str]) -> Limit:
    unit = UNITS[line["unit"]]
    until = day(line["until"]) if "until" in line else None
    return Limit(Fraction(line["number"]) * unit.written, unit, day(line["from"]), until)
