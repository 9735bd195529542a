"""How lists, notices and papers of a renewal round name its clusters."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.register.models import Recognition
from jiqun.standards import divisions, industries
from jiqun.supervision.models import Renewal, RenewalRound


def choice(recognition: Recognition) -> Text:
    """A recognition with the end of its term, as it is chosen."""
    place, name = divisions.full_name(recognition.cluster.authority_id), recognition.cluster.name
    return Text(
        f"{name}（{place}，{recognition.batch}，有效期至 {recognition.valid_to}）",
        f"{name} ({place}, {recognition.batch}, until {recognition.valid_to})",
    )


def in_state(of: RenewalRound | Case, *states: str) -> list[Renewal]:
    """The renewals of a round in these states, by place; one query."""
    rows = Renewal.objects.filter(round=of.pk, case__state__in=states, live=True)
    related = ("case__authority", "cluster__authority", "recognition__cluster", "prefecture", "round__case")
    return list(rows.select_related(*related).order_by("cluster__path", "cluster__name"))


def item(renewal: Renewal) -> dict[str, Any]:
    """One line of a notice, as it is published."""
    cluster = renewal.cluster
    return {
        "case": str(renewal.pk),
        "cluster": str(cluster.pk),
        "name": cluster.name,
        "place": divisions.full_name(cluster.authority_id),
        "industries": [industries.name(code) for code in cluster.leads],
        "applicant": renewal.case.authority.body,
        "invented": cluster.invented,
    }


def items_now(round_case: Case) -> dict[str, dict[str, Any]]:
    """The lines of those on notice as the register has them today, by matter; one query."""
    return {str(row.pk): item(row) for row in in_state(round_case, "listed")}


def row_of(renewal: Renewal) -> list[str]:
    """One line of a paper: cluster, place, lead industries."""
    found = item(renewal)
    return [found["name"], found["place"], "、".join(found["industries"])]
