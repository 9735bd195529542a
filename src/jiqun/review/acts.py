"""What experts do with a sheet. Called by the one door only; what it writes is journalled salted (personal)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case, Participant
from jiqun.casework.refusals import Refusal
from jiqun.review import sheets
from jiqun.review.models import Sheet
from jiqun.review.rubrics import read

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


def declare(doing: Doing) -> None:
    """From now on the expert sees the case, as a participant. Raises `Refusal` when it has just left the review."""
    sheet = doing.subject
    # Held until the participation is written, so that a withdrawal ends it or is seen here.
    if Case.objects.select_for_update(no_key=True).get(pk=sheet.case_id).state != "review":
        raise Refusal(LEFT_REVIEW, clause="A14.3")
    Participant.objects.create(case=sheet.case, account_id=sheet.expert_id, capacity=CAPACITY, since=doing.now)
    doing.note = Text("已作回避声明和保密声明", "Stated: no conflict of interest, and confidentiality")


def recuse(doing: Doing) -> None:
    """The expert steps aside and no longer sees the case."""
    sheet = doing.subject
    sheet.reason = doing.payload["reason"]
    sheet.draft, sheet.saved_at = {}, None
    sheet.save(update_fields=["reason", "draft", "saved_at"])
    dismiss(doing.now, case=sheet.case_id, account=sheet.expert_id)


def submit(doing: Doing) -> None:
    """Seals the sheet: scores, total in hundredths, digest. Nothing of it is said anywhere else."""
    sheet: Sheet = doing.subject
    sheet.scores = sheets.scores(doing.payload, read(sheet.panel.rubric.definition))
    sheet.comment = doing.payload["comment"]
    sheet.total = sum(given["score"] for given in sheet.scores.values())
    sheet.submitted_at = doing.now
    sheet.sha256 = sheets.digest(sheet)
    sheet.draft = {}
    sheet.save(update_fields=["scores", "comment", "total", "submitted_at", "sha256", "draft"])
    doing.told["sheet_sha256"] = sheet.sha256
