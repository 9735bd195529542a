"""Telling the applicants of the main round (Article 14(三)): remedies, letters, two of them on their whole way."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.play import Stage
from jiqun.hearings.appeals import APPEALS
from jiqun.outgoing.models import Paper, PaperBatch

SHEET = {"openness": "依申请公开", "openness_reason": ""}
SECRECY = {"secrecy": "经审查，不涉及国家秘密、工作秘密和商业秘密（虚构）。"}


def draft(stage: Stage, round_case: Case, now: datetime) -> PaperBatch:
    """The legal officer chooses the remedy, the officer drafts every letter, the approver reviews and signs them."""
    legal = Account.objects.select_related("person", "authority").get(username="province.legal")
    stage.do(round_case, "choose_remedies", legal, now, {"appeal": APPEALS[0].slug, "reason": "（虚构）"})
    officer, approver = stage.officer(PROVINCE), stage.approver(PROVINCE)
    stage.do(round_case, "draft_letters", officer, now.replace(hour=10))
    batch = PaperBatch.objects.get(case=round_case)
    stage.do(batch, "review_secrecy", approver, now.replace(hour=14), SECRECY, name="paper_batch")
    stage.do(batch, "issue", officer, now.replace(hour=15), SHEET, name="paper_batch")
    stage.do(batch, "sign", approver, now.replace(hour=16), {"affirmed": "on"}, name="paper_batch")
    return batch


def send_two(stage: Stage, batch: PaperBatch, now: datetime) -> None:
    """One of each kind goes alone: numbered, sent, passed on by its prefecture; the first is signed for."""
    officer = stage.officer(PROVINCE)
    for serial, slug in enumerate(("recognised", "not_recognised"), start=2):
        paper = Paper.objects.filter(batch=batch, kind_slug=slug).order_by("place").first()
        assert paper is not None and paper.through_id and paper.addressee_id  # every letter has both
        stage.do(batch, "take_out", officer, now, {"paper": str(paper.pk)}, name="paper_batch")
        paper.refresh_from_db()
        given = {"number": f"粤演示函〔{now.year}〕{serial}号", "as_given": "on", "dated_on": now.date().isoformat()}
        stage.do(paper, "register_number", officer, now.replace(hour=10), given, name="paper")
        stage.do(paper, "deliver", officer, now.replace(hour=11), name="paper")
        stage.do(paper, "pass_on", stage.officer(paper.through_id), now.replace(hour=14), name="paper")
        if slug == "recognised":
            stage.do(paper, "receive", stage.officer(paper.addressee_id), now.replace(hour=15), name="paper")
