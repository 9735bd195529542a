"""Scoring a sheet anew because the panel meeting decided so (Article 14(三)): ordered, scored, confirmed by two.

The old sheet stays as it was sealed; the ranking changes only with the confirmation, and never after the list.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Participant
from jiqun.casework.refusals import Conflict
from jiqun.recognition.acts.experts import closing, panel_of, refuse
from jiqun.recognition.queries import meeting as queries
from jiqun.review import placing
from jiqun.review.acts import CAPACITY, dismiss
from jiqun.review.computed import pinned
from jiqun.review.drafts import begun_from
from jiqun.review.models import Meeting, PaperSheet, Sheet
from jiqun.review.rubrics import rubric_of
from jiqun.review.sheets import fields_of

CHANGED = Text("评审表刚刚有变化，请刷新后重办。", "A sheet has just changed; reload and act again.")


def some_meeting(doing: Doing) -> None:
    """A panel meeting is on record: nobody else decides that a sheet is scored anew."""
    if not Meeting.objects.filter(panel=panel_of(doing)).exists():
        raise refuse(
            "尚未登记评审会；复评须由评审会决定，请先登记评审会。",
            "No panel meeting is on record; only a meeting has sheets scored anew. Record it first.",
        )


def none_under_way(doing: Doing) -> None:
    """One decision after the other: nothing is being scored anew."""
    if n := len(queries.under_way(panel_of(doing))):
        raise refuse(
            f"还有 {n} 份评审表正在复评，确认或终止后再办理。",
            f"{n} sheets are being scored anew; confirm that or give it up first.",
        )


def some_under_way(doing: Doing) -> None:
    """Something is being scored anew."""
    if not queries.under_way(panel_of(doing)):
        raise refuse("没有正在复评的评审表。", "No sheet is being scored anew.")


def all_rescored(doing: Doing) -> None:
    """Every sheet that was ordered is handed in; counts only."""
    some_under_way(doing)
    if n := sum(sheet.state != "submitted" for sheet in queries.under_way(panel_of(doing))):
        raise refuse(f"还有 {n} 份复评评审表未提交。", f"{n} of the new sheets are not handed in.")


def order_rescore(doing: Doing) -> None:
    """Makes the new revision of each sheet, begun with what the old one says, and opens the case to its expert.

    Every level reads the round's history: the reason, which may speak of a cluster or an expert, stands with the
    sheets alone.
    """
    panel, given = panel_of(doing), doing.payload
    meeting = Meeting.objects.get(panel=panel, pk=given["meeting"])
    due = due_of(doing)
    old = list(
        Sheet.objects.filter(panel=panel, pk__in=given["sheets"], state="submitted")
        .select_related("case", "expert")
        .order_by("case__number", "expert__code")
    )
    if len(old) != len(given["sheets"]):
        raise Conflict(CHANGED)
    told = []
    for sheet in old:
        sheet.panel = panel
        fresh = Sheet.objects.create(
            id=doing.new_id(),
            panel=panel,
            case=sheet.case,
            expert=sheet.expert,
            state="declared",
            due_at=due,
            score_by=due,
            seat=sheet.seat,
            accepted_at=sheet.accepted_at,
            statements=sheet.statements,
            draft=draft_of(sheet),
            revision=Sheet.objects.filter(case=sheet.case_id, expert=sheet.expert_id).count() + 1,
            replaces=sheet,
            meeting=meeting,
            ordered_because=given["reason"],
        )
        if panel.offline:
            PaperSheet.objects.create(sheet=fresh)
        else:
            Participant.objects.get_or_create(
                case=sheet.case,
                account_id=sheet.expert_id,
                until=None,
                defaults={"capacity": CAPACITY, "since": doing.now},
            )
        told.append({"case": sheet.case.number, "expert": sheet.expert.code, "sha256": sheet.sha256})
    doing.told |= {"meeting": meeting.number, "sheets": told}
    doing.note = Text(
        f"第 {meeting.number} 次评审会决定复评 {len(old)} 份",
        f"Meeting {meeting.number} has {len(old)} sheets scored anew",
    )


def draft_of(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """What the old sheet says, in the fields that its expert fills in: nothing where all was computed."""
    fields = fields_of(rubric_of(sheet.panel.rubric), pinned(sheet))
    return {name: kept for name, kept in begun_from(sheet).items() if name in fields}


def due_of(doing: Doing) -> datetime:
    """The day entered at the province's closing time. Raises `Refusal` for a past one."""
    due = closing(doing, doing.payload["due_on"])
    if due <= doing.now:
        raise refuse("复评期限已过，请另定期限。", "That date has passed; set another one.")
    return due


def confirm_rescore(doing: Doing) -> None:
    """Puts the new sheets in the place of the old ones and ranks anew; the journal has the digests of both."""
    panel = panel_of(doing)
    fresh = queries.under_way(panel)
    before = queries.kept_digest(panel)
    for sheet in fresh:
        old = sheet.replaces
        assert old is not None
        if not Sheet.objects.filter(pk=old.pk, state="submitted", version=old.version).update(
            state="superseded", version=F("version") + 1
        ):
            raise Conflict(CHANGED)
        dismiss(doing.now, case=sheet.case_id, account=sheet.expert_id)
    counted = placing.counted(panel, panel.ranked)
    placing.unbroken(counted)
    doing.told |= {
        "rescored": [
            {
                "case": sheet.case.number,
                "expert": sheet.expert.code,
                "revision": sheet.revision,
                "sha256": sheet.sha256,
                "instead_of": sheet.replaces.sha256 if sheet.replaces else "",
            }
            for sheet in fresh
        ],
        "ranking_before": before,
        "ranking_sha256": placing.settle(panel, counted),
        "sheets_sha256": placing.sealed_digest(counted),
    }
    doing.note = Text(f"{len(fresh)} 份评审表按复评计分", f"{len(fresh)} sheets count as scored anew")


def cancel_rescore(doing: Doing) -> None:
    """The old sheets stay in force; what was begun is void and stays with its author, and the reason with it."""
    fresh = queries.under_way(panel_of(doing))
    for sheet in fresh:
        if not Sheet.objects.filter(pk=sheet.pk, version=sheet.version).update(
            state="void", version=F("version") + 1, reason=doing.payload["reason"]
        ):
            raise Conflict(CHANGED)
        dismiss(doing.now, case=sheet.case_id, account=sheet.expert_id)
    n = len(fresh)
    doing.note = Text(f"终止 {n} 份评审表的复评", f"{n} sheets are not scored anew after all")


def rescoring_over(doing: Doing) -> None:
    """The list is drawn up from a ranking that nobody is about to change."""
    panel = panel_of(doing)
    if n := len(queries.under_way(panel)):
        raise refuse(
            f"还有 {n} 份评审表正在复评，确认或终止复评后再拟定名单。",
            f"{n} sheets are being scored anew; confirm that or give it up before drawing up the list.",
        )
