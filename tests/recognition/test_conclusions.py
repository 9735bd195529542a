"""Article 14(二) 初审: the prefecture's own conclusion on every condition, beside what was computed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.recognition.models import Application, Conclusion, ForwardedCall, ForwardedRevision, Round
from jiqun.recognition.queries import conditions, readiness
from jiqun.recognition.queries.filing.application import application_of
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, account, at, officer
from tests.recognition.prefecture import Office, conclusions

pytestmark = pytest.mark.django_db
DIFFERS = {"verdict_13.2.area": "met", "reason_13.2.area": "名册面积含水域"}


def document(name: str = "自然资源局意见.pdf") -> dict[str, Any]:
    return {"file_13.2.area": SimpleUploadedFile(name, PDF)}


@pytest.fixture
def accepted(office: Office, case: Case) -> Case:
    office.act(case, "accept", officer(HUIZHOU))
    return case


@pytest.fixture
def too_large(office: Office, round_: Case) -> Case:
    """The area is computed as not met."""
    case = office.application(round_, "占地过大", meets=False)
    office.act(case, "accept", officer(HUIZHOU))
    return case


def test_conclude_may_be_saved_in_parts(office: Office, accepted: Case) -> None:
    """A14.2: the officer's own conclusion on every condition; what is left empty stays open."""
    office.act(accepted, "conclude", officer(HUIZHOU), {"verdict_13.2.area": "met", "verdict_D1": "met"})
    office.act(accepted, "conclude", officer(HUIZHOU), {"verdict_13.2.pillar": "met", "verdict_13.2.area": "met"})
    made = dict(Conclusion.objects.values_list("norm", "computed"))
    assert made == {"13.2.area": "met", "D1": "judgement", "13.2.pillar": "judgement"}
    notes = ActRecord.objects.filter(subject_id=str(accepted.pk), act="conclude").order_by("version")
    assert [each.note["zh"] for each in notes] == ["作出 2 项结论", "作出 1 项结论"]


def test_conclude_keeps_who_made_a_conclusion_that_is_sent_again_unchanged(office: Office, accepted: Case) -> None:
    """A14.2: saving the sheet anew signs nothing that stood."""
    office.act(accepted, "conclude", officer(HUIZHOU), {"verdict_13.2.area": "met"})
    before = Conclusion.objects.get().at
    office.now = at("2025-04-22 09:00")
    office.act(accepted, "conclude", officer(HUIZHOU), {"verdict_13.2.area": "met", "verdict_D1": "met"})
    assert Conclusion.objects.get(norm="13.2.area").at == before


@pytest.mark.parametrize("again", [False, True])
def test_conclude_on_nothing_new_is_refused(office: Office, accepted: Case, again: bool) -> None:
    """Bad input."""
    said = {"verdict_13.2.area": "met"} if again else {}
    if again:
        office.act(accepted, "conclude", officer(HUIZHOU), said)
    with pytest.raises(Invalid, match="请至少对一项条件作出结论"):
        office.act(accepted, "conclude", officer(HUIZHOU), said)


def test_nothing_is_concluded_beforehand(office: Office, accepted: Case, client: Client) -> None:
    """A14.2: the computed finding stands beside; the officer confirms or differs, the page chooses for nobody."""
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/applications/{accepted.pk}/conclude/")
    form = page.context["form"]
    assert {form[f"verdict_{each.id}"].value() for each in form.conditions} == {""}
    shown = page.content.decode()
    assert "确认：符合" in shown
    assert "不同意：不符合" in shown
    assert f"核对并确认测算为符合的 {len(to_confirm(accepted))} 项" in shown


def test_conclude_other_than_computed_needs_reason_and_document(office: Office, too_large: Case) -> None:
    """A14.2: differed from only with a reason and a file; both are said at once, a name alone is no document."""
    named = {"document_13.2.area": "惠市自然资函〔2025〕3号"}
    with pytest.raises(Invalid) as refused:
        office.act(too_large, "conclude", officer(HUIZHOU), {"verdict_13.2.area": "met", **named})
    assert refused.value.faults == {
        "reason_13.2.area": ["结论与系统测算不同，请写明理由。"],
        "file_13.2.area": ["结论与系统测算不同，请上传依据文件。"],
    }
    office.act(too_large, "conclude", officer(HUIZHOU), DIFFERS | named, files=document())
    made = Conclusion.objects.get()
    assert (made.verdict, made.computed, made.document, made.file_name) == (
        "met",
        "not_met",
        "惠市自然资函〔2025〕3号",
        "自然资源局意见.pdf",
    )


def test_a_document_uploaded_before_stays_until_another_is_given(office: Office, too_large: Case) -> None:
    """A14.2: mending the reason asks for no second upload."""
    office.act(too_large, "conclude", officer(HUIZHOU), DIFFERS, files=document())
    office.act(too_large, "conclude", officer(HUIZHOU), DIFFERS | {"reason_13.2.area": "含水域 21 平方公里"})
    made = Conclusion.objects.get()
    assert (made.reason, made.file_name, made.document) == (
        "含水域 21 平方公里",
        "自然资源局意见.pdf",
        "自然资源局意见.pdf",
    )


def test_a_hostile_document_is_refused_beside_its_condition(office: Office, too_large: Case) -> None:
    """Trust, files: the same checks as everywhere."""
    with pytest.raises(Invalid) as refused:
        office.act(
            too_large,
            "conclude",
            officer(HUIZHOU),
            DIFFERS,
            files={"file_13.2.area": SimpleUploadedFile("意见.exe", b"MZ")},
        )
    assert set(refused.value.faults) == {"file_13.2.area"}


def test_conclude_on_an_unknown_verdict_is_refused(office: Office, accepted: Case) -> None:
    """Bad input: undetermined is no conclusion."""
    with pytest.raises(Invalid):
        office.act(accepted, "conclude", officer(HUIZHOU), {"verdict_13.2.area": "undetermined"})


def test_conclude_before_acceptance_is_refused(office: Office, case: Case) -> None:
    """Out of order."""
    with pytest.raises(Refusal, match="现处于“待受理”"):
        office.concluded(case)


# ── confirming what was computed as met ──────────────────────────────────────────────────────────────────────────


def to_confirm(case: Case) -> list[str]:
    found = conditions.conditions(application_of(Case.objects.get(pk=case.pk)))
    return [each.id for each in found if each.computed == "met" and each.standing is None]


def test_confirming_is_one_act_that_names_every_condition(office: Office, accepted: Case) -> None:
    """A14.2: a deliberate act of the officer on the conditions listed, no more."""
    norms = to_confirm(accepted)
    office.act(accepted, "confirm_computed", officer(HUIZHOU), {"norms": norms[:-1]})
    assert sorted(Conclusion.objects.values_list("norm", flat=True)) == sorted(norms[:-1])
    assert set(Conclusion.objects.values_list("verdict", "computed")) == {("met", "met")}
    note = ActRecord.objects.get(subject_id=str(accepted.pk), act="confirm_computed").note["zh"]
    assert note == f"逐条核对后确认系统测算为符合的 {len(norms) - 1} 项：{'、'.join(norms[:-1])}"


def test_confirming_what_is_not_computed_as_met_is_refused(office: Office, too_large: Case) -> None:
    """A14.2: not met, judged by people, or concluded already; none at all."""
    office.act(too_large, "conclude", officer(HUIZHOU), {"verdict_13.2.output": "met"})
    for norm in ("13.2.area", "13.2.pillar", "D1", "13.2.output"):
        with pytest.raises(Invalid, match="已作出结论，或系统测算不再是"):
            office.act(too_large, "confirm_computed", officer(HUIZHOU), {"norms": [norm]})
    with pytest.raises(Invalid, match="请至少选择一项"):
        office.act(too_large, "confirm_computed", officer(HUIZHOU), {"norms": []})


def test_confirming_at_the_same_time_tells_who_was_first(office: Office, accepted: Case) -> None:
    """Bad input: two at once; the second is told and nothing of it is done."""
    seen = Case.objects.get(pk=accepted.pk).version
    norms = to_confirm(accepted)
    office.act(accepted, "confirm_computed", officer(HUIZHOU), {"norms": norms[:2]}, version=seen)
    with pytest.raises(Conflict, match="办理“确认系统测算为符合的条件”"):
        office.act(accepted, "confirm_computed", officer(HUIZHOU), {"norms": norms[2:]}, version=seen)
    assert Conclusion.objects.count() == 2


# ── demands of the forwarded call ────────────────────────────────────────────────────────────────────────────────


def test_demands_of_the_forwarded_call_are_concluded_on_too(office: Office, round_: Case, accepted: Case) -> None:
    """A5, A14.2: what the prefecture demanded stands on its own sheet and holds back until it is concluded on."""
    row = Application.objects.get(pk=accepted.pk)
    forwarding = Case.objects.create(
        id=office.chance.randbytes(16).hex(),
        number="Z",
        procedure_name="forwarded_call",
        state="issued",
        title="转发",
        authority_id=HUIZHOU,
        path="440000/441300/",
        measure="gd_2023_4",
        opened_at=office.now,
    )
    call = ForwardedCall.objects.create(case=forwarding, round=Round.objects.get(pk=round_.pk), prefecture_id=HUIZHOU)
    row.forwarded = ForwardedRevision.objects.create(
        call=call,
        number=1,
        county_deadline=office.now,
        demands=[{"id": "F1", "text": "提供集群公共服务平台运营报告"}],
        text="转发",
        document="惠市工信函〔2025〕9号",
        issued_at=office.now,
    )
    row.save(update_fields=["forwarded"])
    found = conditions.conditions(application_of(Case.objects.get(pk=accepted.pk)))[-1]
    assert (found.id, found.title.zh, found.quote) == (
        "F1",
        "市级附加要求 F1（惠市工信函〔2025〕9号）",
        "提供集群公共服务平台运营报告",
    )
    said = conclusions(accepted)
    office.act(accepted, "conclude", officer(HUIZHOU), {k: v for k, v in said.items() if k != "verdict_F1"})
    fresh = application_of(Case.objects.get(pk=accepted.pk))
    assert readiness.open_points(fresh)[0].zh == "还有 1 项条件未作结论"
    office.act(accepted, "conclude", officer(HUIZHOU), {"verdict_F1": "met"})
    assert "还有" not in readiness.open_points(application_of(Case.objects.get(pk=accepted.pk)))[0].zh


# ── paper and documents ──────────────────────────────────────────────────────────────────────────────────────────


def test_sheet_and_documents_are_for_prefecture_and_province(office: Office, too_large: Case, client: Client) -> None:
    """A14.2: the province sees what a conclusion rests on; county, neighbours and experts see neither."""
    office.act(too_large, "conclude", officer(HUIZHOU), DIFFERS, files=document())
    pages = [f"/applications/{too_large.pk}/review/{end}/" for end in ("sheet", "13.2.area/document")]
    for reader in (officer(HUICHENG), officer(ZHONGSHAN), account("expert", None)):
        client.force_login(reader)
        assert {client.get(page).status_code for page in pages} == {404}
    for reader in (officer(HUIZHOU), officer(PROVINCE)):
        client.force_login(reader)
        assert client.get(pages[0]).content.startswith(b"%PDF")
        handed = client.get(pages[1])
        assert b"".join(handed.streaming_content) == PDF  # type: ignore[attr-defined]
        assert handed["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/applications/{too_large.pk}/review/13.2.output/document/").status_code == 404
