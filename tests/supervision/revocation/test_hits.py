"""Incidents that inquiries found true become evidence of Article 17(五) with the document they were concluded on."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiqun.casework.refusals import Invalid
from jiqun.evidence import store
from jiqun.inquiries.models import Hit
from jiqun.supervision.models import Proof
from tests.evidence.samples import PDF
from tests.office import HUIDONG, PROVINCE, officer
from tests.supervision.revocation.way import NOW, Way

pytestmark = pytest.mark.django_db
NAME = "甲厂（虚构）"


def hit(way: Way, **more: Any) -> Hit:
    """A hit found true, with the authority's document."""
    told = {
        "name": NAME, "kind": "安全事故", "grade": "较大", "on": date(2025, 8, 1), "authority": "某市应急管理局",
        "document": "某应急〔2025〕9号", "state": "confirmed", "file": store.keep(PDF, "application/pdf", NOW),
        "file_name": "认定书.pdf", **more,
    }  # fmt: skip
    of = way.recognition.cluster
    return Hit.objects.create(
        id=uuid.uuid4(), cluster=of, path=of.path, mark=uuid.uuid4().hex, matched="code", uscc="91449999MA00000001",
        found_on=NOW.date(), **told,
    )  # fmt: skip


def page(client: Client, way: Way) -> str:
    """The matter as the province's officer reads it."""
    client.force_login(officer(PROVINCE))
    return client.get(f"/supervision/revocations/{way.case.pk}/").content.decode()


def test_incident_found_true_becomes_the_finding_the_matter_rests_on(client: Client) -> None:
    way = Way()
    found = hit(way)
    way.inquiring("A17.5")
    assert "尚未列入证据" in page(client, way)
    way.act("take_hits", {"hits": [str(found.pk)]})
    proof = Proof.objects.get(kind="finding")
    assert (proof.ground, proof.title, proof.issuer, proof.document, proof.dated_on, proof.grade) == (
        "A17.5", "甲厂（虚构）：安全事故", "某市应急管理局", "某应急〔2025〕9号", date(2025, 8, 1), "较大",
    )  # fmt: skip
    assert proof.attachment is not None
    assert proof.attachment.file_id == found.file_id
    assert "尚未列入证据" not in page(client, way)
    with pytest.raises(Invalid, match="已列入证据或已有变化"):
        way.act("take_hits", {"hits": [str(found.pk)]})
    assert way.act("propose_revocation", {"grounds": ["A17.5"], "finding": "较大事故（虚构）"}).state == "proposed"


def test_incident_without_its_document_or_grade_is_no_finding(client: Client) -> None:
    """Grades are found by other authorities, never by this product."""
    way = Way()
    found = hit(way, grade="", file=None)
    way.inquiring("A17.5")
    with pytest.raises(Invalid, match="缺等级、认定文书"):
        way.act("take_hits", {"hits": [str(found.pk)]})
    assert not Proof.objects.filter(kind="finding").exists()
    assert "缺等级、认定文书" in page(client, way)


@pytest.mark.parametrize(
    ("grounds", "more"),
    [
        (("A17.2",), {}),
        (("A17.5",), {"state": "pending"}),
        (("A17.5",), {"state": "unfounded"}),
        (("A17.5",), {"on": date(2024, 7, 9)}),
    ],
    ids=["another ground", "not concluded on", "not true", "before the recognition"],
)
def test_what_is_no_evidence_is_not_offered(client: Client, grounds: tuple[str, ...], more: dict[str, Any]) -> None:
    way = Way()
    found = hit(way, **more)
    way.inquiring(*grounds)
    assert NAME not in page(client, way)
    assert "没有可登记为证据" in client.get(f"/do/revocation/{way.case.pk}/take_hits/").content.decode()
    with pytest.raises(Invalid, match="已列入证据或已有变化"):
        way.act("take_hits", {"hits": [str(found.pk)]})


def test_county_never_sees_what_may_become_evidence(client: Client) -> None:
    way = Way()
    hit(way)
    way.inquiring("A17.5")
    client.force_login(officer(HUIDONG))
    assert client.get(f"/supervision/revocations/{way.case.pk}/").status_code == 404
