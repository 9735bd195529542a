"""What must be on file for each of the five grounds of Article 17, and what is said while it is not."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jiqun.authorities.models import Authority
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.register.becoming import Decided, not_passed, not_renewed
from jiqun.register.models import Cluster, Recognition
from jiqun.supervision.models import Lead, Look, Proof, Renewal, ReportOrder
from jiqun.supervision.renewal.covering import ending
from jiqun.supervision.revocation.grounds import BY_CLAUSE, GROUNDS, missing
from tests.office import HUIDONG, PROVINCE, approver, at, officer
from tests.outgoing.office_papers import drafted
from tests.supervision.changes.county import begin as begin_change
from tests.supervision.changes.county import filed, held, period
from tests.supervision.recognised import recognised
from tests.supervision.renewal.way import Way as Renewing
from tests.supervision.renewal.way import ended
from tests.supervision.revocation.way import DECISION, LEGAL, NOW, Way, legal_officer, second_approver, third_officer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ENDED = date(2026, 7, 9)
FINDING = {"issuer": "某县应急管理局", "document": "某应急〔2025〕9号", "dated_on": "2025-08-01", "grade": "较大"}


@pytest.fixture
def way() -> Way:
    return Way()


def recognition_of(of: Cluster) -> Recognition:
    """The one it has."""
    return Recognition.objects.get(cluster=of)


def noticed(way: Way, ground: str) -> Lead:
    """An open lead of the cluster."""
    by, of = way.clerk, way.recognition.cluster
    assert by.authority is not None
    look = Look.objects.create(
        id=uuid4(),
        authority=by.authority,
        path=by.authority.path,
        on=TODAY,
        at=NOW,
        by=by,
        clusters=1,
        found=1,
        fresh=1,
    )
    return Lead.objects.create(
        id=uuid4(), cluster=of, path=of.path, ground=ground, kind="norm", zh="检测报告编号重复", en="A number twice",
        mark="m1", found_at=NOW, last=look,
    )  # fmt: skip


def test_each_ground_is_a_clause_of_the_article_in_its_own_words() -> None:
    assert [each.clause for each in GROUNDS] == ["A17.1", "A17.2", "A17.3", "A17.4", "A17.5"]
    assert BY_CLAUSE["A17.2"].law == "发现虚假申报的"


# ── 17(一) ───────────────────────────────────────────────────────────────────────────────────────────────


def test_expired_term_alone_is_no_ground(way: Way) -> None:
    """A17.1: the term is over, but no round was ever held: nothing was missed."""
    way.now = at("2027-12-01 10:00")
    with pytest.raises(Invalid, match="没有已结束的复核批次包含该认定"):
        way.open("A17.1")


def test_review_not_passed_is_a_ground_and_one_of_an_earlier_term_is_not() -> None:
    found = recognised()
    decided = Decided(date(2026, 9, 1), "文号", "未达目标", uuid4(), "FH-1")
    assert missing(found, ["A17.1"], [], date(2026, 9, 10)) != []
    not_renewed(found, decided, uuid4())
    assert missing(found, ["A17.1"], [], date(2026, 9, 10)) == []
    found.valid_to = date(2029, 7, 9)
    assert missing(found, ["A17.1"], [], date(2029, 9, 10)) != []


def test_round_that_closed_without_an_application_is_a_ground() -> None:
    renewing = Renewing().based()
    found = ended()
    renewing.called(found)
    assert missing(found, ["A17.1"], [], date(2026, 9, 10)) != []
    Case.objects.filter(pk=renewing.round.pk).update(state="closed")
    assert missing(found, ["A17.1"], [], date(2026, 9, 10)) == []
    [(_, said)] = missing(found, ["A17.1"], [], date(2026, 7, 9))
    assert "尚未期满" in said.zh


def decided_together() -> tuple[Way, Recognition]:
    """A review proposed not to pass, decided together with the revocation under 17(一) that rests on it."""
    renewing = Renewing().based()
    found = ended()
    renewing.called(found)
    renewing.proposed(found, "fail")
    way = Way(found)
    way.now = renewing.now
    way.open("A17.1")
    way.act("begin_inquiry")
    way.act("propose_revocation", {"grounds": ["A17.1"], "finding": "两项目标均未完成（虚构）"})
    hearing = way.hearing()
    way.signed(hearing, "notify")
    way.do(hearing, "waive", officer(HUIDONG))
    way.do(hearing, "sign", approver(HUIDONG), {"affirmed": "on"})
    way.do(hearing, "check_legality", legal_officer(), LEGAL)
    way.signed(hearing, "decide", {**DECISION, "effective_on": "2026-11-01"})
    return way, found


def test_review_proposed_not_to_pass_is_decided_with_the_revocation() -> None:
    """Articles 15, 17(一): one hearing, one decision; the review ends with it."""
    _, found = decided_together()
    assert list(found.changes.values_list("kind", flat=True).order_by("kind")) == ["not_renewed", "revoked"]
    assert Renewal.objects.get().case.state == "refused"
    assert found.changes.get(kind="revoked").effective_on == date(2026, 11, 1)
    assert [*not_passed()] == [found.changes.get(kind="not_renewed")] and ending(ENDED, ENDED) == []


def test_withdrawn_revocation_takes_the_review_decided_with_it_along() -> None:
    """Articles 15, 17(一): the review is to be heard anew; no ground is left, and a later round may cover it."""
    way, found = decided_together()
    way.do(way.case, "withdraw_decision", third_officer(), {"reason": "目标完成情况认定有误（虚构）"})
    way.do(way.case, "sign", second_approver(), {"affirmed": "on"})
    assert Renewal.objects.get().case.state == "failing"
    assert [*not_passed()] == [] and found.changes.filter(kind="not_renewed").count() == 1
    Case.objects.filter(procedure_name="renewal_round").update(state="closed")
    assert ending(ENDED, ENDED) == [found]


# ── 17(二), 17(五) ────────────────────────────────────────────────────────────────────────────────────────


def test_false_application_is_proved_by_a_document_not_by_a_lead(way: Way) -> None:
    lead = noticed(way, "A17.2")
    way.open(file=False, leads=[str(lead.pk)])
    lead.refresh_from_db()
    assert (lead.state, lead.case_id) == ("taken_up", way.case.pk)
    way.act("begin_inquiry")
    with pytest.raises(Refusal, match="线索不能代替证据"):
        way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "系统提示异常（虚构）"})
    way.proof("A17.2")
    assert way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"}).state == "proposed"


def test_incident_rests_on_the_finding_of_the_authority_in_charge(way: Way) -> None:
    way.inquiring("A17.5")
    with pytest.raises(Refusal, match="由主管机关认定"):
        way.act("propose_revocation", {"grounds": ["A17.5"], "finding": "发生事故（虚构）"})
    with pytest.raises(Invalid) as said:
        way.proof("A17.5", "finding")
    assert all(f"“主管机关认定”须填写{name}" in str(said.value) for name in ("出具单位", "文号", "日期", "等级"))
    way.proof("A17.5", "finding", **FINDING)
    assert way.act("propose_revocation", {"grounds": ["A17.5"], "finding": "较大事故（虚构）"}).state == "proposed"


def test_ground_that_was_not_proved_is_left_out_of_the_proposal(way: Way) -> None:
    way.inquiring("A17.2", "A17.5")
    with pytest.raises(Refusal, match="由主管机关认定"):
        way.act("propose_revocation", {"grounds": ["A17.2", "A17.5"], "finding": "查实（虚构）"})
    way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"})
    assert way.row.grounds == ["A17.2"]


# ── 17(三) ───────────────────────────────────────────────────────────────────────────────────────────────


def ordered(way: Way, due_on: date, state: str = "delivered", delivered: str = "2025-08-01 10:00") -> None:
    """An order to hand in the report of 2024, its letter in a state."""
    province = Authority.objects.get(pk=PROVINCE)
    case = Case.objects.create(
        id=uuid4(), number="ZL-2025-001", procedure_name="report_order", state="ordered", title="责令限期报送",
        authority=province, path=province.path, audience=Audience.CHAIN, measure="gd_2023_4", opened_at=NOW,
    )  # fmt: skip
    of = way.recognition.cluster
    ReportOrder.objects.create(case=case, cluster=of, year=2024, due_on=due_on, reason="未报送", ordered_at=NOW)
    paper = drafted(issuer=PROVINCE)
    type(paper).objects.filter(pk=paper.pk).update(
        kind_slug="report_order", case=case, state=state, delivered_at=at(delivered)
    )


@pytest.mark.parametrize(
    ("due_on", "state", "said"),
    [
        (date(2025, 9, 9), "delivered", ""),
        (date(2025, 9, 9), "received", ""),
        (date(2025, 9, 9), "numbered", "尚未送达"),
        (date(2025, 9, 10), "delivered", "须先责令限期报送"),
    ],
)
def test_late_report_is_a_ground_only_after_an_order_was_served_and_its_time_passed(
    way: Way, due_on: date, state: str, said: str
) -> None:
    ordered(way, due_on, state)
    way.open("A17.3")
    if said:
        with pytest.raises(Refusal, match=said):
            way.act("begin_inquiry")
    assert said or way.act("begin_inquiry").state == "inquiring"


@pytest.mark.parametrize(
    ("delivered", "served"),
    [("2025-08-31 23:59", True), ("2025-09-01 00:01", False), ("2025-09-05 10:00", False)],
)
def test_order_that_was_served_when_its_time_had_run_out_is_no_ground(way: Way, delivered: str, served: bool) -> None:
    """A17.3: who is told of a day on that day or after it had no time to report (Beijing days)."""
    ordered(way, date(2025, 9, 1), delivered=delivered)
    found = missing(way.recognition, ["A17.3"], [], TODAY)
    assert [said.zh.partition("，")[0] for _, said in found] == ([] if served else ["限期报送通知送达时限期已到"])


def test_report_that_came_after_the_order_meets_it(way: Way) -> None:
    ordered(way, date(2025, 9, 1))
    Case.objects.filter(procedure_name="report_order").update(state="met")
    assert missing(way.recognition, ["A17.3"], [], TODAY) != []


def test_order_on_paper_is_evidence_with_the_day_of_service_and_its_time(way: Way) -> None:
    way.open("A17.3")
    with pytest.raises(Refusal, match="须先责令限期报送"):
        way.act("begin_inquiry")
    order = {"issuer": "省工业和信息化厅", "document": "粤工信函〔2025〕3号", "dated_on": "2025-05-06"}
    with pytest.raises(Invalid, match="限期须在送达之日以后"):
        way.proof("A17.3", "order", **order, due_on="2025-05-06")
    way.proof("A17.3", "order", **order, due_on="2025-05-20")
    assert way.act("begin_inquiry").state == "inquiring"


# ── 17(四) ───────────────────────────────────────────────────────────────────────────────────────────────


def test_change_is_never_late_while_the_province_has_set_no_period() -> None:
    way = Way(recognition_of(held()))
    with pytest.raises(Invalid, match="尚未以文件确定重大变动报备期限"):
        way.open("A17.4")


def test_change_is_late_only_past_the_period_in_force_on_its_day() -> None:
    """Ten working days from 2025-08-20 end on 2025-09-03; the period counts changes since 2025-08-01."""
    of = held()
    period(10, "2025-08-01", now=at("2025-08-01 10:00"))
    way = Way(recognition_of(of))
    way.open("A17.4")
    with pytest.raises(Refusal, match="没有逾期的变动报备"):
        way.act("begin_inquiry")
    way.proof("A17.4", "change", dated_on="2025-07-31")
    with pytest.raises(Refusal, match="没有适用的报备期限，或期限未过"):
        way.act("begin_inquiry")
    way.proof("A17.4", "change", dated_on="2025-08-20")
    assert way.act("begin_inquiry").state == "inquiring"


def test_filing_that_came_late_is_a_ground_and_one_in_time_is_none() -> None:
    of = held()
    period(10, "2025-08-01", now=at("2025-08-01 10:00"))
    found = recognition_of(of)
    filed(begin_change(of, lead_codes="397", changed_on="2025-09-01"))
    assert missing(found, ["A17.4"], [], TODAY) != []
    filed(begin_change(of, "name", new_name="惠城区电子器件产业集群", changed_on="2025-08-05"))
    assert missing(found, ["A17.4"], [], TODAY) == []


# ── arithmetic ───────────────────────────────────────────────────────────────────────────────────────────


class Days(TestCase):
    """The day of an order decides nothing before it has passed."""

    @given(st.integers(-400, 400))
    def test_order_on_paper_holds_exactly_after_its_day(self, ahead: int) -> None:
        """A17.3, over days around today."""
        found = recognised(start=date(2024, 7, 10))
        by = officer(PROVINCE)
        proof = Proof(
            ground="A17.3", kind="order", attachment_id=uuid4(), due_on=TODAY + timedelta(days=ahead), by=by, at=NOW
        )
        self.assertEqual(missing(found, ["A17.3"], [proof], TODAY) == [], ahead < 0)
