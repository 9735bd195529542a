"""Site checks from before there were visits: carried over with drawing, findings, people, conclusion and scan."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from jiqun.casework.models import Case, Counter
from jiqun.evidence.attachments import attach, files
from jiqun.evidence.store import put
from jiqun.forms.answers import values
from jiqun.recognition.models import Application
from jiqun.visits.models import Visit, VisitedFirm
from jiqun.visits.queries.standing import standings
from tests.evidence.samples import PDF
from tests.office import HUIZHOU, at, officer
from tests.recognition.prefecture import FIRMS, NOW, Office

pytestmark = pytest.mark.django_db
MIGRATION: Any = import_module("jiqun.recognition.migrations.0009_site_checks_are_visits")


def kept(case: Case, passed: bool | None) -> SimpleNamespace:
    """A row of the table that is gone, as it was recorded (`passed` None: only drawn)."""
    told = {"finding": "在产（金丝雀）", "agrees": True} if passed is not None else {}
    return SimpleNamespace(
        application=Application.objects.select_related("case", "prefecture", "cluster").get(pk=case.pk),
        seed="ab" * 32,
        firms=[{"uscc": uscc, "name": f"企业{uscc[-2:]}", **told} for uscc in FIRMS[:2]],
        drawn_at=at("2025-04-16 09:00"),
        held_on=at("2025-04-17 09:00").date() if passed is not None else None,
        people="李某、王某" if passed is not None else "",
        conclusion="与申报一致" if passed is not None else "",
        passed=passed,
        record_sha256=put(PDF, "抽查.pdf", NOW).sha256 if passed is not None else "",
        by_id=officer(HUIZHOU).pk,
    )


@pytest.mark.parametrize(
    ("passed", "state", "outcome"),
    [(True, "concluded", "passed"), (False, "concluded", "failed"), (None, "planned", "")],
)
def test_site_check_is_carried_over_whole(case: Case, passed: bool | None, state: str, outcome: str) -> None:
    """A14.2: nothing that was drawn, found or signed is lost."""
    check = kept(case, passed)
    if passed is not None:
        stored = {"sha256": check.record_sha256, "name": "抽查记录表.pdf"}
        key = "01890000-0000-7000-8000-000000000001"
        attach(case, "site_check", stored, id=key, by=officer(HUIZHOU), now=NOW)  # type: ignore[arg-type]
    MIGRATION.carry(apps, check, check.application)
    visit = Visit.objects.select_related("case").get(about=case.pk)
    assert (visit.case.state, visit.case.number, visit.case.authority_id) == (state, "2025-S1", HUIZHOU)
    assert (visit.outcome, visit.conclusion, visit.seed) == (outcome, check.conclusion, check.seed)
    assert visit.names == check.people
    assert list(VisitedFirm.objects.filter(visit=visit).order_by("position").values_list("uscc", "how")) == [
        (FIRMS[0], "lot"),
        (FIRMS[1], "lot"),
    ]
    assert Counter.objects.get(pk="visit/2025").last == 1
    assert files(case) == []
    if passed is not None:
        assert values(visit.case)[f"{FIRMS[0]}.remark"] == "在产（金丝雀）"
        assert [(each.requirement, each.name) for each in files(visit.case)] == [("visit_record", "抽查记录表.pdf")]
    expected = {"concluded": outcome, "planned": "going_on"}[state]
    assert standings("site_check", [case.pk])[case.pk].state == expected


def test_next_visit_takes_the_next_number(office: Office, case: Case) -> None:
    """Numbers go on where the carried-over ones end."""
    assert [MIGRATION.next_number(apps, "visit/2025") for _ in range(2)] == [1, 2]
    office.checked(case)
    assert Visit.objects.get(about=case.pk).case.number == "2025-S3"
