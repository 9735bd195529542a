"""How far a cluster is from a limit: the least change of one figure that turns a verdict.

An exact search through `Measure.verdicts` on supposed facts, never a second formula. It says what the arithmetic would
need, not what ought to be done. Money is 分, mass kg, area m², everything else pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts import FactError, Facts
from jiqun.facts.prepare import LARGEST
from jiqun.facts.supposing import supposing
from jiqun.law import units
from jiqun.law.measure import Measure
from jiqun.law.verdicts import Verdict

NARROW = Fraction(1, 10)
"""A norm is met narrowly when its margin is within a tenth of its limit."""

_MORE = Text("{what}再增加 {amount}", "{what} up by {amount}")
_LESS = Text("{what}再减少 {amount}", "{what} down by {amount}")
_REACHES = Text("{steps}，即达到门槛", "{steps} would reach the limit")
_LOSES = Text("{steps}，即不再符合", "{steps} and it is no longer met")
_OUT_OF_REACH = Text("仅调整“{what}”，无法达到门槛", "Changing {what} alone cannot reach the limit")


@dataclass(frozen=True, slots=True)
class Lever:
    """The figure a formula mainly rests on. `more` of it helps; `whose` are options of `supposing`.

    `back` are years counted back from the base year, the earliest first; none for a figure of the cluster itself.
    """

    figure: str
    title: Text
    unit: str
    more: bool = True
    back: tuple[int, ...] = (0,)
    whose: tuple[tuple[str, bool], ...] = ()


_OUTPUT = Text("产值", "output")
_PATENTS = Text("有效发明专利", "valid invention patents")
_SME, _LEAD = (("sme", True),), (("lead", True),)
LEVERS: Mapping[str, Lever] = {
    "area": Lever("area_m2", Text("占地面积", "area"), "平方米", more=False, back=()),
    "output": Lever("output", _OUTPUT, "分", back=(2, 1, 0)),
    "sme_share": Lever("output", Text("中小企业产值", "SMEs' output"), "分", back=(2, 1, 0), whose=_SME),
    "lead_share": Lever(
        "output", Text("主导产业产值", "the lead industry's output"), "分", back=(2, 1, 0), whose=_LEAD
    ),
    "output_growth": Lever("output", _OUTPUT, "分"),
    "rd_growth": Lever("rd", Text("中小企业研发经费", "SMEs' R&D spending"), "分", whose=_SME),
    "patent_growth": Lever("patents", _PATENTS, "件"),
    "patent_density": Lever("patents", _PATENTS, "件"),
    "platform_use": Lever("platform", Text("应用工业互联网平台的企业", "firms using a platform"), "家"),
    "co2_intensity": Lever("co2", Text("二氧化碳排放量", "carbon dioxide"), "千克", more=False),
}
"""By formula. Incidents, titles, benchmarks and answers about software have no figure that could be a little more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One supposed change: so much of a lever's figure in a year; negative is less."""

    lever: Lever
    year: int | None
    change: int

    @property
    def what(self) -> Text:
        """The figure with its year."""
        title = self.lever.title
        return Text(f"{self.year} 年{title.zh}", f"{title.en} of {self.year}") if self.year else title

    @property
    def text(self) -> Text:
        """The change in words, the amount in full."""
        phrase = _MORE if self.change > 0 else _LESS
        return phrase.format(what=self.what, amount=units.read(abs(self.change), self.lever.unit))


@dataclass(frozen=True, slots=True)
class Distance:
    """What it takes to turn a verdict. No steps: the figure of `tried` cannot turn it, however far it is changed."""

    steps: tuple[Step, ...]
    tried: tuple[Step, ...]
    met: bool

    @property
    def text(self) -> Text:
        """One sentence."""
        if not self.steps:
            return _OUT_OF_REACH.format(what=_listed(step.what for step in self.tried))
        return (_LOSES if self.met else _REACHES).format(steps=_listed(step.text for step in self.steps))


def narrow(margin: str | None, limit: str | None) -> bool:
    """Whether a norm that is met is met narrowly: its margin within `NARROW` of its limit, which is not zero."""
    if margin is None or limit is None or not (bar := abs(Fraction(limit))):
        return False
    return 0 <= Fraction(margin) <= bar * NARROW


def to_reach(
    measure: Measure, facts: Facts, norm_id: str, *, on: date, readings: Mapping[str, str] | None = None
) -> Distance | None:
    """The least changes that would make a norm met which is not; None when it is, or has no lever (see `LEVERS`).

    Where several years count, each is brought up in turn, the earliest first, so that no step could be smaller while
    the others stand. Raises what `Measure.verdicts` raises.
    """
    search = _Search.of(measure, facts, norm_id, on, readings)
    if search is None or search.met({}):
        return None
    lever, whole = search.lever, {year: search.furthest(year, search.sign) for year in search.years}
    tried = tuple(Step(lever, year, change) for year, change in whole.items())
    if not search.met(whole):
        return Distance((), tried, met=False)
    for year, furthest in tuple(whole.items()):
        whole[year] = search.least(year, furthest, met=True, beside=whole)
    return Distance(tuple(Step(lever, year, change) for year, change in whole.items() if change), tried, met=False)


def to_lose(
    measure: Measure, facts: Facts, norm_id: str, *, on: date, readings: Mapping[str, str] | None = None
) -> Distance | None:
    """The least change of one year that would undo a norm that is met; None when it is not, has no lever, or nothing
    of that figure can undo it. Raises what `Measure.verdicts` raises.
    """
    search = _Search.of(measure, facts, norm_id, on, readings)
    if search is None or not search.met({}):
        return None
    steps = []
    for year in search.years:
        furthest = search.furthest(year, -search.sign)
        if not search.met({year: furthest}):
            undone = search.least(year, furthest, met=False)
            steps.append(Step(search.lever, year, undone))
    nearest = min(steps, key=lambda step: abs(step.change), default=None)
    return None if nearest is None else Distance((nearest,), tuple(steps), met=True)


@dataclass(frozen=True, slots=True)
class _Search:
    """One norm on facts in which its lever may be moved."""

    measure: Measure
    norm_id: str
    facts: Facts
    on: date
    readings: Mapping[str, str]
    lever: Lever

    @classmethod
    def of(
        cls, measure: Measure, facts: Facts, norm_id: str, on: date, readings: Mapping[str, str] | None
    ) -> _Search | None:
        """The search for a norm; None when it has no lever."""
        norm = measure.norm(norm_id)
        formula = getattr(getattr(norm.condition, "indicator", None), "name", "")
        lever = LEVERS.get(formula)
        if lever is None:
            return None
        return cls(replace(measure, norms=(norm,)), norm_id, facts, on, dict(readings or {}), lever)

    @property
    def sign(self) -> int:
        """Which way the lever helps."""
        return 1 if self.lever.more else -1

    @property
    def years(self) -> tuple[int | None, ...]:
        """The years the lever may be moved in."""
        return tuple(self.facts.base_year - back for back in self.lever.back) or (None,)

    def met(self, changes: Mapping[int | None, int]) -> bool:
        """Whether the norm is met after some changes by year."""
        facts = self.facts
        for year, change in changes.items():
            facts = self._supposed(facts, year, change)
        return self.measure.verdicts(facts, on=self.on, readings=self.readings)[self.norm_id] is Verdict.MET

    def furthest(self, year: int | None, sign: int) -> int:
        """The largest change that can be supposed: down to zero, up to what an integer column holds."""

        def allowed(change: int) -> bool:
            try:
                self._supposed(self.facts, year, change)
            except FactError:
                return False
            return True

        return sign * (_first(LARGEST, lambda size: not allowed(sign * size)) - 1)

    def least(
        self, year: int | None, furthest: int, *, met: bool, beside: Mapping[int | None, int] | None = None
    ) -> int:
        """The smallest change of a year on the way to `furthest` that makes the norm met, or not, as it is there."""
        sign, others = 1 if furthest > 0 else -1, beside or {}
        return sign * _first(abs(furthest), lambda size: self.met({**others, year: sign * size}) is met)

    def _supposed(self, facts: Facts, year: int | None, change: int) -> Facts:
        if not change:
            return facts
        options: dict[str, Any] = {self.lever.figure: change, **dict(self.lever.whose)}
        return supposing(facts, facts.base_year if year is None else year, **options)


def _first(top: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from 0 to `top` that holds, where everything above it holds as well."""
    low, high = 0, top
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return high


def _listed(texts: Iterable[Text]) -> Text:
    found = tuple(texts)
    return Text("、".join(text.zh for text in found), ", ".join(text.en for text in found))
