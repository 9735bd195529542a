"""What the province reads of the notices of a list (Article 14(三))."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from jiqun.casework.models import Case
from jiqun.notices.models import Objection
from jiqun.notices.queries import held_back
from jiqun.recognition.models import Application
from jiqun.recognition.queries.listing import in_state
from jiqun.standards import divisions, industries


def item(application: Application) -> dict[str, Any]:
    """One line of a notice, as it is published."""
    cluster = application.cluster
    return {
        "case": str(application.pk),
        "cluster": str(cluster.pk),
        "name": cluster.name,
        "place": divisions.full_name(cluster.authority_id),
        "industries": [industries.name(code) for code in cluster.leads],
        "applicant": application.case.authority.body,
        "invented": cluster.invented,
    }


def upheld_objections(case: Case) -> list[tuple[str, str, str]]:
    """Objections of a round upheld, wholly or partly, as (number, application id, title of the application)."""
    rows = Objection.objects.filter(notice__round=case, outcome__in=("upheld", "partly"), case__isnull=False).order_by(
        "number"
    )
    return [(number, str(pk), title) for number, pk, title in rows.values_list("number", "case_id", "case__title")]


def announceable(case: Case) -> list[UUID]:
    """The applications on the list that no open objection holds back, in the order of their places."""
    held = held_back(case)
    return [row.pk for row in in_state(case, "listed") if row.pk not in held]
