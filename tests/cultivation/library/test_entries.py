"""The library: who enters what, stages, guidance, the prefecture's recognition, the exit (Articles 6, 8)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import Guidance, LibraryEntry
from jiqun.register.models import Cluster, Recognition
from tests.cultivation.cultivated import NEW, NOW, do, entered
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, approver, at, chance, officer
from tests.recognition.applicant import upload

pytestmark = pytest.mark.django_db
DECISION = {
    "batch": "2025年度市级集群",
    "rule": "《惠州市中小企业特色产业集群培育办法》",
    "document": "惠市工信〔2025〕8号",
    "announced_on": "2025-03-10",
    "valid_from": "2025-03-10",
    "valid_to": "2028-03-09",
}


def states() -> dict[str, str]:
    return dict(Case.objects.filter(procedure_name="library_entry").values_list("title", "state"))


def faults(payload: dict[str, Any], code: str = HUICHENG) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        entered(officer(code), "another", **payload)
    return said.value.faults


def test_county_enters_a_new_cluster_as_a_reserve() -> None:
    """Article 8: 建立集群培育库."""
    case = entered()
    found = LibraryEntry.objects.select_related("cluster").get(pk=case.pk)
    assert (case.state, case.number, found.cluster.name, found.cluster.authority_id, found.entered_on) == (
        "reserve",
        "PY-2025-441302-001",
        "惠城区电子元件产业集群",
        HUICHENG,
        NOW.date(),
    )


def test_prefecture_enters_one_of_its_counties_which_sees_it() -> None:
    case = entered(officer(HUIZHOU), place=HUIDONG, name="惠东县女鞋产业集群")
    assert case.authority_id == HUIDONG
    assert list(LibraryEntry.objects.visible_to(officer(HUIDONG))) == [LibraryEntry.objects.get()]
    assert not LibraryEntry.objects.visible_to(officer(HUICHENG)).exists()


def test_place_outside_the_territory_is_refused_and_nothing_is_registered() -> None:
    assert faults({"place": HUIDONG}) == {"place": ["所选地方不在本单位辖区，不能入库。"]}
    assert faults({"place": XIAOLAN}, HUIZHOU) == {"place": ["所选地方不在本单位辖区，不能入库。"]}
    assert (Cluster.objects.count(), Case.objects.count()) == (0, 0)


def test_everything_wrong_with_a_new_cluster_is_said_at_once() -> None:
    blank = {"place": "", "name": "", "lead_codes": "99x", "reason": ""}
    assert set(faults(blank)) == {"place", "name", "lead_codes", "reason"}


def test_cluster_of_another_county_cannot_be_chosen() -> None:
    foreign = entered(officer(HUIDONG), place=HUIDONG, name="惠东县女鞋产业集群").cluster_id
    LibraryEntry.objects.all().delete()
    assert list(faults({"cluster": str(foreign)})) == ["cluster"]
    assert entered(officer(HUIZHOU), "again", cluster=str(foreign)).authority_id == HUIDONG


def test_one_that_is_in_the_library_is_not_entered_twice() -> None:
    case = entered()
    assert list(faults({"cluster": str(case.cluster_id)})) == ["cluster"]
    assert list(faults(NEW)) == ["name"]


def test_province_and_approver_do_not_enter() -> None:
    with pytest.raises(Refusal, match="培育库由地级以上市建立"):
        entered(officer(PROVINCE), "p")
    with pytest.raises(Refusal):
        entered(approver(HUICHENG), "a")


def test_prefecture_moves_the_stage_with_a_reason_and_the_county_cannot() -> None:
    """Article 8: 加大引导，加强服务."""
    case = entered()
    do(case, "move_stage", officer(HUIZHOU), now=at("2025-05-06 09:00"), stage="growing", reason="龙头项目已投产。")
    found = LibraryEntry.objects.select_related("case").get()
    assert (found.case.state, found.stage_since) == ("growing", at("2025-05-06 09:00").date())
    assert str(history(case.pk)[0].note) == "龙头项目已投产。"
    with pytest.raises(Invalid):
        do(case, "move_stage", officer(HUIZHOU), key="same", stage="growing", reason="再次。")
    with pytest.raises(Refusal):
        do(case, "move_stage", officer(HUICHENG), key="county", stage="ripe", reason="自行。")


def test_foreign_prefecture_finds_nothing() -> None:
    case = entered()
    with pytest.raises(NotHere):
        do(case, "move_stage", officer("442000"), stage="growing", reason="越界。")


def test_guidance_is_kept_until_the_county_says_what_was_done() -> None:
    case = entered()
    given = {"given_on": "2025-03-18", "given_by": "市局中小企业科 张某", "advice": "补齐研发台账。"}
    do(case, "advise", officer(HUIZHOU), **given, due_on="2025-04-30")
    row = Guidance.objects.get()
    assert (row.advice, str(row.due_on), row.done_on) == ("补齐研发台账。", "2025-04-30", None)
    done = {"guidance": str(row.pk), "done_on": "2025-03-20", "outcome": "已建立研发费用台账。"}
    do(case, "report_done", officer(HUICHENG), **done)
    row.refresh_from_db()
    assert (str(row.done_on), row.outcome) == ("2025-03-20", "已建立研发费用台账。")
    with pytest.raises(Invalid) as said:
        do(case, "report_done", officer(HUICHENG), key="again", **done)
    assert said.value.faults == {"guidance": ["这条指导意见不在本集群，或已经反馈。"]}


def test_guidance_due_before_it_was_given_or_in_days_to_come_is_refused() -> None:
    case = entered()
    given = {"given_on": "2025-03-18", "given_by": "市局", "advice": "补齐。"}
    with pytest.raises(Invalid) as said:
        do(case, "advise", officer(HUIZHOU), **given, due_on="2025-03-01")
    assert said.value.faults == {"due_on": ["落实期限早于指导日期，请核对。"]}
    with pytest.raises(Invalid) as said:
        do(case, "advise", officer(HUIZHOU), **{**given, "given_on": "2025-06-01"})
    assert list(said.value.faults) == ["given_on"]
    assert not Guidance.objects.exists()


def test_municipal_recognition_is_signed_names_its_document_and_has_a_term() -> None:
    """Article 6: 引导和支持地方培育一批市级集群."""
    case = entered()
    files = {"file": upload(PDF, "决定.pdf")}
    do(case, "recognise_municipal", officer(HUIZHOU), files=files, **DECISION)
    assert not Recognition.objects.exists()
    do(case, "sign", approver(HUIZHOU), affirmed="on")
    row = Recognition.objects.get()
    assert (row.level, row.batch, row.document, str(row.valid_from), str(row.valid_to)) == (
        "市级",
        "2025年度市级集群",
        "惠市工信〔2025〕8号",
        "2025-03-10",
        "2028-03-09",
    )
    assert "《惠州市中小企业特色产业集群培育办法》" in row.source
    with pytest.raises(Invalid) as said:
        do(
            case,
            "recognise_municipal",
            officer(HUIZHOU),
            key="twice",
            files={"file": upload(PDF, "决定.pdf")},
            **DECISION,
        )
    assert list(said.value.faults) == ["batch"]


def test_municipal_recognition_alone_brings_no_duty_of_chapter_4() -> None:
    """It rests on the prefecture's own measure: nothing is filed, reported or followed under Articles 15 to 17."""
    case = entered()
    Recognition.objects.create(id=case.pk, cluster_id=case.cluster_id, level="市级", batch="2025", source="市级")
    county = officer(HUICHENG)
    doing = Doing(procedure("problem"), procedure("problem").opening, None, county, {}, NOW, chance())
    noted = procedure("problem").opening.form(doing=doing)
    assert not noted.fields["cluster"].queryset.exists()
    client = Client()
    client.force_login(county, backend="jiqun.authorities.backends.AccountBackend")
    assert list(client.get(reverse("supervision:change-begin")).context["clusters"]) == []
    Recognition.objects.update(level="省级")
    assert noted.fields["cluster"].queryset.count() == 1


def test_municipal_term_that_ends_before_it_begins_is_refused() -> None:
    case = entered()
    with pytest.raises(Invalid) as said:
        do(
            case,
            "recognise_municipal",
            officer(HUIZHOU),
            files={"file": upload(PDF, "决定.pdf")},
            **{**DECISION, "valid_to": "2025-03-10"},
        )
    assert list(said.value.faults) == ["valid_to"]


def test_leaves_with_a_reason_and_comes_again() -> None:
    case = entered()
    do(case, "leave", officer(HUIZHOU), outcome="other", reason="龙头企业外迁。")
    found = LibraryEntry.objects.get()
    assert (states(), found.outcome, str(found.left_on)) == (
        {"培育库：惠城区电子元件产业集群": "left"},
        "other",
        "2025-03-20",
    )
    do(case, "enter_again", officer(HUICHENG), now=at("2026-01-08 09:00"), reason="新龙头落户。")
    found.refresh_from_db()
    assert (found.left_on, found.outcome, str(found.entered_on)) == (None, "", "2026-01-08")
    assert Case.objects.get(pk=case.pk).state == "reserve"


def test_leaves_as_recognised_only_when_the_register_says_so() -> None:
    case = entered()
    with pytest.raises(Invalid) as said:
        do(case, "leave", officer(HUIZHOU), outcome="recognised", reason="已认定。")
    assert list(said.value.faults) == ["outcome"]
    Recognition.objects.create(
        id=case.pk, cluster_id=case.cluster_id, level="省级", batch="2025", source="粤工信〔2025〕1号"
    )
    do(case, "leave", officer(HUIZHOU), key="now", outcome="recognised", reason="已认定。")
    assert LibraryEntry.objects.get().outcome == "recognised"
