"""What a cluster stated before: its last application, and answers in its other matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jiqun.casework.models import Case
from jiqun.forms.models import Answer
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of


@dataclass(frozen=True, slots=True)
class Stated:
    """Answers of an earlier matter: its number, the year its figures end with where it has one, values by field."""

    number: str
    base_year: int | None
    values: Mapping[str, Any]


NOTHING = Stated("", None, {})


def applications_before(case: Case) -> QuerySet[Application]:
    """The cluster's applications of the same applicant in earlier rounds, the latest first, whatever became of them."""
    application = application_of(case)
    return (
        Application.objects.filter(
            cluster=application.cluster_id,
            case__authority=case.authority_id,
            round__case__opened_at__lt=application.round.case.opened_at,
        )
        .exclude(pk=case.pk)
        .order_by("-round__year", "-round__case__opened_at")
    )


def last_drafted(case: Case) -> Stated:
    """The last application as far as it was filled in, handed in or not: only its applicant sees it; one query."""
    return _answers(applications_before(case))


def last_stated(case: Case) -> Stated:
    """The last application that was handed in, which all who see this one may see; one query, read once."""
    held: Any = case
    if not hasattr(held, "last_stated"):
        held.last_stated = _answers(applications_before(case).filter(submitted_at__isnull=False))
    found: Stated = held.last_stated
    return found


def other_matters(case: Case) -> list[Stated]:
    """Answers in the cluster's matters of other kinds, such as annual reports, the latest first; one query."""
    rows = (
        Answer.objects.filter(case__cluster=application_of(case).cluster_id, case__authority=case.authority_id)
        .exclude(case__procedure_name=case.procedure_name)
        .order_by("-case__opened_at", "case")
        .values_list("case__number", "field", "value")
    )
    found: dict[str, dict[str, Any]] = {}
    for number, field, value in rows:
        found.setdefault(number, {})[field] = value
    return [Stated(number, None, values) for number, values in found.items()]


def _answers(applications: QuerySet[Application]) -> Stated:
    rows = list(
        Answer.objects.filter(case__in=applications.values("pk")[:1]).values_list(
            "field", "value", "case__number", "case__application__round__year"
        )
    )
    if not rows:
        return NOTHING
    # What near-three-years ends with is the year before the round's, as `Round.base_year` says.
    return Stated(rows[0][2], rows[0][3] - 1, {field: value for field, value, _, _ in rows})
