"""What if: the facts as they would be if firms had more, or less, of some figure in a year.

Only sums move. No firm comes or goes, none changes its class, and nobody's blank is filled in: what was a lower bound
stays one. Which sums a figure moves is read from the declarations, by counting one supposed firm with their own SELECT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from jiqun.bilingual import Text, listing
from jiqun.facts import rollup
from jiqun.facts.amounts import read
from jiqun.facts.columns import COLUMNS, FLAGS, NAMES, FlatRow
from jiqun.facts.declarations import BY_NAME, FACTS, Sum
from jiqun.facts.errors import FactError
from jiqun.facts.facts import Facts
from jiqun.facts.prepare import LARGEST

FIGURES = ("employees", "revenue", "output", "value_added", "rd", "patents", "energy", "co2", "exports")
"""Figures of firms that can be supposed, in whole units: people, 分, pieces, kgce, kg."""

ANSWERS = ("platform", "software")
"""Answers that can be supposed: so many firms, of those that answered "no", would answer "yes"."""

_UNKNOWN = Text(
    "不能假设“{name}”；可以假设的有：{known}。",
    "“{name}” cannot be supposed; what can be: {known}.",
)
_NOT_WHOLE = Text(
    "“{name}”的假设变化 {found!r} 不是整数；请按最小单位（分、千克、件、人）给出整数。",
    "The change of {name} is {found!r}, not a whole number; give it in whole units (fen, kg, pieces, people).",
)
_NO_YEAR = Text(
    "名册没有 {year} 年的数据，不能在这一年上假设；请选择 {known}。",
    "The roster has no data of {year}, so nothing can be supposed there; choose {known}.",
)
_NOT_GIVEN = Text(
    "没有填写{title}，不能在其上假设增减；请先补填。",
    "The {title} is not given, so no change of it can be supposed; fill it in first.",
)
_NEGATIVE = Text(
    "{what}为 {now}，假设减少 {less}后成为负数；最多只能减少 {now}。",
    "{what}: {now}. Less {less}, it would be negative; at most {now} can be taken away.",
)
_TOO_LARGE = Text(
    "假设后，{what}不小于 {most}，超出系统能够计算的范围；请检查假设的数值和单位。",
    "{what} would be {most} or more, more than can be computed; check the supposed number and its unit.",
)
_TOO_MANY = Text(
    "{year} 年已答复“未应用”的企业只有 {left} 家，不能假设再增加 {more} 家“{title}”。",
    "Only {left} firms answered “no” in {year}; {more} more cannot be supposed for “{title}”.",
)
_OF_YEAR = Text("{year} 年“{title}”", "{title} of {year}")
_OF_CLUSTER = {
    "area_m2": (Text("占地面积", "area"), "平方米"),
    "population": (Text("常住人口", "population"), "人"),
}


def supposing(
    facts: Facts,
    year: int,
    *,
    lead: bool = True,
    sme: bool = True,
    area_m2: int = 0,
    population: int = 0,
    **figures: int,
) -> Facts:
    """The facts if firms had so much more of some figures in `year`; less where the number is negative.

    `figures` are changes by name (`FIGURES` and `ANSWERS`) in whole units. They are firms' own figures, of firms
    inside (`lead`) or outside the lead industry that are SMEs (`sme`) or large, by that year's class and the last
    one. `area_m2` and `population` change the cluster's own. Of typed totals (`Facts.partial`) those that were given
    move. Raises `FactError` for an unknown name, a number that is
    not whole, a year without data, a figure nobody gave, or a result below 0 or of 2^63 and more.
    """
    _known(figures)
    for name, number in {**figures, "area_m2": area_m2, "population": population}.items():
        if type(number) is not int:
            raise FactError(_NOT_WHOLE.format(name=name, found=number))
    years = dict(facts.years)
    if any(figures.values()):
        if year not in years:
            raise FactError(_NO_YEAR.format(year=year, known=listing(sorted(years))))
        years[year] = _moved(years[year], year, lead, sme, figures)
    return replace(
        facts,
        years=MappingProxyType(years),
        area_m2=_of_cluster("area_m2", facts.area_m2, area_m2),
        population=_of_cluster("population", facts.population, population),
    )


def _known(figures: Mapping[str, int]) -> None:
    known = (*FIGURES, *ANSWERS, *_OF_CLUSTER)
    for name in figures:
        if name not in known:
            raise FactError(_UNKNOWN.format(name=name, known=listing(known)))


def _moved(sums: Mapping[str, int], year: int, lead: bool, sme: bool, figures: Mapping[str, int]) -> Mapping[str, int]:
    moved = dict(sums)
    for figure, more in figures.items():
        if figure in ANSWERS:
            _answer(moved, year, figure, more)
            continue
        for name in _given(moved, touched(figure, lead, sme)):
            what = _OF_YEAR.format(year=year, title=BY_NAME[name].title)
            moved[name] = _within(what, BY_NAME[name].unit, moved[name], more)
    return MappingProxyType(moved)


def _given(sums: Mapping[str, int], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some sums that were given: totals that somebody typed may leave out all but a few."""
    if there := tuple(name for name in names if name in sums):
        return there
    raise FactError(_NOT_GIVEN.format(title=BY_NAME[names[0]].title))


def _answer(sums: dict[str, int], year: int, answer: str, more: int) -> None:
    """Firms that answered change their answer; how many answered stays."""
    users = BY_NAME[f"{answer}_users"]
    for name in (users.name, f"{answer}_answered"):
        _given(sums, (name,))
    left = sums[f"{answer}_answered"] - sums[users.name]
    if more > left:
        raise FactError(_TOO_MANY.format(year=year, left=left, more=more, title=users.title))
    what = _OF_YEAR.format(year=year, title=users.title)
    sums[users.name] = _within(what, users.unit, sums[users.name], more)
    if (unused := f"{answer}_unused") in sums:
        sums[unused] -= more


def _of_cluster(name: str, now: int | None, more: int) -> int | None:
    if not more:
        return now
    title, unit = _OF_CLUSTER[name]
    if now is None:
        raise FactError(_NOT_GIVEN.format(title=title))
    return _within(Text(f"“{title.zh}”", title.en), unit, now, more)


def _within(what: Text, unit: str, now: int, more: int) -> int:
    if now + more < 0:
        raise FactError(_NEGATIVE.format(what=what, now=read(now, unit), less=read(-more, unit)))
    if now + more >= LARGEST:
        raise FactError(_TOO_LARGE.format(what=what, most=read(LARGEST, unit)))
    return now + more


@cache
def touched(figure: str, lead: bool, sme: bool) -> tuple[str, ...]:
    """The sums that one firm's figure enters, by the declarations' own conditions."""
    row: FlatRow = dict.fromkeys(NAMES)
    row.update({flag.name: 0 for flag in FLAGS})
    row.update(cluster="", year=0, lead=int(lead), sme=int(sme), sme_last=int(sme))
    row[figure] = 1
    (line,) = rollup.in_memory([row])
    return tuple(name for name in _summed(figure) if line.sums[name])


def _summed(figure: str) -> Iterator[str]:
    assert figure in {column.name for column in COLUMNS}
    return (fact.name for fact in FACTS if isinstance(fact, Sum) and fact.column == figure)
