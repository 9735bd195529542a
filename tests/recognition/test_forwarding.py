"""The prefecture's forwarded call (转发通知, Articles 5 and 14(一)): its own deadline, demands and quotas."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from jiqun.casework import todo
from jiqun.casework.doing import Doing
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.recognition.acts.filing import evidence_drafts, guards
from jiqun.recognition.models import Application, ForwardedRevision, Round
from jiqun.recognition.queries import forwarding
from jiqun.recognition.queries.filing.application import application_of, closes_at, requirements
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, ZHONGSHAN, approver, at, chance, officer
from tests.recognition.applicant import COUNTY_CLOSES, NOW, do, open_round, start, submitted

pytestmark = pytest.mark.django_db
CALL = {
    "county_deadline": "2025-04-10",
    "demands": "须附安全生产承诺书\n\n须附环保守法证明",
    f"quota_{HUICHENG}": "1",
    "call": "现转发省通知，请按时申报。",
}
CLOSES = at("2025-04-10 17:30")
ISSUED = {"document": "惠市工信〔2025〕8号", "issued_on": "2025-03-20"}


def draft(row: Round, code: str = HUIZHOU, now: datetime = NOW, **changes: Any) -> Case:
    """A drafted forwarded call."""
    done = open_matter(
        "forwarded_call",
        by=officer(code),
        payload={"round": str(row.pk), **CALL, **changes},
        key=f"draft-{code}",
        now=now,
        chance=chance(5),
    )
    case: Case = done.subject
    return case


def act(case: Case, name: str, by: Any, now: datetime = NOW, **payload: Any) -> Case:
    """One act at the version that stands."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    key = f"{name}-{version}-{case.pk.hex[:20]}"
    perform(
        "forwarded_call",
        case.pk,
        name,
        by=by,
        version=version,
        payload=payload,
        key=key,
        now=now,
        chance=chance(version),
    )
    return Case.objects.get(pk=case.pk)


def issue(case: Case, code: str = HUIZHOU, now: datetime = NOW, **changes: Any) -> Case:
    """Issued by two persons."""
    act(case, "issue_forwarded_call", officer(code), now, **{**ISSUED, **changes})
    return act(case, "sign", approver(code), now, affirmed="on")


def revise(case: Case, now: datetime = NOW, **changes: Any) -> Case:
    """Revised by two persons."""
    given = {**CALL, **ISSUED, "document": "惠市工信〔2025〕9号", **changes}
    act(case, "revise", officer(HUIZHOU), now, **given)
    return act(case, "sign", approver(HUIZHOU), now)


def faults(made: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refused:
        made()
    return refused.value.faults


def begun(row: Round) -> Doing:
    """An application of 惠城区 about to be started when its prefecture's deadline has passed."""
    table = procedure("application")
    assert table.opening is not None
    return Doing(table, table.opening, None, officer(HUICHENG), {"round": str(row.pk)}, CLOSES, chance())


def wanted(case: Case) -> list[tuple[str, str]]:
    """The prefecture's demands on an application with what is asked, as the county reads them."""
    fresh = Case.objects.get(pk=case.pk)
    found = requirements(application_of(fresh), fresh.measure)
    return [(each.title.zh, each.asks.zh) for each in found if each.id.startswith("F")]


def test_drafts_follow_the_forwarded_call_and_later_ones_start_with_it() -> None:
    """A5: a prefecture may add to the province's demands; from then on its counties see its own deadline."""
    row = open_round()
    before, elsewhere = start(row), start(row, officer(XIAOLAN), "elsewhere")
    issue(draft(row))
    after = start(row, officer(HUIDONG), "after")
    for case in (before, after):
        fresh = Case.objects.get(pk=case.pk)
        assert (fresh.due_at, closes_at(application_of(fresh), "drafting")) == (CLOSES, CLOSES)
        assert wanted(case) == [
            ("市级附加要求 F1：须附安全生产承诺书", "证明材料（惠市工信〔2025〕8号）"),
            ("市级附加要求 F2：须附环保守法证明", "证明材料（惠市工信〔2025〕8号）"),
        ]
    other = Case.objects.get(pk=elsewhere.pk)
    assert (other.due_at, wanted(other)) == (COUNTY_CLOSES, [])


def test_desk_of_the_county_shows_the_prefectures_date() -> None:
    row = open_round()
    start(row)
    issue(draft(row))
    assert [task.due_at for task in todo.tasks(officer(HUICHENG), NOW)] == [CLOSES]


def test_nothing_changes_before_the_approver_signed() -> None:
    row = open_round()
    case, call = start(row), draft(row)
    act(call, "issue_forwarded_call", officer(HUIZHOU), **ISSUED)
    assert Application.objects.get(pk=case.pk).forwarded is None
    assert not Case.objects.visible_to(officer(HUICHENG)).filter(pk=call.pk).exists()


def test_submission_after_the_prefectures_own_deadline_is_refused_and_names_it() -> None:
    row = open_round()
    case = start(row)
    issue(draft(row))
    with pytest.raises(Refusal) as said:
        do(case, "submit", officer(HUICHENG), now=CLOSES)
    assert said.value.text.zh.startswith("市级转发通知规定的县级申报截止时间（2025年4月10日（星期四）17:30前）已过")
    with pytest.raises(Refusal, match="还不能提交"):  # in time, but not complete
        do(case, "submit", officer(HUICHENG), now=at("2025-04-10 17:29"))


def test_start_is_refused_after_the_prefectures_own_deadline() -> None:
    row = open_round()
    issue(draft(row))
    assert "round" in faults(lambda: start(row, now=CLOSES))  # it is no longer among the choices
    with pytest.raises(Refusal, match="县级申报截止时间（2025年4月10日（星期四）17:30前）已过"):
        guards.round_is_open(begun(row))
    assert start(row, officer(XIAOLAN), "elsewhere", now=CLOSES).state == "drafting"


def test_what_was_handed_in_is_untouched() -> None:
    row = open_round()
    case = submitted(row)
    due = case.due_at
    issue(draft(row))
    case.refresh_from_db()
    assert (Application.objects.get(pk=case.pk).forwarded, case.due_at, wanted(case)) == (None, due, [])


def test_demand_of_the_prefecture_is_answered_like_any_requirement() -> None:
    row = open_round()
    case = start(row)
    issue(draft(row))
    with pytest.raises(Refusal, match="市级附加要求 F1"):
        do(case, "submit", officer(HUICHENG))
    with pytest.raises(Refusal, match="没有这项材料要求"):
        evidence_drafts.attach_evidence(case.pk, "F3", b"", name="a.pdf", by=officer(HUICHENG), now=NOW)


def test_quota_of_a_county_is_a_reminder_and_no_bar() -> None:
    row = open_round()
    issue(draft(row))
    case = start(row)
    assert forwarding.quota_reached(case, application_of(case)) is None
    Application.objects.filter(pk=start(row, key="b", name="第二个集群").pk).update(submitted_at=NOW)
    fresh = Case.objects.get(pk=case.pk)
    said = forwarding.quota_reached(fresh, application_of(fresh))
    assert said is not None and said.zh == (
        "市级转发通知给本单位的申报名额为 1 个，已提交 1 个；仍可提交，由市级决定。"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-04-15", "不能晚于省级通知规定的县级申报截止时间（2025年4月14日（星期一）17:30前）。"),
        ("2025-03-19", "县级申报截止时间须晚于现在。"),
    ],
)
def test_deadline_lies_between_now_and_the_provinces_own(day: str, said: str) -> None:
    """The round's county deadline is the outer bound of first submissions (docs/decisions)."""
    row = open_round()
    assert faults(lambda: draft(row, county_deadline=day)) == {"county_deadline": [said]}
    call = draft(row, county_deadline="2025-04-14")
    assert ForwardedRevision.objects.get(call=call.pk).county_deadline == COUNTY_CLOSES


def test_prefecture_forwards_a_round_once_and_only_while_it_is_open() -> None:
    row = open_round()
    draft(row)
    with pytest.raises(Refusal, match="本市已拟定或印发"):
        open_matter(
            "forwarded_call",
            by=officer(HUIZHOU),
            payload={"round": str(row.pk), **CALL},
            key="again",
            now=NOW,
            chance=chance(6),
        )
    Case.objects.filter(pk=row.pk).update(state="scoring")
    assert "round" in faults(lambda: draft(row, ZHONGSHAN))


def test_issuing_after_its_own_deadline_is_refused() -> None:
    call = draft(open_round())
    with pytest.raises(Refusal, match="请先修改通知稿"):
        act(call, "issue_forwarded_call", officer(HUIZHOU), CLOSES, **ISSUED)
    later = at("2025-04-11 09:00")
    act(call, "amend", officer(HUIZHOU), later, **{**CALL, "county_deadline": "2025-04-14"})
    assert issue(call, now=later).state == "issued"


def test_revision_puts_the_deadline_off_and_adds_demands_once() -> None:
    row = open_round()
    case = start(row)
    call = issue(draft(row))
    more = CALL["demands"] + "\n须附税务证明"
    revise(call, county_deadline="2025-04-12", demands=more)
    assert [title for title, _ in wanted(case)][-1] == "市级附加要求 F3：须附税务证明"
    assert Case.objects.get(pk=case.pk).due_at == at("2025-04-12 17:30")
    first, second = ForwardedRevision.objects.filter(call=call.pk).order_by("number")
    assert (first.document, first.county_deadline, second.document) == (
        ISSUED["document"],
        CLOSES,
        "惠市工信〔2025〕9号",
    )
    with pytest.raises(Refusal, match="已经调整过"):
        revise(call, demands=more, county_deadline="2025-04-13")


def test_revision_brings_nothing_forward_and_takes_no_demand_away() -> None:
    call = issue(draft(open_round()))
    found = faults(lambda: revise(call, county_deadline="2025-04-09", demands="须附环保守法证明"))
    assert found == {
        "county_deadline": ["已印发的截止时间（2025年4月10日（星期四）17:30前）只能延后，不能提前。"],
        "demands": ["已印发的要求不能删改或调换次序，只能在后面追加。"],
    }


def test_forwarded_call_is_seen_by_its_counties_and_the_province_only() -> None:
    call = issue(draft(open_round()))
    assert call.audience == Audience.TREE
    seen = {code: Case.objects.visible_to(officer(code)).filter(pk=call.pk).exists() for code in SEEN}
    assert seen == SEEN
    with pytest.raises(NotHere):
        act(call, "revise", officer(ZHONGSHAN))


SEEN = {HUIZHOU: True, HUICHENG: True, HUIDONG: True, PROVINCE: True, ZHONGSHAN: False, XIAOLAN: False}


def test_only_the_prefectures_officer_drafts_it() -> None:
    row = open_round()
    for who in (approver(HUIZHOU), officer(HUICHENG), officer(PROVINCE)):
        with pytest.raises(Refusal, match="由市级经办办理"):
            open_matter("forwarded_call", by=who, payload={}, key=f"k-{who.pk}", now=NOW, chance=chance(1))
    assert draft(row).state == "drafting"


def test_pages_show_what_holds_and_what_held_before(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from jiqun.config import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    row = open_round()
    case = start(row)
    client.force_login(officer(HUIZHOU))
    assert "拟定转发通知" in client.get(f"/rounds/{row.pk}/forwarded/").content.decode()
    form = client.get(f"/forwarded/new/?round={row.pk}")
    assert "不晚于省级规定的 2025年4月14日（星期一）17:30前" in form.content.decode()
    posted = client.post("/forwarded/new/", {"key": "k", "round": str(row.pk), **CALL, "county_deadline": "2025-05-09"})
    assert posted.status_code == 422
    call = issue(draft(row))
    revise(call, county_deadline="2025-04-12")
    client.force_login(officer(HUICHENG))
    page = client.get(f"/forwarded/{call.pk}/").content.decode()
    assert "须附安全生产承诺书" in page and "惠市工信〔2025〕9号" in page and "第 1 版（已调整）" in page
    assert f'href="/forwarded/{call.pk}/"' in client.get(f"/applications/{case.pk}/").content.decode()
    assert "惠市工信〔2025〕9号" in client.get(f"/rounds/{row.pk}/forwarded/").content.decode()
    client.force_login(officer(XIAOLAN))
    foreign, absent = client.get(f"/forwarded/{call.pk}/"), client.get(f"/forwarded/{case.pk}/")
    assert (foreign.status_code, absent.status_code, foreign.content) == (404, 404, absent.content)
    assert "惠市工信" not in client.get(f"/rounds/{row.pk}/forwarded/").content.decode()
