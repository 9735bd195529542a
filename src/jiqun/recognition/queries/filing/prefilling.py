"""What is known for an application before anybody types: from a list of sources, the first that knows a field wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms.answers import blank
from jiqun.forms.definitions import Field
from jiqun.forms.fields import field_for
from jiqun.recognition.queries.filing.application import application_of, form_for
from jiqun.recognition.queries.filing.earlier import Stated, last_drafted, other_matters
from jiqun.register import known as register

REGISTER = Text("集群登记", "the register of clusters")
LASTING = "申报时点"
"""The period of what is counted as it stands on the day: a list that goes on from year to year."""


@dataclass(frozen=True, slots=True)
class Known:
    """A value of a field, and where it is from: the number of a matter, or the register."""

    field: str
    value: Any
    source: Text


Source = Callable[[Case], Iterator[Known]]


@dataclass(frozen=True, slots=True)
class Filling:
    """What would be entered in a field: `value` is the whole answer then. `kept` where an answer stands already."""

    field: Field
    value: Any
    source: Text
    kept: bool

    @property
    def origin(self) -> str:
        """Where it is from, as the history of the field keeps it."""
        return f"带自 {self.source.zh}" if self.source.zh[:1].isascii() else f"带自{self.source.zh}"


def registered(case: Case) -> Iterator[Known]:
    """What the register says of the cluster."""
    cluster = application_of(case).cluster
    told = {
        "cluster_name": cluster.name,
        "lead_industry": cluster.lead_codes,
        "niche": cluster.niche,
        "strategic": cluster.strategic,
    }
    for field, value in told.items():
        yield Known(field, value, REGISTER)


def other_rooms(case: Case) -> Iterator[Known]:
    """What other rooms know of the cluster, such as its last self-assessment; what the form would refuse is not
    taken."""
    application = application_of(case)
    fields = {field.id: field for field in form_for(application).fields() if field.asked}
    for each in register.answers_of(application.cluster):
        if each.field in fields:
            value = carried(fields[each.field], each.value, same_year=True, base_year=application.round.base_year)
            if value is not None:
                yield Known(each.field, value, each.source)


def last_application(case: Case) -> Iterator[Known]:
    """What the cluster's last application said, handed in or not; one query."""
    yield from _carried(case, last_drafted(case))


def annual_reports(case: Case) -> Iterator[Known]:
    """What the cluster's other matters, such as annual reports, answered under the same fields; one query."""
    for stated in other_matters(case):
        yield from _carried(case, stated)


SOURCES: tuple[Source, ...] = (registered, other_rooms, last_application, annual_reports)
"""Asked in this order. A room that knows more adds its own."""


def fillings(case: Case, standing: Mapping[str, Any]) -> list[Filling]:
    """What the sources know of the fields that are asked, in the form's order; blanks of figures are filled by year.

    `standing` are the answers as they are; a field that is answered otherwise comes marked `kept`, one that would
    not change is left out.
    """
    known: dict[str, list[Known]] = {}
    for source in SOURCES:
        for each in source(case):
            if not blank(each.value):
                known.setdefault(each.field, []).append(each)
    found = []
    for field in form_for(application_of(case)).fields():
        if field.asked and field.id in known:
            first = known[field.id][0]
            now = standing.get(field.id)
            value = filled(field, now, first.value)
            if value != now:
                found.append(Filling(field, value, first.source, kept=False))
            elif now != first.value:
                found.append(Filling(field, first.value, first.source, kept=True))
    return found


def filled(field: Field, now: Any, known: Any) -> Any:
    """An answer with its blanks filled: the whole of it, or the years a figure lacks; what was entered stays."""
    if blank(now):
        return known
    if field.ask != "figures" or not (isinstance(now, Mapping) and isinstance(known, Mapping)):
        return now
    if not field.parts:
        return dict(known) | dict(now)
    return {
        part.zh: line for part in field.parts if (line := dict(known.get(part.zh, {})) | dict(now.get(part.zh, {})))
    }


def carried(field: Field, value: Any, *, same_year: bool, base_year: int) -> Any:
    """What of an earlier answer still holds; `None` where nothing does.

    Texts, lists and figures of years that are still asked for hold; a single figure of the latest year, or a count
    within some years, is of its own year only. What this form would refuse is not taken.
    """
    if not field.asked or (field.ask == "decimal" and not same_year):
        return None
    if field.ask == "register" and isinstance(value, Mapping) and not same_year and field.years != LASTING:
        value = {"count": None, "text": value.get("text", "")}
    try:
        return field_for(field, base_year).clean(value)
    except ValidationError:
        return None


def _carried(case: Case, stated: Stated) -> Iterator[Known]:
    application = application_of(case)
    base_year = application.round.base_year
    source = Text(stated.number, stated.number)
    for field in form_for(application).fields():
        if field.id in stated.values:
            same_year = stated.base_year == base_year
            value = carried(field, stated.values[field.id], same_year=same_year, base_year=base_year)
            if value is not None:
                yield Known(field.id, value, source)
