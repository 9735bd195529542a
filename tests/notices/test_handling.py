"""An objection is handled by somebody without interest, step by step, with the objector sealed (Article 14(三))."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import PUBLIC
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.journal.models import Payload
from jiqun.notices.interests import interest
from jiqun.notices.models import Objection, ObjectionStep
from tests.authorities.signed_in import confirmed
from tests.evidence.samples import pdf
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.listed_round import (
    STEP,
    TEXT,
    handler,
    looked_into,
    notice_of,
    objection_payload,
    on_objection,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """On notice from 18 to 26 June; it is the 20th."""
    found = published(ranked_round())
    found.now = at("2025-06-20 10:00")
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def receive(stage: Stage, **changes: str) -> Objection:
    payload = objection_payload(stage, stage.cases[0], **changes)
    done = open_matter("objection", by=PUBLIC, payload=payload, key=stage.key(), now=stage.now, chance=stage.chance)
    found: Objection = done.subject
    return found


# ── without interest ─────────────────────────────────────────────────────────────────────────────────────


def test_whoever_prepared_the_list_does_not_handle_an_objection_to_it(stage: Stage) -> None:
    found = receive(stage)
    with pytest.raises(Invalid, match=r"officer-440000某办理过所涉集群的资格初审、拟定名单等事项.*应当回避"):
        on_objection(stage, found.pk, "assign", approver(PROVINCE), {"handler": str(officer(PROVINCE).pk)})
    on_objection(stage, found.pk, "assign", approver(PROVINCE), {"handler": str(handler().pk)})
    assert Objection.objects.get().handler == handler()


def test_nobody_handles_what_was_not_assigned_to_them(stage: Stage) -> None:
    found = receive(stage)
    with pytest.raises(Refusal, match="尚未指定承办人"):
        on_objection(stage, found.pk, "record_step", handler(), STEP)
    on_objection(stage, found.pk, "assign", approver(PROVINCE), {"handler": str(handler().pk)})
    with pytest.raises(Refusal, match="本异议已指定其他人员承办"):
        on_objection(stage, found.pk, "record_step", officer(PROVINCE), STEP)


def test_an_interest_that_arises_later_stops_the_handler(stage: Stage) -> None:
    """Assigned, then has a hand in the same cluster: the next step is refused with the reason."""
    found = receive(stage)
    looked_into(stage, found.pk)
    stage.act("take_off", handler(), {"application": str(stage.cases[0].pk), "ground": "facts", "reason": "核查不符"})
    stage.act("sign", approver(PROVINCE), {})
    with pytest.raises(Refusal, match="与本异议有利害关系"):
        on_objection(stage, found.pk, "answer", handler(), {"outcome": "not", "answer": "不成立"})


def test_a_post_at_the_authority_concerned_is_an_interest(stage: Stage) -> None:
    person = handler().person
    found = receive(stage)
    assert interest(handler(), found) is None
    second = account(Role.OFFICER, HUICHENG, name="second-post", person=person)
    said = interest(handler(), found)
    assert said is not None
    assert "同时在所涉集群的申报或推荐单位任职" in said.zh
    Account.objects.filter(pk=second.pk).update(is_active=False)
    assert interest(handler(), found) is None


def test_an_objection_to_the_whole_list_concerns_every_cluster_of_it(stage: Stage) -> None:
    found = receive(stage, case="")
    assert interest(officer(PROVINCE), found) is not None
    assert interest(handler(), found) is None


def test_an_answer_is_signed_by_an_approver_without_interest_where_there_is_one(stage: Stage) -> None:
    """A14.3: who signed the list signs the answer only while the office has no other approver."""
    found = receive(stage)
    looked_into(stage, found.pk)
    on_objection(stage, found.pk, "answer", handler(), {"outcome": "not", "answer": "不成立"})
    second = account(Role.APPROVER, PROVINCE, name="approver-two")
    with pytest.raises(Refusal, match=r"approver-440000某办理过所涉集群.*应当回避"):
        on_objection(stage, found.pk, "sign", approver(PROVINCE))
    on_objection(stage, found.pk, "sign", second)
    found.refresh_from_db()
    assert found.state == "answered"


def test_an_only_approver_with_an_interest_reads_so_and_signs_on_record(stage: Stage) -> None:
    """A14.3: nobody else could sign; the page says so, and the journal keeps it."""
    found = receive(stage)
    looked_into(stage, found.pk)
    on_objection(stage, found.pk, "answer", handler(), {"outcome": "not", "answer": "不成立"})
    reader = Client()
    reader.force_login(approver(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    said = "本单位没有其他可签批的审核人员"
    assert said in reader.get(reverse("notices:objection", args=[found.pk])).content.decode()
    done = on_objection(stage, found.pk, "sign", approver(PROVINCE))
    kept = json.loads(bytes(Payload.objects.get(pk=done.record.seq).canonical or b""))
    assert "与本异议有利害关系" in kept["told"]["signer_interest"]


def test_only_the_approver_assigns(stage: Stage) -> None:
    found = receive(stage)
    with pytest.raises(Refusal, match="“指定承办人”由省级审核办理"):
        on_objection(stage, found.pk, "assign", officer(PROVINCE), {"handler": str(handler().pk)})
    with pytest.raises(Invalid, match="请从本单位经办人员中选择"):
        on_objection(stage, found.pk, "assign", approver(PROVINCE), {"handler": str(officer(HUIZHOU).pk)})


# ── steps, sealed ────────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_waits_for_a_step_on_record(stage: Stage) -> None:
    found = receive(stage)
    on_objection(stage, found.pk, "assign", approver(PROVINCE), {"handler": str(handler().pk)})
    with pytest.raises(Refusal, match="尚无查核记录，请先登记查核情况再答复"):
        on_objection(stage, found.pk, "answer", handler(), {"outcome": "not", "answer": "不成立"})
    on_objection(stage, found.pk, "record_step", handler(), STEP)
    on_objection(stage, found.pk, "answer", handler(), {"outcome": "not", "answer": "不成立"})


@pytest.mark.parametrize("canary", ["金丝雀某", "金丝雀单位", "13900000001"])
@pytest.mark.parametrize("act", ["record_step", "answer"])
def test_no_text_of_the_handling_names_the_objector(stage: Stage, canary: str, act: str) -> None:
    """The cluster is heard without learning who objects."""
    found = receive(stage)
    looked_into(stage, found.pk)
    told = {
        **STEP,
        "kind": "heard",
        "text": f"已将{canary}的意见告知申报单位",
        "outcome": "not",
        "answer": f"{canary}所述不实",
    }
    with pytest.raises(Invalid, match="异议人身份保密"):
        on_objection(stage, found.pk, act, handler(), told)
    assert ObjectionStep.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": ""}, "请选择查核方式"),
        ({"text": ""}, "请写明查核情况"),
        ({"done_on": "2025-06-21"}, "日期不能晚于今天"),
    ],
)
def test_a_step_refuses(stage: Stage, changes: dict[str, str], said: str) -> None:
    found = receive(stage)
    on_objection(stage, found.pk, "assign", approver(PROVINCE), {"handler": str(handler().pk)})
    with pytest.raises(Invalid, match=said):
        on_objection(stage, found.pk, "record_step", handler(), {**STEP, **changes})


# ── by letter, telephone, in person ──────────────────────────────────────────────────────────────────────


def enter(stage: Stage, *, by: Any = None, **changes: Any) -> Objection:
    told = {
        **objection_payload(stage, stage.cases[0]),
        "channel": "letter",
        "arrived_at": "2025-06-19 16:30",
        **changes,
    }
    scan = {"scan": SimpleUploadedFile("来信.pdf", pdf(), "application/pdf")} if told.pop("file", True) else {}
    done = open_matter(
        "objection_entry", by=by or officer(PROVINCE), payload=told, files=scan, key=stage.key(), now=stage.now,
        chance=stage.chance,
    )  # fmt: skip
    found: Objection = done.subject
    return found


def test_a_letter_is_entered_with_its_scan_and_when_it_arrived(stage: Stage) -> None:
    found = enter(stage)
    assert (found.number, found.state, found.channel, found.received_at) == (
        "YY-2025-0001", "received", "letter", at("2025-06-19 16:30"),
    )  # fmt: skip
    assert [file["name"] for file in found.files] == ["来信.pdf"]
    looked_into(stage, found.pk)


@pytest.mark.parametrize(("arrived", "lead"), [("2025-06-26 23:59", False), ("2025-06-27 00:00", True)])
def test_a_letter_a_minute_late_is_a_lead(stage: Stage, arrived: str, lead: bool) -> None:
    """When it arrived decides, not when somebody got round to entering it."""
    stage.now = at("2025-06-30 09:00")
    found = enter(stage, arrived_at=arrived)
    assert (found.lead, found.state) == (lead, "lead" if lead else "received")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"file": False}, "请上传来信扫描件或来访、来电记录"),
        ({"channel": "online"}, "online"),
        ({"arrived_at": "2025-06-20 10:01"}, "收到时间不能晚于现在"),
        ({"text": "短"}, "异议内容不少于 10 个字"),
    ],
)
def test_an_entry_refuses(stage: Stage, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        enter(stage, **changes)
    assert not Objection.objects.exists()


def test_an_entry_is_the_province_officers(stage: Stage) -> None:
    with pytest.raises(Refusal, match="由省级经办办理"):
        enter(stage, by=officer(HUIZHOU))


# ── the public's own copy ────────────────────────────────────────────────────────────────────────────────


def test_several_files_come_with_an_objection(stage: Stage) -> None:
    url = reverse("notices:object", args=[notice_of(stage).pk])
    files = {
        name: SimpleUploadedFile(f"{name}.pdf", pdf(text=name.encode()), "application/pdf")
        for name in ("evidence", "evidence_2", "evidence_3")
    }
    Client().post(url, {**objection_payload(stage, stage.cases[0]), "key": "k", **files})
    found = Objection.objects.get()
    assert [file["name"] for file in found.files] == ["evidence.pdf", "evidence_2.pdf", "evidence_3.pdf"]
    reader = Client()
    reader.force_login(handler(), backend="jiqun.authorities.backends.AccountBackend")
    confirmed(reader)
    for place, name in enumerate(files):
        answered = reader.post(reverse("notices:objection-evidence", args=[found.pk, place]))
        assert b"".join(answered.streaming_content) == pdf(text=name.encode())  # type: ignore[attr-defined]
    assert reader.post(reverse("notices:objection-evidence", args=[found.pk, 3])).status_code == 404


def test_the_confirmation_is_a_paper_without_the_objector(stage: Stage) -> None:
    found = receive(stage)
    answered = Client().get(reverse("notices:confirmation-pdf", args=[found.notice_id, found.pk]))
    assert answered.status_code == 200
    assert answered.content.startswith(b"%PDF-")
    assert answered.headers["Content-Disposition"] == 'attachment; filename="YY-2025-0001.pdf"'
    assert TEXT not in answered.content.decode("latin-1")
