"""The panel of a round (Article 14(三)): seed, draw, substitutes, opening. Each refusal next to its success."""

from __future__ import annotations

import hashlib
import json

import pytest

from jiqun.authorities.models import Authority
from jiqun.casework.identity import uuid7
from jiqun.casework.models import ActRecord, Case, Participant
from jiqun.casework.offers import offers
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.forms.models import Answer
from jiqun.journal import chain
from jiqun.journal.models import Payload
from jiqun.recognition.models import Application, Round
from jiqun.review.draw import substitutes, verify
from jiqun.review.models import Expert, Sheet
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition.panel_round import (
    COUNTIES,
    DEADLINE,
    REVIEW_ENDS,
    STATEMENTS,
    Stage,
    expert,
    full_sheet,
    make_application,
    make_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return make_round()


def told(seq: int | None) -> dict[str, object]:
    """What the journal keeps beside an entry."""
    body: dict[str, object] = json.loads(bytes(Payload.objects.get(pk=seq).canonical or b""))
    return body


def refused(zh: str) -> str:
    """A sentence as a pattern."""
    return "^" + zh.replace("（", ".").replace("）", ".")


def test_commit_seed_journals_the_digest_alone(stage: Stage) -> None:
    done = stage.commit()
    panel = stage.panel
    assert len(bytes.fromhex(panel.seed)) == 32
    assert panel.seed_sha256 == hashlib.sha256(bytes.fromhex(panel.seed)).hexdigest()
    journalled = told(done.record.seq)["told"]
    assert isinstance(journalled, dict)
    assert journalled["seed_sha256"] == panel.seed_sha256
    assert journalled["terms"] == panel.terms
    everything = b"".join(bytes(row.canonical or b"") for row in Payload.objects.all())
    assert panel.seed.encode() not in everything
    assert panel.seed not in str(done.record.note)
    assert stage.round.state == "open"


def test_commit_seed_twice_is_refused(stage: Stage) -> None:
    stage.commit()
    with pytest.raises(Refusal, match=refused("抽取种子已经承诺")):
        stage.commit()


def test_commit_seed_before_the_deadline_waits_for_applications_under_way(stage: Stage) -> None:
    stage.now = at("2025-04-20 09:00")
    Case.objects.filter(pk=stage.cases[0].pk).update(state="preliminary")
    with pytest.raises(Refusal, match=refused("市级推荐截止时间未到")):
        stage.commit()
    Case.objects.filter(pk=stage.cases[0].pk).update(state="review")
    stage.commit()


def test_commit_seed_with_fewer_than_three_experts_is_refused(stage: Stage) -> None:
    with pytest.raises(Invalid) as wrong:
        stage.commit(2)
    assert wrong.value.faults == {"per_case": ["每个集群的评审专家不少于 3 名。"]}
    stage.commit(3)


def test_panel_acts_are_the_provinces_alone(stage: Stage) -> None:
    for account in (officer(HUIZHOU), officer(HUICHENG), approver(PROVINCE)):
        with pytest.raises(Refusal, match="由省级经办办理"):
            stage.act("commit_seed", account, {"per_case": "3"})
    stage.commit()


def test_draw_seats_three_experts_a_case_and_journals_the_seed(stage: Stage) -> None:
    stage.commit()
    assert stage.act("draw_panel", officer(PROVINCE)).proposed
    done = stage.act("sign", approver(PROVINCE))
    panel = stage.panel
    sheets = stage.sheets()
    assert Case.objects.get(pk=stage.round.pk).state == "scoring"
    assert len(sheets) == 9
    assert {s.state for s in sheets} == {"invited"}
    assert {(s.due_at, s.score_by) for s in sheets} == {(REVIEW_ENDS, REVIEW_ENDS)}
    assert Case.objects.get(pk=stage.round.pk).due_at == REVIEW_ENDS
    assert verify(panel.draw)
    assert {case: set(codes) for case, codes in panel.draw["panels"].items()} == {
        case.number: {s.expert.code for s in sheets if s.case_id == case.pk} for case in stage.cases
    }
    journalled = told(done.record.seq)["told"]
    assert isinstance(journalled, dict)
    assert journalled["seed"] == panel.seed
    assert done.record.note["zh"] == f"3 个集群各 3 名专家；种子摘要（SHA-256）{panel.seed_sha256}"
    assert panel.seed not in str(done.record.note)
    assert not Participant.objects.exists()
    assert chain.verify().whole


def test_draw_without_a_committed_seed_is_refused(stage: Stage) -> None:
    with pytest.raises(Refusal, match=refused("尚未公布抽取种子的摘要")):
        stage.act("draw_panel", officer(PROVINCE))


def test_draw_waits_for_the_qualification_check_and_for_what_was_returned(stage: Stage) -> None:
    stage.commit()
    first = stage.cases[0]
    Case.objects.filter(pk=first.pk).update(state="recommended")
    with pytest.raises(Refusal, match=refused("还有 1 个推荐的集群未作资格初审")):
        stage.act("draw_panel", officer(PROVINCE))
    Case.objects.filter(pk=first.pk).update(state="preliminary")
    Application.objects.filter(pk=first.pk).update(returned_until=at("2025-05-09 17:30"))
    with pytest.raises(Refusal, match=refused("还有 1 件申报未办结且推荐期限未到")):
        stage.act("draw_panel", officer(PROVINCE))
    stage.now = at("2025-05-12 09:00")
    stage.signed("draw_panel")
    assert {s.case_id for s in stage.sheets()} == {c.pk for c in stage.cases[1:]}


def test_draw_without_a_cluster_under_review_is_refused() -> None:
    stage = make_round(applications=1, state="withdrawn")
    stage.commit()
    with pytest.raises(Refusal, match=refused("没有进入专家评审的集群")):
        stage.act("draw_panel", officer(PROVINCE))


def test_draw_leaves_out_conflicts_of_every_kind() -> None:
    """Place of work, employer, declared ties, the operating agency named in the form, availability."""
    stage = make_round(applications=1, experts=3)
    case = stage.cases[0]
    Answer.objects.create(
        case=case, field="agency_name", value="惠城五金集群促进中心", by=officer(HUICHENG), at=stage.now
    )
    place = Authority.objects.get(pk=COUNTIES[0]).path
    expert(10, place=place)
    expert(11, employer="惠城五金集群促进中心")
    expert(12, ties=["91449999MA00000000"])
    expert(13, ties=[place.rsplit("/", 2)[0]])
    expert(14, available=False)
    expert(15, employer="第0五金厂")
    stage.drawn()
    assert {s.expert.code for s in stage.sheets()} == {"E00", "E01", "E02"}
    assert stage.panel.draw["excluded"][case.number] == {
        "E10": "place",
        "E11": "employer",
        "E12": "tie",
        "E13": "tie",
        "E14": "unavailable",
        "E15": "employer",
    }


def test_draw_with_too_few_experts_names_the_cases_and_changes_nothing() -> None:
    stage = make_round(applications=2, experts=2)
    stage.commit()
    with pytest.raises(Invalid, match="2025-A000 还缺 1 名；2025-A001 还缺 1 名"):
        stage.act("draw_panel", officer(PROVINCE))
    expert(2)
    stage.act("draw_panel", officer(PROVINCE))
    Expert.objects.filter(code="E02").update(available=False)  # meanwhile, before the signature
    with pytest.raises(Invalid, match="还缺 1 名"):
        stage.act("sign", approver(PROVINCE))
    assert not Sheet.objects.exists()
    assert stage.panel.drawn_at is None
    Expert.objects.filter(code="E02").update(available=True)
    stage.act("sign", approver(PROVINCE))
    assert Sheet.objects.count() == 6


def test_substitute_is_the_next_in_the_draws_order(stage: Stage) -> None:
    stage.drawn()
    stage.round.refresh_from_db()
    offered = {o.act.name: o for o in offers(procedure("round"), stage.round, officer(PROVINCE), stage.now, None)}
    assert str(offered["substitute"].refusal) == "没有需要补抽专家的评审表。"
    with pytest.raises(Invalid, match="请选择需补抽的评审表"):
        stage.act("substitute", officer(PROVINCE), {"sheet": ""})
    gone = stage.sheets()[0]
    stage.on_sheet(gone, "recuse", {"reason": "与集群内企业有合作"})
    done = stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})
    assert [s.state for s in stage.sheets(case=gone.case_id) if s.state == "invited"] == ["invited"]
    now_there = {s.expert.code for s in stage.accepted().sheets(case=gone.case_id, state="assigned")}
    expected = substitutes(stage.panel.draw, gone.case.number)
    assert len(now_there) == 3
    assert now_there == set(expected[:4]) - {gone.expert.code}
    assert Sheet.objects.get(pk=gone.pk).state == "replaced"
    assert stage.panel.draw["substitutions"][0]["out"] == gone.expert.code
    assert verify(stage.panel.draw)
    assert gone.expert.code not in str(done.record.note)


def test_substitute_twice_is_refused_by_form_and_by_version(stage: Stage) -> None:
    """Races: of two officers who fill the same place one wins, the other is told."""
    stage.drawn()
    gone, other = stage.sheets()[0], stage.sheets()[3]
    for sheet in (gone, other):
        stage.on_sheet(sheet, "recuse", {"reason": "出差"})
    stage.round.refresh_from_db()
    seen = stage.round.version
    stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)}, version=seen)
    with pytest.raises(Invalid, match="不需要补抽"):
        stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)}, version=seen)
    with pytest.raises(Conflict, match="已于"):
        stage.act("substitute", officer(PROVINCE), {"sheet": str(other.pk)}, version=seen)
    assert Sheet.objects.filter(panel=stage.round.pk).count() == 10


def test_substitute_when_nobody_is_left_says_so_until_the_pool_grows() -> None:
    stage = make_round(applications=1, experts=3)
    stage.drawn()
    gone = stage.sheets()[0]
    stage.on_sheet(gone, "recuse", {"reason": "出差"})
    with pytest.raises(Refusal, match=refused("2025-A000 没有可以替补的专家，还缺 1 名")):
        stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})
    assert Sheet.objects.get(pk=gone.pk).state == "recused"
    expert(9, ties=["91449999MA00000000"])
    expert(10)
    stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})
    assert [s.expert.code for s in stage.sheets(state="invited")] == ["E10"]
    [change] = stage.panel.draw["substitutions"]
    assert (change["passed"], change["joined"]) == ({"E09": "tie"}, ["E09", "E10"])
    assert verify(stage.panel.draw)


def test_substitute_after_the_deadline_needs_a_date_of_its_own(stage: Stage) -> None:
    stage.drawn()
    gone = stage.sheets()[0]
    stage.on_sheet(gone, "recuse", {"reason": "出差"})
    stage.now = at("2025-06-03 09:00")
    with pytest.raises(Refusal, match=refused("提交期限已过")):
        stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})
    stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk), "due_on": "2025-06-10"})
    new = max(stage.sheets(case=gone.case_id), key=lambda s: s.due_at or DEADLINE)
    assert new.due_at == at("2025-06-10 17:30")


def test_relieve_takes_back_overdue_sheets_only(stage: Stage) -> None:
    stage.drawn()
    done_in_time, begun, untouched = stage.sheets()[:3]
    stage.score(done_in_time)
    stage.on_sheet(begun, "declare", STATEMENTS)
    with pytest.raises(Refusal, match=refused("没有逾期未提交的评审表")):
        stage.act("relieve", officer(PROVINCE))
    stage.now = at("2025-06-03 09:00")
    done = stage.signed("relieve")
    assert [Sheet.objects.get(pk=s.pk).state for s in (done_in_time, begun, untouched)] == [
        "submitted",
        "recused",
        "recused",
    ]
    assert not Participant.objects.filter(account=begun.expert_id, until__isnull=True).exists()
    assert done.record.note["zh"] == "8 份评审表逾期，另行补抽"
    journalled = told(done.record.seq)["told"]
    assert isinstance(journalled, dict)
    assert journalled["relieved"] == [
        {"case": s.case.number, "expert": s.expert.code} for s in stage.sheets(state="recused")
    ]
    assert len(bytes(Payload.objects.get(pk=done.record.seq).salt)) == 16
    with pytest.raises(Refusal, match="现处于“已退出，待补抽”"):
        stage.on_sheet(begun, "submit", full_sheet())


def test_relieve_leaves_a_sheet_handed_in_meanwhile_and_its_expert_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Races: the sheet changed after the overdue ones were read, so nothing of it is taken back."""
    stage.drawn()
    racing = stage.sheets()[0]
    stage.on_sheet(racing, "declare", STATEMENTS)
    stage.now = at("2025-06-03 09:00")
    stage.act("relieve", officer(PROVINCE))
    dismissed: list[object] = []

    def meanwhile(now: object, **matters: object) -> None:
        dismissed.append(matters["account"])
        Sheet.objects.filter(pk=second.pk).update(version=second.version + 1)

    second = stage.sheets()[1]
    monkeypatch.setattr("jiqun.recognition.acts.substitutes.dismiss", meanwhile)
    done = stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert Sheet.objects.get(pk=second.pk).state == "assigned"
    assert done.record.note["zh"] == "8 份评审表逾期，另行补抽"
    assert dismissed == [s.expert_id for s in stage.sheets() if s.pk != second.pk]


def test_open_scores_closes_the_applications_to_their_experts(stage: Stage) -> None:
    """Visibility: an expert does not read the outcome before the public notice; the own sealed sheet stays."""
    stage.drawn()
    other = make_application(stage.round, 9, stage.chance)
    Application.objects.filter(pk=other.pk).update(round=another_round(stage))
    stage.all_scored()
    sheet = stage.sheets()[0]
    Participant.objects.create(case=other, account=sheet.expert.account, capacity="expert", since=stage.now)
    assert set(Case.objects.visible_to(sheet.expert.account)) > {other}
    stage.signed("open_scores")
    assert set(Participant.objects.exclude(case=other).values_list("until", flat=True)) == {stage.now}
    assert list(Case.objects.visible_to(sheet.expert.account)) == [other]
    assert sheet in Sheet.objects.visible_to(sheet.expert.account)


def another_round(stage: Stage) -> Round:
    """Last year's round, of which nothing is changed."""
    first = Round.objects.get(pk=stage.round.pk)
    case = Case.objects.get(pk=stage.round.pk)
    case.pk, case.number = uuid7(stage.now, stage.chance), "2024-R1"
    case.save(force_insert=True)
    return Round.objects.create(
        case=case,
        year=2024,
        county_deadline=first.county_deadline,
        prefecture_deadline=first.prefecture_deadline,
        form=first.form,
        rubric=first.rubric,
    )


def test_open_scores_waits_for_every_sheet_and_names_counts_only(stage: Stage) -> None:
    stage.drawn()
    for sheet in stage.sheets()[1:]:
        stage.score(sheet)
    with pytest.raises(Refusal) as waits:
        stage.act("open_scores", officer(PROVINCE))
    assert waits.value.text.zh == "还有 1 份评审表未提交，全部提交后才能开启评分。"
    stage.score(stage.sheets()[0])
    done = stage.signed("open_scores")
    assert Case.objects.get(pk=stage.round.pk).state == "ranked"
    assert stage.panel.opened_at == stage.now
    assert sorted(stage.panel.ranked) == sorted(str(c.pk) for c in stage.cases)
    assert done.record.note["zh"] == "开启 3 个集群的 9 份评审表"


def test_open_scores_needs_three_sheets_a_case(stage: Stage) -> None:
    stage.drawn()
    first, *others = stage.sheets()
    stage.on_sheet(first, "recuse", {"reason": "出差"})
    for sheet in others:
        stage.score(sheet)
    with pytest.raises(Refusal, match=refused("1 个集群的有效评审表不足 3 份")):
        stage.act("open_scores", officer(PROVINCE))
    stage.act("substitute", officer(PROVINCE), {"sheet": str(first.pk)})
    stage.accepted().score(stage.sheets(state="assigned")[0])
    stage.signed("open_scores")


def test_open_scores_does_not_wait_for_a_withdrawn_cluster(stage: Stage) -> None:
    stage.drawn()
    Case.objects.filter(pk=stage.cases[0].pk).update(state="withdrawn")
    for sheet in stage.sheets():
        if sheet.case_id != stage.cases[0].pk:
            stage.score(sheet)
    stage.signed("open_scores")
    assert sorted(stage.panel.ranked) == sorted(str(c.pk) for c in stage.cases[1:])


def test_open_scores_without_any_cluster_left_is_refused(stage: Stage) -> None:
    stage.drawn()
    Case.objects.filter(pk__in=[c.pk for c in stage.cases]).update(state="withdrawn")
    with pytest.raises(Refusal, match=refused("没有仍在评审的集群")):
        stage.act("open_scores", officer(PROVINCE))


def test_open_scores_by_one_person_alone_is_refused(stage: Stage) -> None:
    """Separation: two persons open the scores."""
    stage.drawn().all_scored()
    assert stage.act("open_scores", officer(PROVINCE)).proposed
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        stage.act("sign", officer(PROVINCE), {"affirmed": "on"})
    with pytest.raises(Invalid, match="须确认"):
        stage.act("sign", approver(PROVINCE))
    assert stage.panel.opened_at is None
    stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert stage.panel.opened_at == stage.now


def test_round_is_absent_for_experts(stage: Stage) -> None:
    stage.drawn()
    with pytest.raises(NotHere):
        stage.act("open_scores", Expert.objects.select_related("account").get(code="E00").account)
    assert not ActRecord.objects.filter(act="open_scores").exists()
