"""A rubric read from its two tables, with everything that is wrong with them, each at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jiqun import law
from jiqun.bilingual import Text
from jiqun.forms import definitions
from jiqun.review.rubrics.model import FULL, REASONS, Dimension, Item, Rubric, Rule, points
from jiqun.review.rubrics.ruling import rules_of
from jiqun.review.rubrics.sources import APPLICATION, MEASURE
from jiqun.review.rubrics.tables import (
    ITEM_COLUMNS,
    ITEMS,
    REASON_WORDS,
    Flaw,
    Line,
    key_of,
    names_of,
    points_of,
)

NEEDED = ("dimension", "dimension_en", "clause", "dimension_weight", "id", "item", "item_en", "item_weight", "expert")
_STEP = 50
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}")

BLANK = Text("不能为空。", "may not be blank.")
BAD_POINTS = Text(
    "“{given}”不是分值，请填 0 至 100 之间的数，至多两位小数。", "“{given}” is no number of points from 0 to 100."
)
BAD_ID = Text(
    "编号“{given}”须为字母、数字或短横线，1 至 20 位。", "the id “{given}” must be 1 to 20 letters, digits or hyphens."
)
TWICE = Text("编号“{given}”与第 {line} 行重复。", "the id “{given}” stands in line {line} already.")
BAD_CLAUSE = Text("办法中没有条款“{given}”。", "the measure has no clause “{given}”.")
BAD_NORM = Text("没有认定条件“{given}”。", "there is no norm “{given}”.")
BAD_FIELD = Text("申报表没有项目“{given}”。", "the application form has no field “{given}”.")
BAD_REASON = Text("“{given}”不认识，应为 {known} 之一。", "“{given}” is not known; use one of {known}.")
NO_ITEMS = Text("没有任何评分项。", "there are no items.")
NO_GUIDANCE = Text("有专家评分的，须写评分要点。", "what an expert scores needs guidance.")
ONE_LANGUAGE = Text("中文和英文须同时填写。", "Chinese and English go together.")
OFF_STEP = Text("{given} 分不是分档 {step} 分的整数倍。", "{given} points are not a whole number of steps of {step}.")
NO_STEP = Text("分档须大于 0。", "the step must be more than 0.")
DIFFERENT = Text(
    "与第 {line} 行同一个一级指标，但“{column}”不同。", "line {line} is of the same dimension but differs in {column}."
)
SCATTERED = Text("“{given}”的各项须连续排列，不能被其他一级指标隔开。", "the items of “{given}” must stand together.")
DIMENSION_SUM = Text(
    "“{given}”各项分值合计 {sum} 分，应为 {weight} 分。", "the items of “{given}” sum to {sum}, not {weight}."
)
TOTAL = Text(
    "各项分值合计 {sum} 分，应为 100 分，请调整后再用。", "the weights sum to {sum}, not 100; correct them before use."
)
PARTS_SUM = Text(
    "专家评分 {expert} 分与测算规则合计 {rules} 分之和，应为该项分值 {weight} 分。",
    "the expert's {expert} and the rules' {rules} points must sum to the item's {weight}.",
)


def define(items: Sequence[Line], rules: Iterable[Line], measure: str = MEASURE) -> tuple[Rubric, list[Flaw]]:
    """The rubric the lines describe and every flaw, in the order of the sheets. With a flaw it is not to be used."""
    flaws: list[Flaw] = []
    known_ids = {line["id"] for line in items}
    ruled = rules_of(rules, known_ids, {line["id"]: step_of(line) or _STEP for line in items}, measure, flaws)
    at_rules, flaws = flaws, []
    if not items:
        flaws.append(Flaw(NO_ITEMS, ITEMS))
    for line in items:
        _texts(line, measure, flaws)
    _between(items, flaws)
    dimensions: dict[str, tuple[Line, list[Item]]] = {}
    for line in items:
        dimensions.setdefault(line["dimension"], (line, []))[1].append(_item(line, ruled.get(line["id"], ()), flaws))
    read = tuple(
        Dimension(
            first["clause"],
            Text(first["dimension"], first["dimension_en"]),
            points_of(first["dimension_weight"]) or 0,
            tuple(found),
        )
        for first, found in dimensions.values()
    )
    for dimension, (first, _) in zip(read, dimensions.values(), strict=True):
        if (given := sum(item.weight for item in dimension.items)) != dimension.weight:
            said = DIMENSION_SUM.format(given=dimension.title, sum=points(given), weight=points(dimension.weight))
            flaws.append(_at(first, "dimension_weight", said))
    if items and (total := sum(dimension.weight for dimension in read)) != FULL:
        flaws.append(Flaw(TOTAL.format(sum=points(total)), ITEMS))
    flaws.sort(key=lambda flaw: flaw.line or 0)
    return Rubric(read), flaws + at_rules


def step_of(line: Line) -> int | None:
    """The step of an item's line; half a point where none is given."""
    return points_of(line["step"]) if line["step"] else _STEP


def _at(line: Line, column: str, text: Text) -> Flaw:
    return Flaw(text, ITEMS, line.number, ITEM_COLUMNS[column])


def _texts(line: Line, measure: str, flaws: list[Flaw]) -> None:
    """What one line says, looked at cell by cell."""
    flaws += [_at(line, name, BLANK) for name in NEEDED if not line[name]]
    if line["id"] and not _ID.fullmatch(line["id"]):
        flaws.append(_at(line, "id", BAD_ID.format(given=line["id"][:40])))
    loaded = law.load(measure)
    clauses = {clause.anchor for top in loaded.clauses for clause in top.walk()}
    if line["clause"] and line["clause"] not in clauses:
        flaws.append(_at(line, "clause", BAD_CLAUSE.format(given=line["clause"][:20])))
    norms = {norm.id for norm in loaded.norms}
    flaws += [_at(line, "norms", BAD_NORM.format(given=n[:40])) for n in names_of(line["norms"]) if n not in norms]
    fields = {field.id for field in definitions.shipped_form(APPLICATION).fields()}
    flaws += [_at(line, "fields", BAD_FIELD.format(given=n[:40])) for n in names_of(line["fields"]) if n not in fields]
    if line["reason"] and key_of(line["reason"], REASON_WORDS) not in REASONS:
        known = "、".join(REASON_WORDS.values())
        flaws.append(_at(line, "reason", BAD_REASON.format(given=line["reason"][:20], known=known)))
    if bool(line["guidance"]) != bool(line["guidance_en"]):
        flaws.append(_at(line, "guidance_en" if line["guidance"] else "guidance", ONE_LANGUAGE))
    elif not line["guidance"] and points_of(line["expert"]):
        flaws.append(_at(line, "guidance", NO_GUIDANCE))


def _between(lines: Sequence[Line], flaws: list[Flaw]) -> None:
    """What lines have to do with each other: ids once, dimensions together and described alike."""
    ids: dict[str, int] = {}
    firsts: dict[str, Line] = {}
    before = ""
    for line in lines:
        if line["id"] and line["id"] in ids:
            flaws.append(_at(line, "id", TWICE.format(given=line["id"], line=ids[line["id"]])))
        ids.setdefault(line["id"], line.number)
        first = firsts.setdefault(line["dimension"], line)
        for column in ("dimension_en", "clause", "dimension_weight"):
            if line[column] and first[column] and line[column] != first[column]:
                column_name = ITEM_COLUMNS[column]
                flaws.append(_at(line, column, DIFFERENT.format(line=first.number, column=column_name)))
        if first is not line and line["dimension"] != before:
            flaws.append(_at(line, "dimension", SCATTERED.format(given=line["dimension"])))
        before = line["dimension"]


def _item(line: Line, rules: tuple[Rule, ...], flaws: list[Flaw]) -> Item:
    """One item; its numbers are held against each other where they are numbers at all."""
    found = {name: points_of(line[name]) for name in ("item_weight", "expert", "dimension_weight")}
    for name, given in found.items():
        if given is None and line[name]:
            flaws.append(_at(line, name, BAD_POINTS.format(given=line[name][:20])))
    step = step_of(line)
    if step is None:
        flaws.append(_at(line, "step", BAD_POINTS.format(given=line["step"][:20])))
    elif not step:
        flaws.append(_at(line, "step", NO_STEP))
    weight, expert = found["item_weight"] or 0, found["expert"] or 0
    for name, given in (("item_weight", weight), ("expert", expert)):
        if step and given % step:
            flaws.append(_at(line, name, OFF_STEP.format(given=points(given), step=points(step))))
    computed = sum(rule.weight for rule in rules)
    if None not in found.values() and expert + computed != weight:
        said = PARTS_SUM.format(expert=points(expert), rules=points(computed), weight=points(weight))
        flaws.append(_at(line, "expert", said))
    return Item(
        line["id"],
        Text(line["item"], line["item_en"]),
        weight,
        step or _STEP,
        expert,
        key_of(line["reason"] or "always", REASON_WORDS),
        Text(line["guidance"], line["guidance_en"]),
        names_of(line["norms"]),
        names_of(line["fields"]),
        rules,
    )
