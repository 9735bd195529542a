"""Drafting: answers of two clerks, evidence, roster and goals (Articles 13, 14(一))."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.evidence.models import Attachment
from jiqun.facts import build
from jiqun.forms.answers import changes, values
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.models import Application, BuiltFacts, PreCheck
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import Goal, RosterRevision
from tests.facts.workbook import samples
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, approver, at, officer
from tests.recognition.applicant import GOALS, NOW, PDF, do, open_round, roster, start, upload, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return start(open_round())


def colleague() -> Account:
    return account(Role.OFFICER, HUICHENG, name="colleague")


def save(case: Case, section: int = 1, by: Account | None = None, **data: Any) -> Any:
    return drafts.save_answers(case.pk, section, data, by=by or officer(HUICHENG), now=NOW)


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_section_is_saved_field_by_field_with_history(case: Case) -> None:
    assert save(case, extent="东至东江", agency_name="惠城区电子元件产业集群促进中心").written == [
        "extent",
        "agency_name",
    ]
    assert save(case, extent="东至东江，西至西湖").written == ["extent"]
    assert [(c.version, c.before, c.after) for c in changes(case, ["extent"])] == [
        (2, "东至东江", "东至东江，西至西湖"),
        (1, None, "东至东江"),
    ]


def test_saving_is_no_act_and_leaves_the_version_alone(case: Case) -> None:
    save(case, extent="东至东江")
    assert Case.objects.get(pk=case.pk).version == case.version


def test_fault_keeps_the_other_fields(case: Case) -> None:
    saved = save(case, extent="东至东江", agency_uscc="123")
    assert (saved.written, list(saved.faults), saved.whole) == (["extent"], ["agency_uscc"], False)
    assert "agency_uscc" not in values(case)


def test_another_clerks_change_is_never_overwritten_silently(case: Case) -> None:
    """Both values are shown, the field stays as the other left it."""
    save(case, extent="甲", by=officer(HUICHENG), **{"shown-extent": "0"})
    saved = save(case, extent="乙", by=colleague(), **{"shown-extent": "0"})
    assert [(c.field.id, c.mine, c.theirs, c.by) for c in saved.clashes] == [
        ("extent", "乙", "甲", officer(HUICHENG).person.name)
    ]
    assert values(case)["extent"] == "甲"
    assert save(case, extent="乙", by=colleague(), **{"shown-extent": "1"}).whole
    assert values(case)["extent"] == "乙"


def test_field_this_page_did_not_touch_keeps_the_others_change(case: Case) -> None:
    save(case, extent="甲", agency_kind="事业单位")
    save(case, by=colleague(), extent="乙", **{"shown-extent": "1"})
    saved = save(case, extent="甲", agency_kind="民办非企业", **{"shown-extent": "1", "shown-agency_kind": "1"})
    assert (saved.written, saved.clashes) == (["agency_kind"], [])
    assert values(case)["extent"] == "乙"


def test_only_the_applicants_officer_writes(case: Case) -> None:
    assert save(case, extent="甲").whole
    for by in (officer(HUIDONG), officer(HUIZHOU)):
        with pytest.raises(NotHere):
            save(case, by=by, extent="乙")
    with pytest.raises(Refusal) as said:
        save(case, by=approver(HUICHENG), extent="乙")
    assert said.value.text.zh == "申报由申报单位的经办填写。"
    with pytest.raises(NotHere):
        save(case, 99, extent="甲")


def test_nothing_is_written_while_the_submission_awaits_its_signature_or_after(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(pending=True)
    with pytest.raises(Refusal, match="待审核岗签批"):
        save(case, extent="甲")
    Case.objects.filter(pk=case.pk).update(pending=False, state="submitted")
    with pytest.raises(Refusal, match="已提交"):
        save(case, extent="甲")
    Case.objects.filter(pk=case.pk).update(state="correcting")
    assert save(case, extent="甲").whole


# ── roster ───────────────────────────────────────────────────────────────────────────────────────────────────────


def bring(case: Case, data: bytes, name: str = "名册.xlsx", key: str = "import") -> Any:
    return do(case, "import_roster", officer(HUICHENG), key=key, files={"workbook": upload(data, name)})


def test_roster_is_stored_and_assessed_at_once(case: Case) -> None:
    """A13: facts are built for the day the round closes."""
    done = bring(case, workbook())
    application = Application.objects.select_related("roster").get(case=case)
    facts = build(roster(), on=at("2025-04-14 00:00").date())
    assert application.roster is not None
    assert (application.roster.number, application.facts_sha256) == (1, facts.sha256)
    assert precheck.facts_of(application) == facts
    assert done.record.note["zh"].startswith("名册第 1 版，12 家企业，基准年 2024")
    stored = PreCheck.objects.get(application=application)
    assert (stored.facts_sha256, stored.measure, stored.zh["verdict"]) == (facts.sha256, "gd_2023_4", stored.verdict)
    assert [a.requirement for a in Attachment.objects.all()] == ["roster"]


def test_second_import_is_the_next_revision(case: Case) -> None:
    bring(case, workbook())
    bring(case, workbook(firms=14), key="second")
    assert list(RosterRevision.objects.order_by("number").values_list("number", "firms")) == [(1, 12), (2, 14)]
    application = Application.objects.select_related("roster").get(case=case)
    assert application.roster is not None and application.roster.number == 2


def test_wrong_base_year_is_refused(case: Case) -> None:
    with pytest.raises(Invalid, match="本批次以 2024 年为基准年"):
        bring(case, workbook(2023))
    assert not RosterRevision.objects.exists()


def test_wrong_workbook_names_every_error_and_imports_nothing(case: Case) -> None:
    """Bad input: all errors at once, each with sheet, row and column."""
    sheets = samples.tables()
    sheets["企业年度数据"][1][0] = "坏代码"
    sheets["企业年度数据"][1][4] = "很多人"
    with pytest.raises(Invalid) as said:
        bring(case, samples.workbook(sheets))
    assert len(said.value.faults["workbook"]) >= 2
    assert all("工作表“企业年度数据”" in sentence for sentence in said.value.faults["workbook"][:2])
    assert not RosterRevision.objects.exists()
    assert not BuiltFacts.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [(b"", "a.xlsx", "0 字节"), (PDF, "a.xlsx", "内容不是 xlsx"), (PDF, "a.pdf", "须为 .xlsx")],
)
def test_what_is_no_workbook_is_refused(case: Case, data: bytes, name: str, word: str) -> None:
    with pytest.raises(Invalid, match=word):
        bring(case, data, name)


# ── pre-check ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_kept_findings_are_used_until_what_they_rest_on_differs(case: Case, django_assert_num_queries: Any) -> None:
    bring(case, workbook())
    case = Case.objects.get(pk=case.pk)
    row = application_of(case).round
    with django_assert_num_queries(1):
        kept = precheck.findings(case)
    assert kept is not None and kept["receipt"]["readings"]["高于"] == "strict"
    row.readings = {"高于": "inclusive"}
    fresh = precheck.findings(case)
    assert fresh is not None and fresh["receipt"]["readings"]["高于"] == "inclusive"


def test_without_a_roster_there_are_no_findings(case: Case) -> None:
    assert precheck.findings(case) is None


# ── goals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_goals_replace_those_before(case: Case) -> None:
    """A13.9: each goal has unit, base, yearly path and responsible unit."""
    clerk = officer(HUICHENG)
    do(case, "set_goals", clerk, key="one", goals=GOALS)
    do(case, "set_goals", clerk, key="two", goals=[*GOALS, {**GOALS[0], "indicator": "研发经费", "base": "3.20"}])
    rows = list(Goal.objects.filter(case_id=case.pk).order_by("number"))
    assert [(g.number, g.indicator, g.base) for g in rows] == [(1, "集群总产值", "120"), (2, "研发经费", "3.20")]
    assert Decimal(rows[0].targets["2027"]) == 161


def test_half_a_goal_names_its_line_and_every_gap(case: Case) -> None:
    with pytest.raises(Invalid) as said:
        do(case, "set_goals", officer(HUICHENG), goals=[{"indicator": "产值", "base": "多", "targets": {"2025": "1"}}])
    assert said.value.faults["goals"] == [
        "第 1 行：单位未填。",
        "第 1 行：基值：“多”不是数字。请填阿拉伯数字，如 12.5，不带单位。",
        "第 1 行：责任单位未填。",
        "第 1 行：2026 年目标未填。",
        "第 1 行：2027 年目标未填。",
    ]


def test_no_goal_at_all_is_refused(case: Case) -> None:
    with pytest.raises(Invalid, match="请至少填写一项目标"):
        do(case, "set_goals", officer(HUICHENG), goals=[])
