"""模拟: what would change if figures or readings were other than they are. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from jiqun.bilingual import Text, language
from jiqun.casework.models import Case
from jiqun.facts import FactError, Facts
from jiqun.facts.supposing import supposing
from jiqun.instruments.queries.amounts import Finding, deciding, value_of
from jiqun.law import units
from jiqun.law.measure import Measure
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.findings import FindingsShown, year_of

_UNITS = {"output": "分", "rd": "分", "patents": "件", "employees": "人", "co2": "千克", "platform": "家"}
_MORE = Text("{what}增加 {amount}", "{what} up by {amount}")
_LESS = Text("{what}减少 {amount}", "{what} down by {amount}")
_READ_AS = Text("“{phrase}”按“{way}”理解", "“{phrase}” read as “{way}”")
_KINDS = {
    ("lead", True): Text("主导产业", "lead industry"),
    ("lead", False): Text("其他行业", "other industries"),
    ("sme", True): Text("中小企业", "SMEs"),
    ("sme", False): Text("大型企业", "large firms"),
}
OF_CLUSTER = ("area_m2",)


class Supposition(Protocol):
    """What the form gives when it is right (see `forms.whatif`)."""

    cleaned_data: dict[str, Any]
    fields: Mapping[str, Any]
    changes: dict[str, int]
    chosen: dict[str, str]
    firms: dict[str, bool]

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One computed norm before and after, as findings."""

    title: Text
    was: Finding
    then: Finding

    @property
    def id(self) -> str:
        """The norm."""
        return str(self.was["id"])

    @property
    def before(self) -> str:
        """Its verdict as things are."""
        return str(self.was["verdict"])

    @property
    def after(self) -> str:
        """Its verdict as supposed."""
        return str(self.then["verdict"])

    @property
    def values(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The value before and after, each with the year it is of where every year counts: the two may differ."""
        return (value_of(self.was), year_of(self.was)), (value_of(self.then), year_of(self.then))

    @property
    def turned(self) -> bool:
        """Whether its verdict is another one."""
        return self.before != self.after

    @property
    def moved(self) -> bool:
        """Whether at least its value is another one, be it by less than the decimals shown."""
        return self.turned or deciding(self.was)["exact"] != deciding(self.then)["exact"]

    @property
    def slight(self) -> bool:
        """Whether its value moved by less than the decimals shown."""
        before, after = self.values
        return self.moved and not self.turned and before == after


@dataclass(frozen=True, slots=True)
class Simulation:
    """What was supposed, in words, and what it makes of the verdicts."""

    supposed: tuple[Text, ...]
    before: str
    after: str
    lines: tuple[Line, ...]

    @property
    def turned(self) -> list[Line]:
        """Norms whose verdict changes."""
        return [line for line in self.lines if line.turned]

    @property
    def moved(self) -> list[Line]:
        """Norms whose value changes and whose verdict does not."""
        return [line for line in self.lines if line.moved and not line.turned]

    @property
    def unmoved(self) -> int:
        """How many computed norms stay as they are."""
        return sum(not line.moved for line in self.lines)


def asked(query: Mapping[str, Any]) -> bool:
    """Whether an address holds a supposition."""
    return "suppose" in query


def simulation(case: Case, form: Supposition, shown: FindingsShown) -> Simulation | None:
    """The findings as they would be; `None` with the form's errors where nothing can be supposed. One query."""
    application = application_of(case)
    facts = precheck.facts_of(application)
    if facts is None or not form.is_valid():
        return None
    round_, year = application.round, form.cleaned_data["year"]
    try:
        supposed = supposing(facts, year, **form.firms, **form.changes)  # type: ignore[arg-type]
    except FactError as wrong:
        form.add_error(None, str(wrong))
        return None
    readings = {**round_.readings, **form.chosen}
    after = shown.measure.assess(supposed, on=precheck.legal_date(round_), readings=readings).plain(language())
    return Simulation(
        in_words(form, year, shown.measure, facts),
        shown.assessment["verdict"],
        after["verdict"],
        lines(shown.measure, shown.assessment, after),
    )


def lines(measure: Measure, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every computed norm before and after."""
    was = {finding["id"]: finding for finding in before["findings"]}
    then = {finding["id"]: finding for finding in after["findings"]}
    return tuple(Line(norm.title, was[norm.id], then[norm.id]) for norm in measure.norms if norm.computed)


def in_words(form: Supposition, year: int, measure: Measure, facts: Facts) -> tuple[Text, ...]:
    """What was supposed, one sentence each."""
    kind = Text(
        "、".join(_KINDS[each].zh for each in form.firms.items()),
        ", ".join(_KINDS[each].en for each in form.firms.items()),
    )
    said = []
    for name, change in form.changes.items():
        label, unit = form.fields[name].label, "平方米" if name in OF_CLUSTER else _UNITS[name]
        what = (
            label
            if name in (*OF_CLUSTER, "platform")
            else Text(f"{year} 年{label.zh}（{kind.zh}）", f"{label.en} of {year} ({kind.en})")
        )
        said.append((_MORE if change > 0 else _LESS).format(what=what, amount=units.read(abs(change), unit)))
    for key, value in form.chosen.items():
        reading = measure.readings[key]
        said.append(_READ_AS.format(phrase=reading.phrase, way=reading.values[value]))
    return tuple(said)
