"""What a formula is given: the facts of a cluster, the legal date, and the readings in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.facts.declarations import BY_NAME, Count
from jiqun.law.readings import Reading
from jiqun.law.values import Kind, Known, Leaf

_BLANK = Text("{year} 年{title}：{n} 行未填，请补报", "{title} of {year}: {n} rows are blank; have them filled in")
_NOT_AMONG = Text("{year} 年{title}未填，请补充", "{title} of {year} is not given; add it")
_NO_YEAR = Text("缺 {year} 年企业年度数据，请补充", "No firm's figures for {year}; add them")
_UNSURE = Text(
    "{year} 年{title}：{n} 家的链主企业称号未填认定机关或级别，请补全",
    "{title} of {year}: {n} chain leaders lack issuer or level; complete them",
)
_UNCLASSIFIED = Text(
    "{year} 年有 {n} 家企业因从业人员、营业收入或资产总额不全而划型未定，请补报",
    "{n} firms of {year} cannot be classified by size; give employees, revenue or assets",
)
_SILENT = Text(
    "{year} 年有 {n} 家企业（含规下）未答复是否应用工业互联网平台，请补报",
    "{n} firms of {year} (small ones included) did not answer whether they use a platform; ask them",
)
_NOT_GIVEN = Text("集群的{title}未填，请补充", "The cluster's {title} is not given; add it")
_DECLARED = {
    name: (
        Kind(fact.title, fact.unit, name),
        f"{name}__na",
        isinstance(fact, Count),
        name == "platform_silent" or "_unsized" in name,
    )
    for name, fact in BY_NAME.items()
}
"""Of each fact: its kind, the name of its missing count, whether it counts, whether a figure of it is itself a gap."""


class _Leaves(dict[tuple[str, int], Leaf]):
    """The facts of a cluster as intervals, by name and year: each is made when it is first asked for, and once."""

    __slots__ = ("_years",)

    def __init__(self, facts: Facts) -> None:
        self._years = facts.years

    def __missing__(self, key: tuple[str, int]) -> Leaf:
        name, year = key
        leaf = self[key] = self._made(self._years.get(year), name, year)
        return leaf

    def _made(self, sums: Mapping[str, int] | None, name: str, year: int) -> Leaf:
        kind, missing_name, counted, telling = _DECLARED[name]
        if not sums or not sums["lines"]:
            # Stamped lines of small firms alone do not make a year: what they give is a lower bound.
            return Leaf(kind, sums[name] if sums else None, None, year, 0, (_NO_YEAR.format(year=year),))
        figure, missing = sums.get(name), sums.get(missing_name, 0)
        if figure is None:  # totals given without this one (`Facts.partial`): nothing is known of it
            return Leaf(kind, None, None, year, 0, (_NOT_AMONG.format(year=year, title=kind.label),))
        if not missing and not telling:
            return Known(kind, figure, year)
        high = figure + missing if counted or not missing else None
        return Leaf(kind, figure, high, year, missing, _gaps(sums, kind, year, missing, counted))


class Given:
    """The facts, with a note of every reading a formula asked for: those are the ones that could change its result."""

    __slots__ = ("_leaves", "_readings", "asked", "base_year", "facts", "on")

    def __init__(self, facts: Facts, on: date, readings: Mapping[str, str], leaves: _Leaves | None = None) -> None:
        self.facts = facts
        self.on = on
        self.base_year = facts.base_year
        """The latest complete year."""
        self._readings = readings
        self._leaves = _Leaves(facts) if leaves is None else leaves
        self.asked: dict[str, None] = {}

    def afresh(self) -> Given:
        """The same, with nothing asked yet: one for each norm."""
        return Given(self.facts, self.on, self._readings, self._leaves)

    def trials(self, ways: Mapping[str, Reading]) -> Iterator[tuple[str, str, Given]]:
        """The same facts under every other value of each reading that was asked for, one reading at a time."""
        tried = dict(self._readings)
        given = Given(self.facts, self.on, tried, self._leaves)
        for key in self.asked:
            current = tried[key]
            for value in ways[key].values:
                if value != current:
                    tried[key] = value
                    yield key, value, given
            tried[key] = current

    def reading(self, key: str) -> str:
        """The value of a reading in force."""
        self.asked[key] = None
        return self._readings[key]

    @property
    def three_years(self) -> tuple[int, int, int]:
        """近三年: the three latest complete calendar years."""
        return (self.base_year - 2, self.base_year - 1, self.base_year)

    def fact(self, name: str, year: int) -> Leaf:
        """A declared fact of a year, as an interval."""
        return self._leaves[name, year]

    def figure(self, known: int | None, unit: str, title: Text) -> Leaf:
        """A figure of the cluster itself, such as its area; without it nothing is known but that it is not negative."""
        gaps = (_NOT_GIVEN.format(title=title),) if known is None else ()
        return Leaf(Kind(title, unit), known, known, gaps=gaps)


def _gaps(sums: Mapping[str, int], kind: Kind, year: int, missing: int, counted: bool) -> tuple[Text, ...]:
    gaps: list[Text] = []
    _, unsized, cohort = kind.fact.partition("_unsized")
    if unsized and (n := sums.get(f"firms_unsized{cohort}")):
        gaps.append(_UNCLASSIFIED.format(year=year, n=n))
    if kind.fact == "platform_silent" and sums[kind.fact]:
        gaps.append(_SILENT.format(year=year, n=sums[kind.fact]))
    if missing:
        gaps.append((_UNSURE if counted else _BLANK).format(year=year, title=kind.label, n=missing))
    return tuple(gaps)
