"""The rules of a rubric read from their table, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from jiqun.bilingual import Text
from jiqun.review.rubrics.model import Band, Linear, Rule, Threshold, points
from jiqun.review.rubrics.sources import Source, known
from jiqun.review.rubrics.tables import RULE_COLUMNS, RULES, WAYS, Flaw, Line, key_of, limit_of, points_of

BLANK = Text("不能为空。", "may not be blank.")
NO_ITEM = Text("没有编号为“{given}”的评分项。", "there is no item “{given}”.")
BAD_SOURCE = Text(
    "没有测算指标“{given}”；可用的列在工作表“可用测算指标”。",
    "there is no source “{given}”; the sheet 可用测算指标 lists them.",
)
BAD_WAY = Text("方式“{given}”不认识，应为“分档”或“线性”。", "“{given}” is no way of scoring; use 分档 or 线性.")
BAD_POINTS = Text("“{given}”不是分值。", "“{given}” is no number of points.")
BAD_LIMIT = Text("“{given}”不是“{source}”的数值，请{how}。", "“{given}” is no value of “{source}”; write {how}.")
WITH_SIGN = Text("写成百分数，如 12%", "a percentage such as 12%")
WITHOUT_SIGN = Text("写成不带单位的数，如 40（单位：{unit}）", "a bare number such as 40 (unit: {unit})")
BEYOND = Text(
    "“{source}”最大为 {most}，{given} 永远达不到。", "“{source}” is at most {most}; {given} is never reached."
)
OFF_STEP = Text("{given} 分不是分档 {step} 分的整数倍。", "{given} points are not a whole number of steps of {step}.")
OVER = Text("得分 {given} 分超过满分 {weight} 分。", "{given} points are more than the full {weight}.")
NOT_FULL = Text("没有一档得满分 {weight} 分。", "no band earns the full {weight} points.")
UNLIKE = Text(
    "与第 {line} 行是同一项的同一指标，方式和满分须相同。",
    "line {line} is of the same item and source; way and full marks must be the same.",
)
ONE_LINE = Text("线性规则只能有一行。", "a linear rule has one line.")
REVERSED = Text("“从”须小于“至”。", "从 must be less than 至.")
FIRST = Text("第一档的“从”须留空，表示没有下限。", "the first band has no lower end; leave 从 blank.")
LAST = Text("最后一档的“至”须留空，表示没有上限。", "the last band has no upper end; leave 至 blank.")
GAP = Text(
    "与上一档之间有空档：上一档至 {end}，本档从 {start}。",
    "a gap: {end} to {start}.",
)
OVERLAP = Text(
    "与上一档重叠：上一档至 {end}，本档从 {start}。",
    "an overlap: the band before ends at {end}, this one begins at {start}.",
)
NOTHING = Text("满分须大于 0。", "full marks must be more than 0.")
BASE = Text("起点得分须小于满分 {weight} 分。", "the points at the low end must be less than the full {weight}.")


def rules_of(
    lines: Iterable[Line], ids: set[str], steps: Mapping[str, int], measure: str, flaws: list[Flaw]
) -> dict[str, tuple[Rule, ...]]:
    """The rules by item; what is wrong is added to `flaws` and its rule left out."""
    sources = known(measure)
    grouped: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        flaws += [_at(line, name, BLANK) for name in ("id", "source", "way", "weight", "points") if not line[name]]
        if line["id"] and line["id"] not in ids:
            flaws.append(_at(line, "id", NO_ITEM.format(given=line["id"][:40])))
        if line["source"] and line["source"] not in sources:
            flaws.append(_at(line, "source", BAD_SOURCE.format(given=line["source"][:40])))
        if line["way"] and _way(line) not in WAYS:
            flaws.append(_at(line, "way", BAD_WAY.format(given=line["way"][:20])))
        grouped.setdefault((line["id"], line["source"]), []).append(line)
    found: dict[str, list[Rule]] = {}
    for (id, name), group in grouped.items():
        if id in ids and name in sources and all(_way(line) in WAYS for line in group):
            rule = _rule(group, sources[name], steps.get(id) or 1, flaws)
            if rule is not None:
                found.setdefault(id, []).append(rule)
    return {id: tuple(rules) for id, rules in found.items()}


def _way(line: Line) -> str:
    return key_of(line["way"], {key: word.zh for key, word in WAYS.items()})


def _at(line: Line, column: str, text: Text) -> Flaw:
    return Flaw(text, RULES, line.number, RULE_COLUMNS[column])


def _rule(lines: Sequence[Line], source: Source, step: int, flaws: list[Flaw]) -> Rule | None:
    """One rule of its lines, all of one item and source; `None` where anything of it is wrong."""
    first, before = lines[0], len(flaws)
    for line in lines[1:]:
        if (_way(line), line["weight"]) != (_way(first), first["weight"]):
            flaws.append(_at(line, "weight", UNLIKE.format(line=first.number)))
    weight = _points(first, "weight", None, step, flaws)
    if weight == 0:
        flaws.append(_at(first, "weight", NOTHING))
    earned = [_points(line, "points", weight, step, flaws) for line in lines]
    ends = [(_limit(line, "from", source, flaws), _limit(line, "to", source, flaws)) for line in lines]
    if _way(first) == Linear.way:
        _check_line(lines, ends, weight, earned[0], flaws)
    elif len(flaws) == before:
        _check_bands(lines, ends, weight or 0, earned, flaws)
    if len(flaws) > before or weight is None:
        return None
    if _way(first) == Linear.way:
        low, high = ends[0]
        assert low is not None and high is not None and earned[0] is not None
        return Linear(source.id, weight, low, earned[0], high)
    bands = (Band(start, given or 0) for (start, _), given in zip(ends, earned, strict=True))
    return Threshold(source.id, weight, tuple(bands))


def _points(line: Line, column: str, most: int | None, step: int, flaws: list[Flaw]) -> int | None:
    given = points_of(line[column])
    if given is None:
        if line[column]:
            flaws.append(_at(line, column, BAD_POINTS.format(given=line[column][:20])))
        return None
    if given % step:
        flaws.append(_at(line, column, OFF_STEP.format(given=points(given), step=points(step))))
    if most is not None and given > most:
        flaws.append(_at(line, column, OVER.format(given=points(given), weight=points(most))))
    return given


def _limit(line: Line, column: str, source: Source, flaws: list[Flaw]) -> Fraction | None:
    if not line[column]:
        return None
    found = limit_of(line[column], source)
    if found is None:
        how = WITH_SIGN if source.share else WITHOUT_SIGN.format(unit=source.unit.name)
        flaws.append(_at(line, column, BAD_LIMIT.format(given=line[column][:20], source=source.title, how=how)))
    elif source.most is not None and found > source.most:
        most = source.amount(str(source.most))
        flaws.append(_at(line, column, BEYOND.format(source=source.title, most=most, given=line[column])))
    return found


def _check_line(
    lines: Sequence[Line],
    ends: Sequence[tuple[Fraction | None, Fraction | None]],
    weight: int | None,
    base: int | None,
    flaws: list[Flaw],
) -> None:
    flaws += [_at(line, "way", ONE_LINE) for line in lines[1:]]
    low, high = ends[0]
    flaws += [_at(lines[0], name, BLANK) for name in ("from", "to") if not lines[0][name]]
    if low is not None and high is not None and low >= high:
        flaws.append(_at(lines[0], "from", REVERSED))
    if weight and base is not None and base >= weight:
        flaws.append(_at(lines[0], "points", BASE.format(weight=points(weight))))


def _check_bands(
    lines: Sequence[Line],
    ends: Sequence[tuple[Fraction | None, Fraction | None]],
    weight: int,
    earned: Sequence[int | None],
    flaws: list[Flaw],
) -> None:
    """Every value falls into exactly one band, and the full marks can be reached."""
    if ends[0][0] is not None:
        flaws.append(_at(lines[0], "from", FIRST))
    if ends[-1][1] is not None:
        flaws.append(_at(lines[-1], "to", LAST))
    for line, (start, end) in zip(lines, ends, strict=True):
        if start is not None and end is not None and start >= end:
            flaws.append(_at(line, "from", REVERSED))
    for ((_, end), (start, _)), (earlier, line) in zip(pairwise(ends), pairwise(lines), strict=True):
        if end is None or start is None:
            flaws.append(_at(earlier if end is None else line, "to" if end is None else "from", BLANK))
        elif start != end:
            said = (GAP if start > end else OVERLAP).format(end=earlier["to"], start=line["from"])
            flaws.append(_at(line, "from", said))
    if weight not in earned:
        flaws.append(_at(lines[0], "weight", NOT_FULL.format(weight=points(weight))))
