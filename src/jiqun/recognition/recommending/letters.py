"""The letters of a recommendation: which one holds, and whether it covers an application."""

from __future__ import annotations

from uuid import UUID

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.recognition.models import Application, RecommendationLetter
from jiqun.recognition.queries.filing.application import application_of

NOT_SENT = Text(
    "{prefecture}尚未报送本批次推荐函，资格初审须在推荐函报送之后办理。",
    "{prefecture} has not sent its letter of recommendation; the qualification check follows it.",
)
NOT_COVERED = Text(
    "{prefecture}第 {number} 份推荐函没有按现在的内容列明本集群（报送后有变动），须待该市更正并重新报送推荐函。",
    "Letter {number} of {prefecture} does not name this cluster as it stands now (it changed since); the prefecture "
    "has to correct the letter and send it again.",
)


def holding(round_pk: UUID, prefecture: str) -> RecommendationLetter | None:
    """The letter sent last by a prefecture in a round; `None` before the first. One query."""
    found = RecommendationLetter.objects.filter(
        recommendation__round=round_pk, recommendation__prefecture=prefecture
    ).order_by("-number")
    return found.first()


def covers(letter: RecommendationLetter, application: Application) -> bool:
    """Whether a letter names an application as it stands: the same recommendation at the same rank."""
    at = application.recommended_at
    if at is None:
        return False
    mine = (str(application.pk), application.rank, at.astimezone(ZONE).isoformat())
    return mine in {(row["case"], row["rank"], row["recommended_at"]) for row in letter.rows}


def letter_sent(doing: Doing) -> None:
    """The province checks what a letter has sent (guard). Raises `Refusal` before that, and for what changed since."""
    application = application_of(doing.subject)
    letter = holding(application.round_id, application.prefecture_id)
    name = application.prefecture.name
    if letter is None:
        raise Refusal(NOT_SENT.format(prefecture=name), clause="A14.2")
    if not covers(letter, application):
        raise Refusal(NOT_COVERED.format(prefecture=name, number=letter.number), clause="A14.2")
