"""Objections (Article 14(三)): registered, never rejected; answered by two people; the objector stays sealed."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import PUBLIC
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.evidence.models import StoredFile
from jiqun.journal.models import Entry, Payload
from jiqun.notices import queries
from jiqun.notices.models import Objection
from jiqun.notices.views import public
from jiqun.outgoing.models import Paper
from tests.authorities.signed_in import confirmed
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.listed_round import (
    PDF,
    TEXT,
    answer,
    handler,
    looked_into,
    notice_of,
    objection_payload,
    on_notice,
    on_objection,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage

NOW = at("2025-06-20 10:00")
CANARIES = ("金丝雀某", "金丝雀单位", "13900000001")


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """On notice from 18 to 26 June; it is the 20th, for pages too."""
    cache.clear()
    found = published(ranked_round())
    found.now = NOW
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def receive(stage: Stage, **changes: str) -> Objection:
    payload = objection_payload(stage, stage.cases[0], **changes)
    done = open_matter("objection", by=PUBLIC, payload=payload, key=stage.key(), now=stage.now, chance=stage.chance)
    found: Objection = done.subject
    return found


def test_a_named_objection_gets_number_and_due_date(stage: Stage) -> None:
    """Five working days is the department's own limit; 20 June is a Friday."""
    found = receive(stage)
    assert (found.number, found.state, found.lead) == ("YY-2025-0001", "received", False)
    assert found.due_at == at("2025-06-27 17:30")
    assert found.case_id == stage.cases[0].pk
    assert receive(stage).number == "YY-2025-0002"


@pytest.mark.parametrize("changes", [{"name": ""}, {"name": "  "}, {"contact": ""}])
def test_an_anonymous_one_is_a_lead_and_not_rejected(stage: Stage, changes: dict[str, str]) -> None:
    found = receive(stage, **changes)
    assert (found.state, found.lead, found.due_at) == ("lead", True, None)


@pytest.mark.parametrize(("now", "lead"), [("2025-06-26 23:59", False), ("2025-06-27 00:00", True)])
def test_one_after_the_period_is_a_lead(stage: Stage, now: str, lead: bool) -> None:
    stage.now = at(now)
    assert receive(stage).lead is lead


def test_one_before_the_first_day_is_in_time(stage: Stage) -> None:
    """The notice stood since the 17th, its period begins on the 18th."""
    stage.now = at("2025-06-17 20:00")
    assert receive(stage).lead is False


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "太短了"}, "异议内容不少于 10 个字"),
        ({"text": ""}, "请写明异议内容"),
        ({"notice": "6a0b6f1e-0000-7000-8000-000000000000"}, "没有这项公示"),
        ({"notice": "x"}, "没有这项公示"),
        ({"case": "6a0b6f1e-0000-7000-8000-000000000000"}, "该集群不在这项公示之列"),
    ],
)
def test_an_objection_that_says_nothing_is_sent_back_with_the_reason(
    stage: Stage, changes: dict[str, str], said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        receive(stage, **changes)
    assert not Objection.objects.exists()


def test_nobody_objects_to_a_notice_that_is_not_published(db: None) -> None:
    stage = on_notice(ranked_round())
    with pytest.raises(Invalid, match="没有这项公示"):
        receive(stage)


def test_only_the_public_opens_an_objection(stage: Stage) -> None:
    with pytest.raises(Refusal, match="“提出异议”由社会公众办理"):
        open_matter("objection", by=officer(HUICHENG), payload=objection_payload(stage), key="k", now=stage.now)


def test_the_objector_is_salted_in_the_journal(stage: Stage) -> None:
    """Personal data: the chain holds a salted digest; the readable part can be erased."""
    receive(stage)
    entry = Entry.objects.order_by("seq").last()
    assert entry is not None
    links = b"".join(bytes(e.canonical) for e in Entry.objects.all()).decode()
    assert not [canary for canary in CANARIES if canary in links]
    kept = Payload.objects.get(pk=entry.pk)
    assert len(bytes(kept.salt)) == 16
    assert json.loads(bytes(kept.canonical or b""))["payload"]["name"] == "金丝雀某"


def test_an_answer_takes_two_people(stage: Stage) -> None:
    """A14.3: looked into, answered by its handler, signed by another; the letter is drafted with the signature."""
    found = receive(stage)
    looked_into(stage, found.pk)
    told = {"outcome": "not", "answer": "经查核，数据属实。"}
    on_objection(stage, found.pk, "answer", handler(), told)
    assert Objection.objects.get().state == "received"
    assert not Paper.objects.filter(kind_slug="objection_answer").exists()
    on_objection(stage, found.pk, "sign", approver(PROVINCE))
    found = Objection.objects.get()
    assert (found.state, found.outcome, found.answer) == ("answered", "not", "经查核，数据属实。")
    letter = Paper.objects.get(kind_slug="objection_answer")
    assert letter.heading == "关于异议YY-2025-0001的答复"
    assert not [canary for canary in CANARIES if canary in json.dumps(letter.content, ensure_ascii=False)]


def test_an_objection_is_answered_once(stage: Stage) -> None:
    found = receive(stage)
    answer(stage, found.pk, upheld=False)
    with pytest.raises(Refusal, match="现处于“已答复”，不能办理“答复异议”"):
        on_objection(stage, found.pk, "answer", handler(), {"outcome": "upheld", "answer": "改判"})


@pytest.mark.parametrize(("missing", "said"), [("outcome", "请选择异议是否成立"), ("answer", "请填写答复意见")])
def test_an_answer_says_whether_and_why(stage: Stage, missing: str, said: str) -> None:
    found = receive(stage)
    looked_into(stage, found.pk)
    payload = {name: value for name, value in {"outcome": "partly", "answer": "属实"}.items() if name != missing}
    with pytest.raises(Invalid, match=said):
        on_objection(stage, found.pk, "answer", handler(), payload)


def test_a_lead_is_taken_up_or_concluded_by_a_person(stage: Stage) -> None:
    lead, other = receive(stage, name=""), receive(stage, name="")
    for each in (lead, other):
        on_objection(stage, each.pk, "assign", approver(PROVINCE), {"handler": str(handler().pk)})
    with pytest.raises(Refusal, match="现处于“线索，待研判”，不能办理“答复异议”"):
        on_objection(stage, lead.pk, "answer", handler(), {})
    on_objection(stage, lead.pk, "take_up", handler(), {"reason": "线索具体，可核查"})
    lead.refresh_from_db()
    assert (lead.state, lead.lead, lead.due_at) == ("received", True, at("2025-06-27 17:30"))
    on_objection(stage, other.pk, "consider", handler(), {"answer": "线索不属实"})
    on_objection(stage, other.pk, "sign", approver(PROVINCE))
    other.refresh_from_db()
    assert (other.state, other.outcome, other.answer) == ("considered", "", "线索不属实")


@pytest.mark.parametrize(
    ("role", "code"), [("officer", HUICHENG), ("approver", HUIZHOU), ("officer", HUIZHOU), ("audit_admin", PROVINCE)]
)
def test_objections_do_not_exist_for_the_levels_below(stage: Stage, role: str, code: str) -> None:
    """The same 404 as for what is not there."""
    found = receive(stage)
    by = account(role, code)
    with pytest.raises(NotHere):
        perform("objection", found.pk, "answer", by=by, version=1, payload={}, key="a", now=stage.now)
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    for url in (reverse("notices:objections"), reverse("notices:objection", args=[found.pk])):
        assert client.get(url).status_code == 404


def test_the_discipline_supervisor_reads_and_does_nothing(stage: Stage) -> None:
    found = receive(stage)
    by = account("supervisor", PROVINCE)
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    assert client.get(reverse("notices:objection", args=[found.pk])).status_code == 200
    with pytest.raises(Refusal, match="“答复异议”由省级经办办理"):
        perform("objection", found.pk, "answer", by=by, version=1, payload={}, key="a", now=stage.now)


def test_the_objector_appears_on_no_page_but_the_handlers(stage: Stage) -> None:
    """Canary: county, prefecture and public pages, with the objection open and after it was upheld."""
    found = receive(stage)
    answer(stage, found.pk, upheld=True)
    stage.signed("take_off", {
        "application": str(stage.cases[0].pk), "ground": "objection", "objection": found.number, "reason": "异议成立",
    })  # fmt: skip
    case = Case.objects.get(pk=stage.cases[0].pk)
    pages = [
        reverse("casework:workbench"),
        reverse("recognition:round", args=[stage.round.pk]),
        reverse("casework:matter", args=[case.pk]),
        reverse("portal:notice", args=[notice_of(stage).pk]),
        reverse("notices:confirmation", args=[notice_of(stage).pk, found.pk]),
        reverse("portal:home"),
    ]
    for by in (officer(HUICHENG), approver(HUICHENG), officer(HUIZHOU), None):
        client = Client()
        if by is not None:
            client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
        for page in pages:
            said = client.get(page, follow=True).content.decode()
            assert not [canary for canary in CANARIES if canary in said], page


def test_reading_who_objects_is_in_the_journal(stage: Stage) -> None:
    """Covered at first; uncovered by a click that leaves its trace."""
    found = receive(stage)
    client = Client()
    client.force_login(officer(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    covered = client.get(reverse("notices:objection", args=[found.pk])).content.decode()
    assert not [canary for canary in CANARIES if canary in covered]
    said = confirmed(client).post(reverse("notices:objector", args=[found.pk])).content.decode()
    assert [canary for canary in CANARIES if canary in said] == list(CANARIES)
    last = Entry.objects.order_by("seq").last()
    assert last is not None
    told = json.loads(bytes(last.canonical))
    assert (told["act"], told["actor"], told["subject"]) == ("read_identity", "officer-440000", str(found.pk))
    assert client.get(reverse("notices:objector", args=[found.pk])).status_code == 405


# ── the public's page ────────────────────────────────────────────────────────────────────────────────────


def entered(stage: Stage, **changes: str) -> dict[str, str]:
    return {**objection_payload(stage, stage.cases[0]), "key": "one-request", **changes}


def test_the_form_leads_to_a_confirmation_that_anybody_with_its_address_reads(stage: Stage) -> None:
    client = Client()
    url = reverse("notices:object", args=[notice_of(stage).pk])
    page = client.get(url).content.decode()
    assert "第0产业集群" in page
    assert "仅省级承办人员可见" in page
    answered = client.post(url, {**entered(stage), "evidence": SimpleUploadedFile("证据.pdf", PDF, "application/pdf")})
    found = Objection.objects.get()
    assert (found.text, [file["name"] for file in found.files]) == (TEXT, ["证据.pdf"])
    assert answered.headers["Location"] == reverse("notices:confirmation", args=[found.notice_id, found.pk])
    said = Client().get(answered.headers["Location"]).content.decode()
    assert "YY-2025-0001" in said
    assert "2025年6月27日17:30前" in said


def test_the_same_request_twice_is_one_objection(stage: Stage) -> None:
    client = Client()
    url = reverse("notices:object", args=[notice_of(stage).pk])
    first, second = client.post(url, entered(stage)), client.post(url, entered(stage))
    assert first.headers["Location"] == second.headers["Location"]
    assert Objection.objects.count() == 1
    assert ActRecord.objects.filter(act="object").count() == 1


def test_another_text_under_the_same_key_is_refused_and_not_thrown_away_silently(stage: Stage) -> None:
    client = Client()
    url = reverse("notices:object", args=[notice_of(stage).pk])
    client.post(url, entered(stage))
    other = client.post(url, entered(stage, text="另一件事：该集群的占地面积与公开资料不符。"))
    assert other.status_code == 409
    assert "已用于另一次提交" in other.content.decode()
    assert Objection.objects.count() == 1


def test_a_fault_keeps_what_was_entered(stage: Stage) -> None:
    answered = Client().post(reverse("notices:object", args=[notice_of(stage).pk]), entered(stage, text="短"))
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "异议内容不少于 10 个字" in page
    assert 'value="金丝雀某"' in page


def test_a_late_or_nameless_one_is_told_that_it_is_a_lead(stage: Stage) -> None:
    stage.now = at("2025-06-27 09:00")
    url = reverse("notices:object", args=[notice_of(stage).pk])
    client = Client()
    assert "公示期已满。您仍可反映，将作为线索登记" in client.get(url).content.decode()
    page = client.post(url, entered(stage), follow=True).content.decode()
    assert "已作为线索登记" in page


def test_the_answer_is_read_under_the_address(stage: Stage) -> None:
    found = receive(stage)
    url = reverse("notices:confirmation", args=[found.notice_id, found.pk])
    assert "经查核" not in Client().get(url).content.decode()
    answer(stage, found.pk, upheld=True)
    page = Client().get(url).content.decode()
    assert "异议成立" in page
    assert "经查核，情况如下。" in page


def test_a_flood_from_one_address_is_slowed_down(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "MOST", 2)
    url = reverse("notices:object", args=[notice_of(stage).pk])
    codes = [Client().post(url, entered(stage, key=f"k{n}")).status_code for n in range(4)]
    assert codes == [302, 302, 429, 429]
    assert Client().post(url, entered(stage, key="k9"), REMOTE_ADDR="10.0.0.9").status_code == 302


def with_file(stage: Stage, data: bytes, **changes: str) -> dict[str, object]:
    return {**entered(stage, **changes), "evidence": SimpleUploadedFile("证据.pdf", data, "application/pdf")}


def test_a_file_is_kept_only_with_an_objection_that_is_received(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may send this form: what is refused or slowed down leaves nothing on the disk."""
    monkeypatch.setattr(public, "MOST", 4)
    before = StoredFile.objects.count()
    url = reverse("notices:object", args=[notice_of(stage).pk])
    short = Client().post(url, with_file(stage, PDF + b"1", text="短"))
    assert (short.status_code, StoredFile.objects.count()) == (422, before)
    assert "文件尚未保存：请改正其他各项后重新选择文件。" in short.content.decode()
    unfit = Client().post(url, with_file(stage, b"GIF89a"))
    assert (unfit.status_code, StoredFile.objects.count()) == (422, before)
    assert "内容不是 pdf 格式" in unfit.content.decode()
    no_key = Client().post(url, with_file(stage, PDF + b"2", key="k" * 65))
    assert (no_key.status_code, StoredFile.objects.count()) == (409, before)
    good = Client().post(url, with_file(stage, PDF + b"3"))
    assert (good.status_code, StoredFile.objects.count()) == (302, before + 1)
    assert [file["name"] for file in Objection.objects.get().files] == ["证据.pdf"]
    slowed = Client().post(url, with_file(stage, PDF + b"4", key="another"))
    assert (slowed.status_code, StoredFile.objects.count()) == (429, before + 1)


def test_an_unpublished_notice_takes_no_objection(db: None) -> None:
    stage = on_notice(ranked_round())
    assert Client().get(reverse("notices:object", args=[notice_of(stage).pk])).status_code == 404


def test_somebody_else_s_file_is_not_handed_out(stage: Stage) -> None:
    client = Client()
    url = reverse("notices:object", args=[notice_of(stage).pk])
    client.post(url, {**entered(stage), "evidence": SimpleUploadedFile("证据.pdf", PDF, "application/pdf")})
    address = reverse("notices:objection-evidence", args=[Objection.objects.get().pk, 0])
    reader, stranger = Client(), Client()
    reader.force_login(officer(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    stranger.force_login(officer(HUICHENG), backend="jiqun.authorities.backends.AccountBackend")
    answered = confirmed(reader).post(address)
    assert b"".join(answered.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answered.headers["Content-Disposition"].startswith("attachment")
    assert stranger.post(address).status_code == 404
    assert Client().post(address).status_code == 302


def test_opening_what_came_with_an_objection_is_in_the_journal(stage: Stage) -> None:
    """A14.3: a unit's sealed letter names who objects; it is opened by a click that leaves its trace, as often."""
    url = reverse("notices:object", args=[notice_of(stage).pk])
    Client().post(url, {**entered(stage), "evidence": SimpleUploadedFile("公函.pdf", PDF, "application/pdf")})
    found = Objection.objects.get()
    reader = Client()
    reader.force_login(officer(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    confirmed(reader)
    before = Entry.objects.count()
    assert reader.get(reverse("notices:objection-evidence", args=[found.pk, 0])).status_code == 405
    assert reader.post(reverse("notices:objection-evidence", args=[found.pk, 1])).status_code == 404
    assert Entry.objects.count() == before
    opened = reader.post(reverse("notices:objection-evidence", args=[found.pk, 0]))
    assert b"".join(opened.streaming_content) == PDF  # type: ignore[attr-defined]
    last = Entry.objects.order_by("seq").last()
    assert last is not None
    told = json.loads(bytes(last.canonical))
    assert Entry.objects.count() == before + 1
    assert (told["act"], told["actor"], told["subject"]) == ("read_identity", "officer-440000", str(found.pk))


def test_the_list_of_objections_costs_the_same_for_three_as_for_one(
    stage: Stage, django_assert_num_queries: object
) -> None:
    receive(stage)
    by = officer(PROVINCE)
    for expected in (1, 3):
        while Objection.objects.count() < expected:
            receive(stage)
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert len(queries.objections(by, stage.now)) == expected


def test_a_repeated_key_is_found_without_loading_anything(stage: Stage) -> None:
    found = receive(stage)
    record = ActRecord.objects.get(act="object")
    assert queries.received_under(record.key) == UUID(str(found.pk))
    assert queries.received_under("nothing") is None
