"""The rule is fixed before the draw; two persons open all scores at once (Article 14(三))."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import ActRecord, Case, Participant
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.journal.models import Payload
from jiqun.recognition.queries import scoring as queries
from jiqun.review import placing
from jiqun.review.models import Panel, Placement, Sheet
from tests.office import PROVINCE, account, approver, at, officer
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db
AFFIRMED = {"affirmed": "on"}


def told(seq: int | None) -> dict[str, Any]:
    """What the journal keeps beside an entry."""
    body: dict[str, Any] = json.loads(bytes(Payload.objects.get(pk=seq).canonical or b""))["told"]
    return body


def drawn(applications: int = 2, experts: int = 8, **rule: str) -> Stage:
    """A round drawn under a rule."""
    stage = make_round(applications, experts)
    stage.act("commit_seed", officer(PROVINCE), {"per_case": "3", **rule})
    stage.signed("draw_panel")
    return stage.accepted()


def lines(stage: Stage) -> list[queries.RankedCase]:
    return queries.ranking(Case.objects.get(pk=stage.round.pk))


# ── the rule ─────────────────────────────────────────────────────────────────────────────────────────────


def test_rule_is_journalled_with_the_seed_and_its_digest() -> None:
    stage = make_round()
    rule = {"aggregation": "trimmed", "share": "2/3", "tie_1": "A13.2", "tie_2": "computed"}
    done = stage.act("commit_seed", officer(PROVINCE), {"per_case": "5", **rule})
    kept = {"aggregation": "trimmed", "least": 3, "share": [2, 3], "ties": ["A13.2", "computed"]}
    panel = stage.panel
    assert panel.rule == kept
    said = told(done.record.seq)
    assert (said["rule"], said["rule_sha256"], said["offline"]) == (kept, panel.rule_sha256, False)
    client = Client()
    client.force_login(officer(PROVINCE))
    page = client.get(reverse("recognition:panel", args=[stage.round.pk])).content.decode()
    assert str(queries.rule_said(panel)) in page
    assert "去掉一个最高分和一个最低分" in page
    assert panel.rule_sha256 in page


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        (
            {"per_case": "3", "aggregation": "trimmed"},
            {"aggregation": ["去掉最高分和最低分的，每个集群的评审专家不少于 5 名；现为 3 名。"]},
        ),
        ({"per_case": "3", "aggregation": "lot"}, {"aggregation": ["请从所列计分规则中选择。"]}),
        ({"per_case": "3", "share": "1/9"}, {"share": ["请从所列比例中选择。"]}),
        ({"per_case": "3", "tie_1": "A13.2", "tie_2": "A13.2"}, {"tie_2": ["同分比较的各步不能重复。"]}),
        ({"per_case": "3", "mode": "by post"}, {"mode": ["请选择评审方式。"]}),
    ],
)
def test_rule_that_cannot_be_applied_is_refused(payload: dict[str, str], fault: dict[str, list[str]]) -> None:
    stage = make_round()
    with pytest.raises(Invalid) as wrong:
        stage.act("commit_seed", officer(PROVINCE), payload)
    assert wrong.value.faults == fault
    assert not Panel.objects.exists()


def test_rule_is_changed_by_no_act_once_it_is_fixed() -> None:
    """The rule of a panel is written by one act alone, which is done once."""
    stage = drawn()
    before = (stage.panel.rule, stage.panel.rule_sha256)
    with pytest.raises(Refusal, match=r"抽取种子已经承诺|现处于“专家评审”"):
        stage.act("commit_seed", officer(PROVINCE), {"per_case": "3", "aggregation": "median"})
    fields = [act.name for act in procedure("round").acts if "aggregation" in act.form.base_fields]
    assert fields == ["commit_seed"]
    assert (stage.panel.rule, stage.panel.rule_sha256) == before


def test_rule_changed_in_the_table_opens_nothing() -> None:
    stage = drawn().all_scored()
    stage.act("open_scores", officer(PROVINCE))
    Panel.objects.update(rule={**stage.panel.rule, "aggregation": "median"})
    with pytest.raises(Refusal, match="计分规则与抽取前入日志的摘要不一致"):
        stage.act("sign", approver(PROVINCE), AFFIRMED)
    Panel.objects.update(rule={**stage.panel.rule, "aggregation": "mean"})
    stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert [line.rank for line in lines(stage)] == [1, 2]


# ── two persons, one digest ──────────────────────────────────────────────────────────────────────────────


def test_release_is_signed_by_another_person_than_prepared_it() -> None:
    """Separation: an approver's account of the same person does not open what that person prepared."""
    stage = drawn().all_scored()
    clerk = officer(PROVINCE)
    same = account("approver", PROVINCE, name="same-person", person=clerk.person)
    stage.act("open_scores", clerk)
    with pytest.raises(Refusal, match="经办人不能签批自己提请的事项"):
        stage.act("sign", same, AFFIRMED)
    assert stage.panel.opened_at is None
    assert not Placement.objects.exists()
    stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert Placement.objects.count() == 2


def test_release_journals_the_digest_of_every_sealed_sheet_before_a_number_is_seen() -> None:
    stage = drawn().all_scored()
    sealed = placing.sealed_digest(stage.sheets())
    done = stage.signed("open_scores")
    said = told(done.record.seq)
    assert (said["sheets"], said["cases"], said["sheets_sha256"]) == (6, 2, sealed)
    assert said["rule"] == stage.panel.rule
    rows = Placement.objects.values_list("rank", "case__number", "score")
    assert said["ranking_sha256"] == placing.ranking_digest(rows)
    text = json.dumps(told(done.record.seq), ensure_ascii=False)
    assert "佐证充分" not in text


def test_release_of_a_sheet_changed_after_its_seal_is_refused_whole() -> None:
    """A partial release is impossible: one broken seal keeps everything shut."""
    stage = drawn().all_scored()
    sheet = stage.sheets()[0]
    stage.act("open_scores", officer(PROVINCE))
    Sheet.objects.filter(pk=sheet.pk).update(total=F("total") - 100)
    with pytest.raises(Refusal, match="有 1 份评审表与提交时封存的摘要不一致"):
        stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert (stage.panel.opened_at, stage.panel.ranked) == (None, [])
    assert not Placement.objects.exists()
    Sheet.objects.filter(pk=sheet.pk).update(total=F("total") + 100)
    stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert Placement.objects.count() == 2


# ── quorum, late, withdrawn ──────────────────────────────────────────────────────────────────────────────


def five_seats(**rule: str) -> Stage:
    """One cluster with five seats, four sheets in."""
    stage = make_round(1, 6)
    stage.act("commit_seed", officer(PROVINCE), {"per_case": "5", **rule})
    stage.signed("draw_panel")
    stage.accepted()
    for sheet in stage.sheets()[1:]:
        stage.score(sheet)
    return stage


def test_release_with_all_seats_wanted_does_without_nobody() -> None:
    stage = five_seats()
    stage.now = at("2025-06-03 09:00")
    with pytest.raises(Refusal) as waits:
        stage.act("open_scores", officer(PROVINCE))
    assert waits.value.text.zh == "1 个集群的有效评审表不足 5 份，请先收回 1 份逾期未交的评审表并补抽专家。"
    stage.score(stage.sheets()[0])
    stage.signed("open_scores")
    assert [line.sheets for line in lines(stage)] == [5]


def test_release_with_two_thirds_closes_what_is_late_and_tells_its_expert() -> None:
    """Quorum: a late sheet does not count, keeps its draft, and its expert reads who opened the scores and when."""
    stage = five_seats(share="2/3")
    late = stage.sheets(state="assigned")[0]
    stage.on_sheet(late, "declare", STATEMENTS)
    Sheet.objects.filter(pk=late.pk).update(draft={"comment": {"value": "写到一半的意见", "version": 1}})
    with pytest.raises(Refusal, match="还有 1 份评审表未提交"):
        stage.act("open_scores", officer(PROVINCE))
    stage.now = at("2025-06-03 09:00")
    seen = Sheet.objects.get(pk=late.pk).version
    done = stage.signed("open_scores")
    assert done.record.note["zh"] == "开启 1 个集群的 4 份评审表；逾期未交 1 份，不计入"
    assert [line.sheets for line in lines(stage)] == [4]
    with pytest.raises(Refusal, match="现处于“逾期未提交，不计入”"):
        stage.on_sheet(late, "submit", full_sheet(), version=seen)
    record = ActRecord.objects.get(subject_id=str(late.pk), act="round.open_scores")
    assert (record.from_state, record.to_state, record.version, record.cause) == (
        "declared",
        "late",
        seen + 1,
        done.record,
    )
    assert not Participant.objects.filter(until__isnull=True).exists()
    client = Client()
    client.force_login(late.expert.account)
    page = client.get(reverse("recognition:sheet", args=[late.pk])).content.decode()
    assert ("评分开启时这份评审表尚未提交" in page, "写到一半的意见" in page) == (True, True)


def test_release_while_an_expert_steps_aside_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Races: the sheet is given up after it was read; nothing is opened half."""
    stage = drawn().all_scored()
    stage.act("open_scores", officer(PROVINCE))
    counted = placing.counted
    gone = stage.sheets()[0]

    def meanwhile(*given: Any) -> list[Sheet]:
        found = counted(*given)
        Sheet.objects.filter(pk=gone.pk).update(state="recused", version=F("version") + 1)
        return found

    monkeypatch.setattr(placing, "counted", meanwhile)
    with pytest.raises(Conflict, match="刚刚有评审表发生变化"):
        stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert stage.panel.opened_at is None


def test_release_that_falls_below_the_quorum_in_the_same_moment_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Races: an expert steps aside between the guard and the count; no cluster is placed by fewer than the quorum."""
    stage = drawn().all_scored()
    stage.act("open_scores", officer(PROVINCE))
    counted = placing.counted
    gone = stage.sheets()[0]

    def meanwhile(*given: Any) -> list[Sheet]:
        Sheet.objects.filter(pk=gone.pk).update(state="recused", version=F("version") + 1)
        return counted(*given)

    monkeypatch.setattr(placing, "counted", meanwhile)
    with pytest.raises(Conflict, match="刚刚有评审表发生变化"):
        stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert (stage.panel.opened_at, Placement.objects.exists()) == (None, False)


def test_withdrawn_while_scoring_leaves_the_ranking_without_a_trace() -> None:
    stage = drawn(3, 8).all_scored()
    gone = stage.cases[0]
    Case.objects.filter(pk=gone.pk).update(state="withdrawn")
    stage.signed("open_scores")
    assert [(line.rank, line.number) for line in lines(stage)] == [(1, "2025-A001"), (2, "2025-A002")]
    assert not Placement.objects.filter(case=gone.pk).exists()
    assert str(gone.pk) not in stage.panel.ranked
