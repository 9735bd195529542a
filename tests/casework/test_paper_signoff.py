"""Endorsements that leaders give on paper (practice: 签批单 or 会议纪要, entered by one, confirmed by another)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiqun.casework import todo
from jiqun.casework.models import Case, Proposal, Signature
from jiqun.casework.perform import Done, perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.evidence import store
from tests.casework import chains
from tests.casework.conftest import CHANCE
from tests.casework.test_perform import NOW
from tests.office import HUICHENG, HUIDONG, account, approver, officer

pytestmark = pytest.mark.django_db
ENTERED = {"endorser": "周主任", "dated": "2025-03-19", "comment": "同意"}


@pytest.fixture
def paper(matter: Case) -> Case:
    """处长 in the system, then 主要领导 on paper; the matter is laid before it."""
    chains.in_force(
        ("处长", f"account:{chains.second_approver().pk}", False),
        ("主要领导", f"account:{approver(HUICHENG).pk}", True),
    )
    step(matter, "send", officer(HUICHENG))
    step(matter, "sign", chains.second_approver())
    return matter


def step(case: Case, act: str, by: Any, files: Any = None, **payload: Any) -> Done:
    case.refresh_from_db()
    return perform(
        "errand",
        case.pk,
        act,
        by=by,
        version=case.version,
        payload=payload,
        files=files,
        key=f"{act}-{case.version}-{by}",
        now=NOW,
        chance=CHANCE,
    )


def sheet() -> dict[str, Any]:
    return {"paper": SimpleUploadedFile("签批单.pdf", chains.SHEET)}


def waits(case: Case) -> str:
    return Proposal.objects.get(subject_id=case.pk, status="pending").waits_for.zh


def test_paper_is_entered_by_one_and_confirmed_by_another(paper: Case) -> None:
    assert waits(paper) == "登记主要领导的纸质签批"
    step(paper, "record_paper", officer(HUICHENG), sheet(), **ENTERED)
    assert waits(paper) == "approver-441302某核对主要领导的纸质签批"
    with pytest.raises(Invalid) as unchecked:
        step(paper, "confirm_paper", approver(HUICHENG))
    assert set(unchecked.value.faults) == {"checked", "affirmed"}
    step(paper, "confirm_paper", approver(HUICHENG), checked="on", affirmed="on")
    paper.refresh_from_db()
    assert (paper.state, paper.pending) == ("sent", False)
    kept = Signature.objects.get(outcome="recorded")
    assert {**kept.paper, "sha256": ""} == {
        "sha256": "",
        "name": "签批单.pdf",
        "endorser": "周主任",
        "dated": "2025-03-19",
    }
    assert store.read(kept.paper["sha256"]) == chains.SHEET


def test_paper_without_sheet_name_date_or_opinion_names_all_four(paper: Case) -> None:
    with pytest.raises(Invalid) as refused:
        step(paper, "record_paper", officer(HUICHENG))
    assert set(refused.value.faults) == {"paper", "endorser", "dated", "comment"}


def test_sheet_of_tomorrow_is_refused(paper: Case) -> None:
    with pytest.raises(Invalid) as refused:
        step(paper, "record_paper", officer(HUICHENG), sheet(), **{**ENTERED, "dated": "2025-03-21"})
    assert refused.value.faults == {"dated": ["签批日期不能晚于今天。"]}


def test_preparers_own_endorsement_is_refused(paper: Case) -> None:
    with pytest.raises(Invalid) as refused:
        step(paper, "record_paper", officer(HUICHENG), sheet(), **{**ENTERED, "endorser": "officer-441302某"})
    assert refused.value.faults == {"endorser": ["经办人不能签批自己提请的事项。"]}


def test_who_entered_the_paper_does_not_confirm_it_and_no_link_is_skipped(matter: Case) -> None:
    entering = account("officer", HUICHENG, name="other-officer")
    twin = account("approver", HUICHENG, name="twin", person=entering.person)
    approver(HUICHENG)
    chains.in_force(("主要领导", "approver", True))
    step(matter, "send", officer(HUICHENG))
    with pytest.raises(Refusal, match="纸质签批由本单位经办登记"):
        step(matter, "sign", approver(HUICHENG), affirmed="on")
    step(matter, "record_paper", entering, sheet(), **ENTERED)
    with pytest.raises(Refusal, match="登记人不能核对自己登记的签批单"):
        step(matter, "confirm_paper", twin, checked="on", affirmed="on")
    with pytest.raises(Refusal, match="这一环节已经办理"):
        step(matter, "sign", approver(HUICHENG), affirmed="on")
    assert (todo.to_sign(twin, NOW), len(todo.to_sign(approver(HUICHENG), NOW))) == ([], 1)


def test_sheet_that_reads_otherwise_is_entered_anew(paper: Case) -> None:
    step(paper, "record_paper", officer(HUICHENG), sheet(), **ENTERED)
    step(paper, "one_back", approver(HUICHENG), reason="日期与签批单不一致")
    assert waits(paper) == "登记主要领导的纸质签批"
    step(paper, "record_paper", officer(HUICHENG), sheet(), **{**ENTERED, "dated": "2025-03-18"})
    step(paper, "confirm_paper", approver(HUICHENG), checked="on", affirmed="on")
    assert list(Signature.objects.filter(outcome="recorded").order_by("pk").values_list("valid", flat=True)) == [
        False,
        True,
    ]


def test_sheet_is_read_within_its_authority_only(paper: Case, client: Client) -> None:
    step(paper, "record_paper", officer(HUICHENG), sheet(), **ENTERED)
    address = f"/sign-offs/{Signature.objects.get(outcome='recorded').pk}/sheet/"
    client.force_login(approver(HUICHENG))
    answer = client.get(address)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, chains.SHEET)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(approver(HUIDONG))
    foreign, absent = client.get(address), client.get("/sign-offs/999/sheet/")
    assert (foreign.status_code, absent.status_code) == (404, 404)
