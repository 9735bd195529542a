"""What is done to a paper. Called by the one door only."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.outgoing.models import Paper


def own_paper(doing: Doing) -> None:
    """A paper is handled by the authority that issues it."""
    actor = doing.prepared_by or doing.by
    if actor.authority is None or actor.authority.pk != doing.subject.authority_id:
        raise Refusal(Text("文稿由发文单位办理。", "A paper is handled by the authority that issues it."))


def by_whom_it_goes(doing: Doing) -> None:
    """It is delivered by the authority it goes through, otherwise by its issuer."""
    paper: Paper = doing.subject
    hand = paper.through_id or paper.authority_id
    if doing.by.authority is None or doing.by.authority.pk != hand:
        raise Refusal(
            Text("该文由其他单位送达，请等待其办理。", "Another authority delivers this paper; wait for it to do so.")
        )


def fill_sheet(doing: Doing) -> None:
    """Keeps what the outgoing sheet says."""
    paper: Paper = doing.subject
    told = doing.payload
    paper.openness, paper.openness_reason = told["openness"], told["openness_reason"]
    paper.secrecy = told["secrecy"]
    paper.save(update_fields=["openness", "openness_reason", "secrecy"])
    doing.told["sha256"] = paper.sha256


def register_number(doing: Doing) -> None:
    """Keeps the number and date the office gave."""
    paper: Paper = doing.subject
    paper.number, paper.dated_on = doing.payload["number"], doing.payload["dated_on"]
    paper.save(update_fields=["number", "dated_on"])
    doing.note = Text(paper.number, paper.number) if paper.number else None
    doing.told["sha256"] = paper.sha256


def deliver(doing: Doing) -> None:
    """It has reached the one it is addressed to."""
    doing.subject.delivered_at = doing.now
    doing.subject.save(update_fields=["delivered_at"])


def drop(doing: Doing) -> None:
    """It is not sent, for the reason given."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
