"""Articles 14(三), 15, 17(一): notice and decision; who is not to pass is heard first; no date decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account, Person
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import PUBLIC, procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.hearings.models import Hearing
from jiqun.notices.models import Objection
from jiqun.outgoing.models import Paper
from jiqun.register.models import RecognitionChange
from jiqun.register.terms import Standing
from jiqun.supervision.models import Renewal
from jiqun.supervision.renewal.covering import missed_or_failed
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, PROVINCE, account, approver, at, officer
from tests.supervision.renewal.way import ANNOUNCEMENT, CHANCE, Way, another, ended

pytestmark = pytest.mark.django_db
INTENDED = {"facts": "规划目标两项均未完成。", "grounds": "办法第十五条、第十七条第一项", "days": "5"}
LEGAL = {"legal": "程序合法，事实清楚。", "appeal": "review_or_suit", "appeal_reason": ""}


@pytest.fixture
def way() -> Way:
    """August 2026: the measure rests on its extension."""
    return Way().based()


def step(way: Way, name: str, by: Account, payload: dict[str, Any] | None = None) -> None:
    """One step of the only hearing."""
    hearing = Hearing.objects.get()
    perform(
        "hearing", hearing.pk, name, by=by, version=hearing.version, payload=payload or {},
        key=f"{name}-{hearing.version}", now=way.now, chance=CHANCE,
    )  # fmt: skip


def heard(way: Way, case: Case, kind: str, **more: str) -> None:
    """Opened, notified, waived by the county, looked at by a legal officer, decided by two."""
    payload = {**INTENDED, "case": str(case.pk), "kind": kind}
    open_matter("hearing", by=officer(PROVINCE), payload=payload, key="hear", now=way.now, chance=CHANCE)
    step(way, "notify", officer(PROVINCE))
    step(way, "sign", approver(PROVINCE), {"affirmed": "on"})
    step(way, "waive", officer(HUIDONG))
    step(way, "sign", approver(HUIDONG), {"affirmed": "on"})
    legal = account("officer", PROVINCE, name="legal", person=Person.objects.create(name="法规某"))
    step(way, "check_legality", legal, LEGAL)
    step(way, "decide", officer(PROVINCE), {"outcome": "目标均未完成，不予通过。", **more})
    step(way, "sign", approver(PROVINCE), {"affirmed": "on"})


def test_refusal_comes_only_from_a_hearing(way: Way) -> None:
    """A15, A17.1: not passed after notice, statement, legal check and decision; that revokes nothing."""
    recognition = ended()
    way.called(recognition)
    way.proposed(recognition, "fail")
    assert way.case.state == "failing"
    heard(way, way.case, "renewal_refusal")
    assert Case.objects.get(pk=way.case.pk).state == "refused"
    assert [c.kind for c in RecognitionChange.objects.all()] == ["not_renewed"]
    recognition.refresh_from_db()
    assert recognition.standing(way.now.date()) is Standing.EXPIRED
    assert missed_or_failed([recognition.pk]) == {recognition.pk: f"failed {way.round.number}"}
    assert Paper.objects.filter(kind_slug="hearing_decision").count() == 1


def test_refusal_and_revocation_may_share_one_decision(way: Way) -> None:
    """A17.1: decided in the matter of the revocation, after one hearing; both stand in the public history."""
    recognition = ended()
    way.called(recognition)
    payload = {"recognition": str(recognition.pk), "grounds": ["A17.1"], "known": "复核拟不予通过。", "title": "考核表"}
    file = {"file": SimpleUploadedFile("考核表.pdf", PDF)}
    way.handed_in(recognition)
    with pytest.raises(Invalid, match="没有已结束的复核批次包含该认定"):
        open_matter("revocation", by=officer(PROVINCE), payload=payload, files=file, key="r", now=way.now)
    renewal = way.judged_on("fail")
    file = {"file": SimpleUploadedFile("考核表.pdf", PDF)}
    done = open_matter("revocation", by=officer(PROVINCE), payload=payload, files=file, key="r2", now=way.now)
    case = way.signed(done.subject, "begin_inquiry", PROVINCE)
    told = {"grounds": ["A17.1"], "finding": "规划目标均未完成，复核拟不予通过。"}
    case = way.signed(case, "propose_revocation", PROVINCE, told)
    heard(way, case, "revocation", effective_on="2026-09-20")
    assert Case.objects.get(pk=renewal.pk).state == "refused"
    assert recognition.changes.get(kind="revoked").effective_on == date(2026, 9, 20)
    assert sorted(c.kind for c in RecognitionChange.objects.all()) == ["not_renewed", "revoked"]


def test_proposal_is_not_taken_back_while_it_is_heard(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    way.proposed(recognition, "fail")
    payload = {**INTENDED, "case": str(way.case.pk), "kind": "renewal_refusal"}
    open_matter("hearing", by=officer(PROVINCE), payload=payload, key="hear", now=way.now, chance=CHANCE)
    with pytest.raises(Refusal, match="正在听取陈述申辩"):
        way.signed(way.case, "reconsider_renewal", PROVINCE, {"reason": "重新核实"})
    step(way, "drop", officer(PROVINCE), {"outcome": "情况已更正"})
    step(way, "sign", approver(PROVINCE), {"affirmed": "on"})
    assert way.signed(way.case, "reconsider_renewal", PROVINCE, {"reason": "重新核实"}).state == "judged"


def test_decision_waits_for_the_whole_period(way: Way) -> None:
    """A14.3: seven working days, the Sunday worked before the holidays among them; the day after unlocks it."""
    recognition = ended()
    way.called(recognition)
    way.proposed(recognition)
    way.on_notice()
    way.now = at("2026-09-22 23:00")
    payload = {**ANNOUNCEMENT, "announced_on": "2026-09-22"}
    with pytest.raises(Refusal, match="公示期至 2026-09-22 24时"):
        way.signed(way.round, "announce_renewals", PROVINCE, payload)
    way.now = at("2026-09-23 00:00")
    assert Case.objects.get(pk=way.case.pk).state == "listed"
    way.signed(way.round, "announce_renewals", PROVINCE, payload)
    assert Case.objects.get(pk=way.case.pk).state == "renewed"


def test_open_objection_holds_back_its_cluster_alone(way: Way) -> None:
    """A14.3: an objection to one cluster; the others are decided."""
    first, second = ended(), another()
    way.called(first, second)
    held = way.proposed(first)
    free = way.proposed(second, code=HUICHENG)
    notice = way.on_notice()
    payload = {
        "notice": str(notice.pk), "case": str(held.pk), "text": "该集群目标完成情况与实际不符，请核查。",
        "name": "王某", "contact": "0752-0000000", "unit": "",
    }  # fmt: skip
    open_matter("objection", by=PUBLIC, payload=payload, key="object", now=way.now, chance=CHANCE)
    way.announced()
    assert [Case.objects.get(pk=case.pk).state for case in (held, free)] == ["listed", "renewed"]
    with pytest.raises(Refusal, match="都有未办结的异议（YY-2026-0001）"):
        way.announced()
    Objection.objects.update(state="answered")
    assert way.signed(held, "reconsider_renewal", PROVINCE, {"reason": "异议成立"}).state == "judged"


def test_round_is_closed_by_people_and_names_who_did_not_apply(way: Way) -> None:
    """A17.1: it was opened, covered the cluster and was missed; nothing is revoked by that."""
    first, second = ended(), another()
    way.called(first, second)
    with pytest.raises(Refusal, match="尚有集群未申请"):
        way.signed(way.round, "close_renewals", PROVINCE)
    way.proposed(first)
    with pytest.raises(Refusal, match="还有在办的复核：FH-2026-001"):
        way.signed(way.round, "close_renewals", PROVINCE)
    way.on_notice()
    way.announced()
    assert missed_or_failed([first.pk, second.pk]) == {}
    assert way.signed(way.round, "close_renewals", PROVINCE).state == "closed"
    assert missed_or_failed([first.pk, second.pk]) == {second.pk: f"missed {way.round.number}"}
    second.refresh_from_db()
    assert second.standing(date(2026, 12, 31)) is Standing.EXPIRED
    assert not RecognitionChange.objects.filter(recognition=second).exists()


def test_withdrawn_application_may_be_made_again(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    way.begun(recognition)
    assert way.signed(way.case, "withdraw_renewal", HUIDONG, {"reason": "填报有误"}).state == "withdrawn"
    way.handed_in(recognition)
    assert [row.live for row in Renewal.objects.order_by("case__number")] == [False, True]


def test_no_act_of_the_tables_leads_from_a_date_to_a_decision() -> None:
    """Trust: what ends a renewal is a signed act of a person; a refusal only the decision of a hearing."""
    table = procedure("renewal")
    final = {state.name: state.by for state in table.states if state.final}
    assert final == {
        "renewed": ("renewal_round.announce_renewals",),
        "refused": ("hearing.decide",),
        "withdrawn": (),
    }
    assert [act.name for act in table.acts if act.target in final] == ["withdraw_renewal"]
    rounds = procedure("renewal_round")
    for name in ("call_renewals", "make_renewal_notice", "record_publication", "announce_renewals", "close_renewals"):
        assert rounds.by_act[name].chain
