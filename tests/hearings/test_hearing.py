"""An application's eligibility is cancelled only after those concerned were told and heard (Articles 14(三), 17)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiqun.authorities.models import Account, Person
from jiqun.casework.models import Participant, Proposal
from jiqun.casework.offers import offers
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.casework.signing import pending
from jiqun.hearings.models import Hearing
from jiqun.hearings.queries import possible
from jiqun.outgoing.models import Paper
from tests.office import HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.panel_round import Stage, make_round

pytestmark = pytest.mark.django_db

INTENDED = {
    "kind": "cancel_eligibility",
    "facts": "申报材料所附检测报告经出具单位书面确认系伪造。",
    "grounds": "《广东省促进中小企业特色产业集群发展暂行办法》第十四条第一项",
    "days": "5",
}
LEGAL = {"legal": "主体适格，程序合法，事实清楚，依据充分。", "appeal": "review_or_suit", "appeal_reason": ""}


def legal_officer() -> Account:
    """A second officer of the province."""
    return account("officer", PROVINCE, name="legal", person=Person.objects.create(name="法规某"))


class Way:
    """One hearing, step by step."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.case = stage.cases[0]
        self.county, self.countersign = officer(self.case.authority_id), approver(self.case.authority_id)

    def opened(self, **changes: Any) -> Hearing:
        done = open_matter(
            "hearing",
            by=officer(PROVINCE),
            payload={**INTENDED, "case": str(self.case.pk), **changes},
            key=self.stage.key(),
            now=self.stage.now,
            chance=self.stage.chance,
        )
        return Hearing.objects.get(pk=done.subject.pk)

    def act(self, name: str, by: Account, payload: dict[str, Any] | None = None) -> Hearing:
        hearing = Hearing.objects.get()
        stage = self.stage
        perform(
            "hearing",
            hearing.pk,
            name,
            by=by,
            version=hearing.version,
            payload=payload or {},
            key=stage.key(),
            now=stage.now,
            chance=stage.chance,
        )
        hearing.refresh_from_db()
        return hearing

    def signed(self, name: str, payload: dict[str, Any] | None = None) -> Hearing:
        self.act(name, officer(PROVINCE), payload)
        return self.act("sign", approver(PROVINCE), {"affirmed": "on"})

    def notified(self) -> Hearing:
        self.opened()
        return self.signed("notify")

    def heard(self) -> Hearing:
        self.notified()
        self.act("state_case", self.county, {"said": "该报告由第三方提供，我单位已更换。"})
        return self.act("sign", self.countersign, {"affirmed": "on"})

    def checked(self) -> Hearing:
        self.heard()
        return self.act("check_legality", legal_officer(), LEGAL)


@pytest.fixture
def way() -> Way:
    return Way(make_round(2))


def test_eligibility_cancelled_after_notice_statement_and_legal_check(way: Way) -> None:
    """Article 14(三): from the notice to the decision; the experts see the matter no more, two letters are drafted."""
    Participant.objects.create(case=way.case, account=account("expert", None), capacity="expert", since=way.stage.now)
    way.checked()
    way.stage.now = at("2025-05-20 09:00")
    hearing = way.signed("decide", {"outcome": "报告伪造属实，申辩理由不成立。"})
    way.case.refresh_from_db()
    assert (hearing.state, way.case.state) == ("decided", "stripped")
    assert way.case.application.outcome_reason == "报告伪造属实，申辩理由不成立。"
    assert not Participant.objects.filter(case=way.case, until__isnull=True).exists()
    assert list(Paper.objects.order_by("drafted_at", "id").values_list("kind_slug", "addressee_id")) == [
        ("hearing_notice", way.case.authority_id),
        ("hearing_decision", way.case.authority_id),
    ]
    said = [block.get("text", "") for block in Paper.objects.get(kind_slug="hearing_decision").content["body"]]
    assert any("60日内" in text for text in said)


def test_statement_is_due_after_five_working_days_at_closing_time(way: Way) -> None:
    hearing = way.notified()
    assert hearing.due_at == at("2025-05-13 17:30")  # from Tuesday 2025-05-06: 7, 8, 9, 12, 13


def test_statement_a_minute_late_is_refused_and_silence_can_then_be_recorded(way: Way) -> None:
    way.notified()
    with pytest.raises(Refusal, match="不能视为未提出意见"):
        way.act("close_silent", officer(PROVINCE))
    way.stage.now = at("2025-05-13 17:31")
    with pytest.raises(Refusal, match="期限"):
        way.act("state_case", way.county, {"said": "迟到的意见"})
    assert way.act("close_silent", officer(PROVINCE)).state == "heard"


def test_statement_left_unsigned_past_its_date_does_not_hold_the_matter_up(way: Way) -> None:
    """A14.3: what the applicant's own approver did not sign in time was not made; nobody else waits for it."""
    way.notified()
    waiting = way.act("state_case", way.county, {"said": "我单位认为事实有误。"})
    assert waiting.pending
    with pytest.raises(Refusal, match="期满前不能视为未提出意见"):
        way.act("close_silent", officer(PROVINCE))
    assert Hearing.objects.get().pending
    way.stage.now = at("2025-05-13 17:31")
    with pytest.raises(Refusal, match="陈述申辩期限"):
        way.act("sign", way.countersign, {"affirmed": "on"})
    closed = way.act("close_silent", officer(PROVINCE))
    assert (closed.state, closed.pending, closed.said) == ("heard", False, "")
    fallen = Proposal.objects.get(subject_id=str(closed.pk), act="state_case")
    assert (fallen.status, "期满未提出意见" in fallen.reason) == (Proposal.Status.RECALLED, True)
    assert way.act("check_legality", legal_officer(), LEGAL).state == "checked"


def test_statement_that_waits_leaves_closing_in_silence_on_offer(way: Way) -> None:
    """The province's page offers it beside the reason why nothing else can be done."""
    way.notified()
    hearing = way.act("state_case", way.county, {"said": "我单位认为事实有误。"})
    way.stage.now = at("2025-05-13 17:31")
    found = offers(procedure("hearing"), hearing, officer(PROVINCE), way.stage.now, pending(hearing))
    assert [(each.act.name, each.allowed) for each in found] == [("state_case", False), ("close_silent", True)]


def test_statement_may_be_waived_by_the_applicant_alone(way: Way) -> None:
    way.notified()
    with pytest.raises(Refusal):
        way.act("waive", officer(PROVINCE))
    way.act("waive", way.county)
    hearing = way.act("sign", way.countersign, {"affirmed": "on"})
    assert (hearing.state, hearing.waived) == ("heard", True)


def test_legality_is_not_checked_by_who_prepared_the_notice(way: Way) -> None:
    way.heard()
    with pytest.raises(Refusal, match="拟稿人以外"):
        way.act("check_legality", officer(PROVINCE), LEGAL)
    assert way.act("check_legality", legal_officer(), LEGAL).state == "checked"


def test_legality_is_not_checked_by_who_sent_the_notice_another_drafted(way: Way) -> None:
    """A17: one officer drafts the intention, a second prepares its notice; a third checks both."""
    way.opened()
    second = account("officer", PROVINCE, name="second", person=Person.objects.create(name="经办乙"))
    way.act("notify", second)
    way.act("sign", approver(PROVINCE), {"affirmed": "on"})
    way.act("waive", way.county)
    way.act("sign", way.countersign, {"affirmed": "on"})
    for account_ in (officer(PROVINCE), second):
        with pytest.raises(Refusal, match="拟稿人以外"):
            way.act("check_legality", account_, LEGAL)
    assert way.act("check_legality", legal_officer(), LEGAL).state == "checked"


def test_no_remedy_told_needs_a_reason(way: Way) -> None:
    way.heard()
    with pytest.raises(Invalid, match="须写明理由"):
        way.act("check_legality", legal_officer(), {**LEGAL, "appeal": "none"})


def test_nothing_is_decided_before_the_legal_check(way: Way) -> None:
    """Trust: the system must not decide."""
    way.heard()
    with pytest.raises(Refusal, match="不能办理"):
        way.act("decide", officer(PROVINCE), {"outcome": "直接决定"})
    way.case.refresh_from_db()
    assert way.case.state == "review"


def test_too_few_days_and_missing_facts_are_said_at_once(way: Way) -> None:
    with pytest.raises(Invalid) as said:
        way.opened(days="3", facts="", kind="")
    assert sorted(said.value.faults) == ["days", "facts", "kind"]


def test_second_hearing_of_a_matter_is_refused(way: Way) -> None:
    way.opened()
    with pytest.raises(Conflict, match="在办"):
        way.opened()


def test_matter_that_left_meanwhile_cannot_be_decided_but_given_up(way: Way) -> None:
    way.checked()
    type(way.case).objects.filter(pk=way.case.pk).update(state="withdrawn")
    with pytest.raises(Refusal, match="不再处理"):
        way.act("decide", officer(PROVINCE), {"outcome": "仍要决定"})
    assert way.signed("drop", {"outcome": "申报单位已撤回申报。"}).state == "dropped"


def test_intention_is_hidden_until_the_notice_is_signed(way: Way) -> None:
    way.opened()
    assert not Hearing.objects.visible_to(way.county).exists()
    with pytest.raises(NotHere):
        way.act("state_case", way.county, {"said": "抢先申辩"})
    way.signed("notify")
    assert Hearing.objects.visible_to(way.county).exists()
    assert not Hearing.objects.visible_to(officer("442000")).exists()
    assert not Hearing.objects.visible_to(account("expert", None)).exists()


def test_period_into_a_year_without_calendar_names_the_missing_notice(way: Way) -> None:
    way.stage.now = at("2026-12-29 09:00")
    way.opened()
    with pytest.raises(Refusal, match="2027年部分节假日安排"):
        way.signed("notify")
    assert Hearing.objects.get().state == "drafted"


def test_only_the_province_can_intend_it(way: Way) -> None:
    assert [each.slug for each in possible(way.case, officer(PROVINCE))] == ["cancel_eligibility"]
    assert possible(way.case, officer(HUIZHOU)) == []


def test_pages_show_each_their_own(way: Way, client: Client) -> None:
    """The legal opinion is the province's; the statement is read by both."""
    hearing = way.checked()
    pages = {}
    for who in (officer(PROVINCE), way.county):
        client.force_login(who)
        pages[who.username] = client.get(f"/hearings/{hearing.pk}/").content.decode()
        assert client.get("/hearings/").status_code == 200
    assert [LEGAL["legal"] in page for page in pages.values()] == [True, False]
    assert ["该报告由第三方提供" in page for page in pages.values()] == [True, True]
    client.force_login(officer("442000"))
    assert client.get(f"/hearings/{hearing.pk}/").status_code == 404


def test_page_that_opens_a_hearing_names_the_matter_it_is_about(way: Way, client: Client) -> None:
    client.force_login(officer(PROVINCE))
    page = client.get(f"/hearings/open/?case={way.case.pk}").content.decode()
    assert f"涉及的办件：{way.case.title}（{way.case.number}）" in page
