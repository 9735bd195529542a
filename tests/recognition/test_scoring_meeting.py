"""The panel meets once the scores are open, and alone has sheets scored anew (Article 14(三))."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case, Participant
from jiqun.casework.offers import offers
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.journal.models import Payload
from jiqun.recognition.queries import meeting as meetings
from jiqun.recognition.queries import scoring as queries
from jiqun.review.models import Meeting, Placement, Sheet
from tests.evidence.samples import PDF
from tests.office import HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db
AFFIRMED = {"affirmed": "on"}


@pytest.fixture
def stage() -> Stage:
    found = make_round(3, 6).drawn().all_scored()
    found.signed("open_scores")
    return found


def told(seq: int | None) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(bytes(Payload.objects.get(pk=seq).canonical or b""))["told"]
    return body


def record(stage: Stage, **changes: Any) -> dict[str, Any]:
    """A meeting's record as it is entered."""
    codes = sorted({sheet.expert.code for sheet in stage.sheets()})
    return {
        "held_on": stage.now.date().isoformat(),
        "place": "省厅三楼会议室",
        "staff": "甲某、乙某",
        "supervisor": "丙某",
        "experts": codes[:3],
        "matters": "逐一讨论各集群得分，无异议。",
        "record": SimpleUploadedFile("评审会记录.pdf", PDF),
        **changes,
    }


def met(stage: Stage) -> Meeting:
    stage.act("record_meeting", officer(PROVINCE), record(stage))
    return Meeting.objects.get()


def order(stage: Stage, meeting: Meeting, *sheets: Sheet, **changes: Any) -> dict[str, Any]:
    given = {
        "meeting": str(meeting.pk),
        "sheets": [str(sheet.pk) for sheet in sheets],
        "reason": "产值一项理解有误，评审会决定复评。",
        "due_on": "2025-05-20",
    }
    return {**given, **changes}


def lines(stage: Stage) -> list[tuple[int, str, str, int]]:
    found = queries.ranking(Case.objects.get(pk=stage.round.pk))
    return [(line.rank, line.number, line.mean, line.revised) for line in found]


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


# ── the record ───────────────────────────────────────────────────────────────────────────────────────────


def test_meeting_is_kept_as_it_was_signed(stage: Stage) -> None:
    done = stage.act(
        "record_meeting", officer(PROVINCE), record(stage, **{"consensus_2025-A000": "特色鲜明，建议优先。"})
    )
    [line] = meetings.meetings(stage.panel)
    assert (line.number, line.place, line.supervisor, len(line.experts)) == (1, "省厅三楼会议室", "丙某", 3)
    assert line.consensus == (("2025-A000", "第0产业集群", "特色鲜明，建议优先。"),)
    assert done.record.note["zh"] == "第 1 次评审会，2025-05-06，到会专家 3 名"
    for by in (officer(PROVINCE), account(Role.SUPERVISOR, PROVINCE)):
        page = signed_in(by).get(reverse("recognition:meetings", args=[stage.round.pk])).content.decode()
        assert "特色鲜明，建议优先。" in page
        assert "张专家" not in page
        scan = signed_in(by).get(reverse("recognition:meeting-scan", args=[stage.round.pk, 1]))
        assert b"".join(scan) == PDF
    for outsider in (officer(HUIZHOU), stage.sheets()[0].expert.account):
        assert signed_in(outsider).get(reverse("recognition:meetings", args=[stage.round.pk])).status_code == 404


def test_meeting_with_everything_wrong_is_told_all_at_once(stage: Stage) -> None:
    wrong = record(stage, held_on="2025-05-09", experts=[stage.sheets()[0].expert.code], supervisor="", record="")
    with pytest.raises(Invalid) as said:
        stage.act("record_meeting", officer(PROVINCE), wrong)
    assert said.value.faults == {
        "held_on": ["会议日期应在评分开启（2025-05-06）之后、今天（2025-05-06）之前（均含当日）。"],
        "experts": ["评审会到会专家不少于 3 名，现勾选 1 名。"],
        "supervisor": ["请填写到会监督人。"],
        "record": ["请上传经签名的会议记录。"],
    }
    assert not Meeting.objects.exists()


def test_meeting_before_the_opening_is_refused() -> None:
    stage = make_round(1, 4).drawn().all_scored()
    with pytest.raises(Refusal, match="现处于“专家评审”"):
        stage.act("record_meeting", officer(PROVINCE), {})
    assert signed_in(officer(PROVINCE)).get(reverse("recognition:meetings", args=[stage.round.pk])).status_code == 404


# ── scored anew ──────────────────────────────────────────────────────────────────────────────────────────


def test_rescoring_without_a_meeting_is_refused(stage: Stage) -> None:
    stage.round.refresh_from_db()
    offered = {o.act.name: o for o in offers(procedure("round"), stage.round, officer(PROVINCE), stage.now, None)}
    assert str(offered["order_rescore"].refusal) == "尚未登记评审会；复评须由评审会决定，请先登记评审会。"
    with pytest.raises(Invalid, match="请选择作出决定的评审会"):
        stage.act(
            "order_rescore",
            officer(PROVINCE),
            {**order(stage, Meeting(id=UUID(int=1)), stage.sheets()[0]), "meeting": ""},
        )
    meeting = met(stage)
    stage.act("order_rescore", officer(PROVINCE), order(stage, meeting, stage.sheets()[0]))


def test_rescoring_needs_meeting_sheets_reason_and_a_day(stage: Stage) -> None:
    met(stage)
    with pytest.raises(Invalid) as said:
        stage.act("order_rescore", officer(PROVINCE), {"sheets": ["not-one"]})
    assert sorted(said.value.faults) == ["due_on", "meeting", "reason", "sheets"]
    assert said.value.faults["sheets"] == ["所选评审表不能复评，请刷新。"]


def test_rescoring_makes_a_new_revision_and_counts_only_once_confirmed_by_two(stage: Stage) -> None:
    """The old sheet stays as it was sealed; nobody but its author sees the new scores before."""
    meeting = met(stage)
    old = stage.sheets(case=stage.cases[2].pk)[0]
    before = lines(stage)
    stage.signed("order_rescore", order(stage, meeting, old))
    [new] = stage.sheets(revision=2)
    assert (new.state, new.replaces, new.meeting, new.expert) == ("declared", old, meeting, old.expert)
    assert new.draft["score_13-2-3"]["value"] == "5"
    assert Participant.objects.filter(case=old.case_id, account=old.expert_id, until__isnull=True).count() == 1
    with pytest.raises(Refusal, match="还有 1 份复评评审表未提交"):
        stage.act("confirm_rescore", officer(PROVINCE))
    with pytest.raises(Refusal, match="还有 1 份评审表正在复评，确认或终止后再办理"):
        stage.act("order_rescore", officer(PROVINCE), order(stage, meeting, stage.sheets()[0]))
    with pytest.raises(Refusal, match="还有 1 份评审表正在复评，确认或终止复评后再拟定名单"):
        stage.act("propose_list", officer(PROVINCE), listed(stage))
    shown = {f"shown-{name}": str(kept["version"]) for name, kept in new.draft.items()}
    stage.on_sheet(new, "submit", {**full_sheet(**{"score_13-2-3": "0"}), **shown})
    assert lines(stage) == before
    stage.act("confirm_rescore", officer(PROVINCE))
    assert lines(stage) == before
    done = stage.act("sign", approver(PROVINCE), AFFIRMED)
    kept = Sheet.objects.get(pk=old.pk)
    assert (kept.state, kept.sha256, kept.scores) == ("superseded", old.sha256, old.scores)
    assert [line[3] for line in lines(stage)] == [0, 0, 1]
    assert lines(stage) != before
    said = told(done.record.seq)
    assert said["rescored"][0]["instead_of"] == old.sha256
    assert said["ranking_before"] != said["ranking_sha256"] == meetings.kept_digest(stage.panel)
    assert not Participant.objects.filter(until__isnull=True).exists()
    page = signed_in(officer(PROVINCE)).get(reverse("recognition:meetings", args=[stage.round.pk])).content.decode()
    assert "已确认，计入排序" in page
    own = signed_in(old.expert.account).get(reverse("recognition:sheet", args=[old.pk])).content.decode()
    assert ("已由您的复评替代" in own, old.comment in own, "您已不承担" in own) == (True, True, False)
    stage.signed("propose_list", listed(stage))


def listed(stage: Stage) -> dict[str, str]:
    """Everybody on the list."""
    return {f"decision_{case.pk}": "listed" for case in stage.cases} | {"places": str(len(stage.cases))}


def test_rescoring_can_be_given_up_and_the_old_sheets_stay(stage: Stage) -> None:
    meeting, old = met(stage), stage.sheets()[0]
    before = lines(stage)
    with pytest.raises(Refusal, match="没有正在复评的评审表"):
        stage.act("cancel_rescore", officer(PROVINCE), {"reason": "x"})
    stage.signed("order_rescore", order(stage, meeting, old))
    stage.signed("cancel_rescore", {"reason": "专家出国，无法按期复评。"})
    [void] = stage.sheets(revision=2)
    assert (void.state, lines(stage)) == ("void", before)
    own = signed_in(old.expert.account).get(reverse("recognition:sheet", args=[void.pk])).content.decode()
    assert ("复评已终止，您原来提交的评审表继续有效" in own, old.comment in own) == (True, True)
    stage.signed("order_rescore", order(stage, meeting, old))
    assert [sheet.revision for sheet in stage.sheets(state="declared")] == [3]


def test_rescoring_on_a_day_gone_by_is_refused(stage: Stage) -> None:
    meeting = met(stage)
    with pytest.raises(Refusal, match="复评期限已过"):
        stage.signed("order_rescore", order(stage, meeting, stage.sheets()[0], due_on="2025-05-05"))


def test_rescoring_after_the_list_is_refused(stage: Stage) -> None:
    meeting = met(stage)
    stage.signed("propose_list", listed(stage))
    with pytest.raises(Refusal, match="现处于“名单已定，待公示”"):
        stage.act("order_rescore", officer(PROVINCE), order(stage, meeting, stage.sheets()[0]))


def test_rescoring_confirmed_while_the_old_sheet_changes_is_a_conflict(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Races: the ranking stays whole."""
    meeting = met(stage)
    old = stage.sheets()[0]
    stage.signed("order_rescore", order(stage, meeting, old))
    [new] = stage.sheets(revision=2)
    shown = {f"shown-{name}": str(kept["version"]) for name, kept in new.draft.items()}
    stage.on_sheet(new, "submit", {**full_sheet(), **shown})
    stage.act("confirm_rescore", officer(PROVINCE))
    digest = meetings.kept_digest

    def meanwhile(panel: Any) -> str:
        Sheet.objects.filter(pk=old.pk).update(version=90)
        return digest(panel)

    monkeypatch.setattr(meetings, "kept_digest", meanwhile)
    with pytest.raises(Conflict, match="评审表刚刚有变化"):
        stage.act("sign", approver(PROVINCE), AFFIRMED)
    assert Sheet.objects.get(pk=old.pk).state == "submitted"
    assert not Placement.objects.filter(revised__gt=0).exists()


def test_an_expert_scores_anew_on_the_own_page_and_reads_why(stage: Stage) -> None:
    meeting = met(stage)
    old = stage.sheets()[0]
    stage.signed("order_rescore", order(stage, meeting, old))
    [new] = stage.sheets(revision=2)
    client = signed_in(old.expert.account)
    page = client.get(reverse("recognition:sheet", args=[new.pk])).content.decode()
    assert "产值一项理解有误，评审会决定复评。" in page
    assert client.get(reverse("recognition:sheet", args=[old.pk])).status_code == 200
    other = next(sheet for sheet in stage.sheets() if sheet.expert_id != old.expert_id)
    assert signed_in(other.expert.account).get(reverse("recognition:sheet", args=[new.pk])).status_code == 404


def test_ranking_reads_what_was_rescored_at_a_fixed_number_of_queries(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    case = Case.objects.get(pk=stage.round.pk)
    with django_assert_num_queries(3):  # the panel, its rubric, the places
        assert [line.rank for line in queries.ranking(case)] == [1, 2, 3]
