"""What the province reads of the notices of a list (Article 14(三))."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from jiqun.casework.models import Case
from jiqun.notices.models import Notice, Objection
from jiqun.recognition.models import Application
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
    """Upheld objections of a round as (number, application id, title of the application)."""
    rows = Objection.objects.filter(Q(notice__round=case), upheld=True, case__isnull=False).order_by("number")
    return [(number, str(pk), title) for number, pk, title in rows.values_list("number", "case_id", "case__title")]


def running(notices: Sequence[Notice], on: date) -> list[Notice]:
    """The notices whose period is not over on a day, unpublished ones included."""
    return [notice for notice in notices if not notice.over(on)]
