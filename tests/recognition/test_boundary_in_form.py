"""The boundary in the application (A13.2): the form's area comes from it, it proves the extent, it is frozen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.evidence.models import Attachment
from jiqun.recognition.queries.corrections.items import since_handed_in
from jiqun.recognition.queries.filing.application import application_of, lacks
from tests.boundaries.test_boundary import BEYOND, file
from tests.office import HUICHENG, HUIZHOU, at, officer
from tests.recognition.applicant import do, open_round, start, submitted

pytestmark = pytest.mark.django_db


def form_page(client: Client, case: Case, by: str = HUICHENG) -> str:
    client.force_login(officer(by))
    return client.get(reverse("recognition:application", args=[case.pk])).content.decode()


def test_area_of_the_form_is_that_of_the_boundary(client: Client) -> None:
    case = start(open_round())
    assert "范围图测算" not in form_page(client, case)
    file(application_of(case).cluster)
    assert "22.691（范围图测算）" in form_page(client, case)


def test_filed_boundary_is_the_map_that_is_asked_for() -> None:
    """The map of the boundary is not asked for twice."""
    case = start(open_round())
    asked = "空间范围（四至、涉及镇街和园区）"
    assert asked in [each.zh for each in lacks(case).evidence]
    file(application_of(case).cluster)
    assert asked not in [each.zh for each in lacks(Case.objects.get(pk=case.pk)).evidence]


def test_those_above_see_the_boundary_it_was_handed_in_with(client: Client) -> None:
    """What is filed later changes nothing of what was handed in; a correction shows it as a change."""
    row = open_round()
    case = submitted(row)
    before = form_page(client, case, HUIZHOU)
    assert "范围图测算" not in before
    file(application_of(case).cluster, BEYOND)
    assert "范围图测算" not in form_page(client, case, HUIZHOU)
    do(case, "return_for_correction", officer(HUIZHOU), items=[{"place": "boundary", "text": "请报备范围图"}])
    fresh = Case.objects.get(pk=case.pk)
    assert "boundary" in since_handed_in(fresh, at("2025-04-01 10:00"))
    assert Attachment.objects.filter(case=case, requirement="extent").exists()
