"""What experts do with a sheet. Called by the one door only; what it writes is journalled salted (personal)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Participant
from jiqun.casework.refusals import Refusal
from jiqun.review import sheets
from jiqun.review.computed import pinned
from jiqun.review.models import Sheet, SheetChange
from jiqun.review.rubrics import rubric_of

CAPACITY = "expert"
LEFT_REVIEW = Text(
    "该集群已不在专家评审环节，这份评审表无需再办理。",
    "The cluster is no longer under expert review; nothing more is to be done with this sheet.",
)


def dismiss(now: datetime, **matters: Any) -> None:
    """Ends experts' participation in the matters that these filters of `Participant` name (one query): the matter
    and its evidence are closed to them from `now` on; their own sheets stay readable."""
    Participant.objects.filter(capacity=CAPACITY, until__isnull=True, **matters).update(until=now)


def still_in_review(doing: Doing) -> None:
    """The case has not left the review meanwhile (withdrawn, for one)."""
    if doing.subject.case.state != "review":
        raise Refusal(LEFT_REVIEW, clause="A14.3")


def on_screen(doing: Doing) -> None:
    """The round is not reviewed on paper in one room."""
    if doing.subject.panel.offline:
        raise Refusal(
            Text(
                "本批次为集中评审，请在评审现场填写纸质评审表，系统内不再填写。",
                "This round is reviewed on paper in one room; fill in the paper sheet there, nothing is entered here.",
            ),
            clause="A14.3",
        )


def submit(doing: Doing) -> None:
    """Seals the sheet: scores, total in hundredths, digest. Nothing of it is said anywhere else."""
    sheet: Sheet = doing.subject
    sheet.scores = sheets.scores(doing.payload, rubric_of(sheet.panel.rubric), pinned(sheet))
    sheet.comment = doing.payload["comment"]
    sheet.total = sum(given["score"] for given in sheet.scores.values())
    sheet.submitted_at = doing.now
    sheet.sha256 = sheets.digest(sheet)
    sheet.draft, sheet.saved_at = {}, None
    sheet.save(update_fields=["scores", "comment", "total", "submitted_at", "sha256", "draft", "saved_at"])
    SheetChange.objects.filter(sheet=sheet).delete()
    doing.told["sheet_sha256"] = sheet.sha256
