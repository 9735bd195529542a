"""A paper of the province on its whole way in the demonstration: looked through, signed, numbered, sent, signed for."""

from __future__ import annotations

from datetime import datetime

from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.letters import SECRECY, SHEET
from jiqun.demo.play import Stage
from jiqun.outgoing.models import Paper

TABLE = "paper"


def send(stage: Stage, case: Case, kind: str, number: str, now: datetime) -> Paper:
    """The newest paper of that kind in a matter, sent within the day and signed for by its county."""
    paper = Paper.objects.filter(case=case, kind_slug=kind).order_by("-drafted_at").first()
    assert paper is not None and paper.addressee_id  # the act before drafted it
    officer, approver = stage.officer(PROVINCE), stage.approver(PROVINCE)
    stage.do(paper, "review_secrecy", approver, now, SECRECY, name=TABLE)
    stage.do(paper, "issue", officer, now, SHEET, name=TABLE)
    stage.do(paper, "sign", approver, now.replace(hour=now.hour + 1), {"affirmed": "on"}, name=TABLE)
    given = {"number": number, "as_given": "on", "dated_on": now.date().isoformat()}
    stage.do(paper, "register_number", officer, now.replace(hour=now.hour + 2), given, name=TABLE)
    stage.do(paper, "deliver", officer, now.replace(hour=now.hour + 2), name=TABLE)
    if paper.through_id:
        stage.do(paper, "pass_on", stage.officer(paper.through_id), now.replace(hour=now.hour + 3), name=TABLE)
    stage.do(paper, "receive", stage.officer(paper.addressee_id), now.replace(hour=now.hour + 4), name=TABLE)
    return paper
