"""A measure: a dated legal instrument as its text, norms, readings and parameters, and its use on facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.law import amending, code, sources, verdicts, warnings
from jiqun.law.basis import Basis
from jiqun.law.clauses import Clause
from jiqun.law.conditions import Indicator
from jiqun.law.demands import Demand
from jiqun.law.errors import NoMeasureInForce, UnknownReading
from jiqun.law.findings import Assessment, Finding, Receipt
from jiqun.law.given import Given
from jiqun.law.interpretations import Interpretation
from jiqun.law.interpretations import fixed as interpretations_in_effect
from jiqun.law.norms import Norm
from jiqun.law.readings import Reading
from jiqun.law.sources import Source, Status
from jiqun.law.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated number or day of the measure, with its clause and quote: 7 工作日, 3 年, 03-31."""

    id: str
    clause: str
    quote: str
    title: Text
    value: str
    unit: Text
    start: date
    until: date | None

    @property
    def number(self) -> int:
        """The value as a whole number; `ValueError` where it is a day such as 03-31."""
        return int(self.value)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the library. `clauses` are its chapters in order, each with articles and items below it.

    `scheme` is the line of measures it belongs to (`gd`: the province's own); of a scheme one is in force at a time.
    `bases`, `demands` and `interpretations` are what was registered about it; then `origin` is the measure as
    published, and `sha256` covers them too.
    """

    id: str
    scheme: str
    status: Status
    title: str
    number: str
    issuer: str
    start: date
    until: date
    sources: tuple[Source, ...]
    clauses: tuple[Clause, ...]
    norms: tuple[Norm, ...]
    readings: Mapping[str, Reading]
    all_parameters: tuple[Parameter, ...]
    sha256: str
    formulas: Mapping[str, Indicator] = field(repr=False)
    bases: tuple[Basis, ...] = ()
    demands: tuple[Demand, ...] = ()
    interpretations: tuple[Interpretation, ...] = ()
    origin: Measure | None = field(default=None, repr=False)
    periods: tuple[tuple[date, date], ...] = field(init=False, repr=False)
    _clauses: dict[str, Clause] = field(init=False, repr=False)
    _judged: dict[str, Verdict] = field(init=False, repr=False)
    _varying: tuple[Norm, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "periods", amending.periods(self, self.bases))
        object.__setattr__(self, "_judged", {norm.id: Verdict.JUDGEMENT for norm in self.norms})
        object.__setattr__(self, "_varying", tuple(norm for norm in self.norms if norm.computed or norm.aside))
        object.__setattr__(self, "_clauses", {c.anchor: c for top in self.clauses for c in top.walk()})

    def clause(self, anchor: str) -> Clause:
        """A clause by its anchor, such as `A13.2`; `KeyError` when the text has no such clause."""
        return self._clauses[anchor]

    def source(self, anchor: str) -> Source:
        """Where the text of a clause comes from; a norm's quote is as good as that."""
        return sources.of(self.sources, anchor)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What every assessment has to say about the measure: nothing where its text is official throughout."""
        return sources.remarks(self.status, self.title)

    def norm(self, norm_id: str) -> Norm:
        """A norm by its id, such as `13.2.output`; `KeyError` when there is none."""
        for norm in self.norms:
            if norm.id == norm_id:
                return norm
        raise KeyError(norm_id)

    def in_force(self, on: date) -> bool:
        """Whether the measure is in force on a day, both ends included."""
        return any(start <= on <= until for start, until in self.periods)

    def under(self, bases: Iterable[Basis]) -> Measure:
        """The measure with registered bases besides those it has: same id, other days in force, other limits.

        Raises `BasisError` when they contradict the measure or each other.
        """
        return amending.amended(self.origin or self, (*self.bases, *bases), self.demands, self.interpretations)

    def with_demands(self, demands: Iterable[Demand]) -> Measure:
        """The measure with the numbered demands of a notice as further norms. Raises `BasisError`."""
        return amending.amended(self.origin or self, self.bases, (*self.demands, *demands), self.interpretations)

    def interpreted(self, interpretations: Iterable[Interpretation]) -> Measure:
        """The measure with the province's answers on how a phrase is read (A18): from its day on each fixes a reading.

        Raises `UnknownReading`, and `BasisError` when they contradict each other.
        """
        known = (*self.interpretations, *interpretations)
        return amending.amended(self.origin or self, self.bases, self.demands, known)

    def interpretations_on(self, on: date) -> dict[str, Interpretation]:
        """The interpretation in effect on a day for each reading that one fixes."""
        return interpretations_in_effect(self.readings, self.interpretations, on) if self.interpretations else {}

    @property
    def instrument(self) -> str:
        """The title as official texts write it, in its marks."""
        return f"《{self.title.strip('《》')}》"

    def cited_on(self, on: date) -> str:
        """How official texts cite it (Chinese only): with its number and the documents by which it applies that day."""
        documents = "、".join(basis.number for basis in self.bases_on(on))
        rests = f"，据{documents}适用" if documents else ""
        return f"{self.instrument}（{self.number}{rests}）"

    def bases_on(self, on: date) -> tuple[Basis, ...]:
        """The bases a day as a whole rests on: none while the measure is in force by its own text."""
        return tuple(basis for basis in self.bases if basis.general and basis.covers(on))

    def bases_of(self, norm_id: str, on: date) -> tuple[Basis, ...]:
        """The bases a norm (or parameter) rests on that day: the general ones, then those that change it."""
        own = (b for b in self.bases if b.kind == "override" and b.covers(on))
        return (*self.bases_on(on), *(b for b in own if f"{b.norm}.".startswith(f"{norm_id}.")))

    def parameters(self, on: date) -> dict[str, Parameter]:
        """The parameters in force on a day, by id. Raises `NoMeasureInForce`."""
        self._demand_force(on)
        return {p.id: p for p in self.all_parameters if p.start <= on and (p.until is None or on <= p.until)}

    def defaults(self, on: date | None = None, interpretations: Iterable[Interpretation] = ()) -> dict[str, str]:
        """The default value of every reading, or the one the province has fixed by an interpretation on that day:
        one of the measure's own `interpretations` or of those given.

        Raises `UnknownReading`, and `BasisError` when interpretations contradict each other.
        """
        found = {key: reading.default for key, reading in self.readings.items()}
        if on is not None and (known := (*self.interpretations, *interpretations)):
            fixed = interpretations_in_effect(self.readings, known, on)
            found.update({key: each.value for key, each in fixed.items()})
        return found

    def assess(self, facts: Facts, *, on: date, readings: Mapping[str, str] | None = None) -> Assessment:
        """Every norm applied to a cluster's facts at the legal date, each finding explained.

        `readings` overrides defaults by key and value. Raises `NoMeasureInForce` and `UnknownReading`.
        """
        effective = self._effective(on, readings)
        known, fixed = Given(facts, on, effective), self.interpretations_on(on)
        heeded = {key: each for key, each in fixed.items() if each.value == effective[key]}
        findings, computed = [], []
        for norm in self.norms:
            given = known.afresh() if norm.computed or norm.aside else known
            result = norm.evaluate(given)
            flips = norm.flips(given, self.readings, result.verdict) if given.asked else ()
            basis = self.bases_of(norm.id, on) if self.bases else ()
            read_by = tuple(heeded[key] for key in given.asked if key in heeded) if heeded else ()
            findings.append(Finding(norm, result, given, self.readings, flips, (*basis, *read_by)))
            if norm.computed:
                computed.append(result.verdict)
        return Assessment(
            measure=self.id,
            on=on,
            verdict=verdicts.all_of(computed),
            findings=tuple(findings),
            warnings=self.remarks + warnings.of(facts, on, effective, self.readings, fixed),
            receipt=Receipt(self.sha256, facts, effective, code.version()),
        )

    def verdicts(self, facts: Facts, *, on: date, readings: Mapping[str, str] | None = None) -> dict[str, Verdict]:
        """The verdicts alone, by norm, without any explanation: for sensitivity counts over many clusters."""
        given = Given(facts, on, self._effective(on, readings))
        found = self._judged.copy()
        for norm in self._varying:
            found[norm.id] = norm.verdict(given)
        return found

    def _effective(self, on: date, readings: Mapping[str, str] | None) -> dict[str, str]:
        self._demand_force(on)
        effective = self.defaults(on)
        for key, value in (readings or {}).items():
            if key not in self.readings:
                raise UnknownReading(key, None, self.readings)
            if value not in self.readings[key].values:
                raise UnknownReading(key, value, self.readings[key].values)
            effective[key] = value
        return effective

    def _demand_force(self, on: date) -> None:
        if not self.in_force(on):
            raise self.not_in_force(on)

    def not_in_force(self, on: date) -> NoMeasureInForce:
        """The refusal for a day outside all periods, naming the successor when one is registered."""
        successor = amending.successor_of(self.bases)
        took_over = successor.text if successor and successor.start <= on else None
        (start, until), *further = self.periods
        return NoMeasureInForce(self.title, start, until, on, further=further, successor=took_over)
