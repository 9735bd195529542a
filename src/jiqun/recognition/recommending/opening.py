"""Opening a prefecture's recommendation: by its officer, or along with the first cluster that is recommended."""

from __future__ import annotations

from dataclasses import replace

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.models import Application, Recommendation, RecommendationLetter, Round

TABLE = "recommendation"
OPENED = Text(
    "本市已开始该批次的遴选推荐，请在原办件上办理。",
    "Your prefecture has begun its recommendation; go on with that one.",
)
_ALONG = Text("随“{cluster}”的推荐建立", "made along with the recommendation of {cluster}")
_CHANGED = Text(
    "推荐函报送后“{cluster}”的推荐有变动（{what}），须更正并重新报送",
    "the recommendation of {cluster} changed after the letter was sent ({what}); it is to be corrected and sent again",
)


def opened(doing: Doing, round_: Round, prefecture: Authority) -> Recommendation:
    """The matter of a prefecture in a round, inside the act that opens it. Seen by the prefecture and the province."""
    case = open_case(
        replace(doing, procedure=procedure(TABLE)),
        number=f"{round_.case.number}-T{prefecture.code}",
        title=f"{prefecture.name}推荐（{round_.case.title}）",
        authority=prefecture,
        measure=round_.case.measure,
        state="preparing",
        audience=Audience.CHAIN,
        due_at=round_.prefecture_deadline,
    )
    return Recommendation.objects.create(case=case, round=round_, prefecture=prefecture)


def left_letter(doing: Doing, application: Application, what: Text) -> None:
    """A cluster that the letter sent last names is recommended no more: that letter is to be corrected.

    Does nothing for a cluster no letter names.
    """
    letters = RecommendationLetter.objects.filter(
        recommendation__round=application.round_id, recommendation__prefecture=application.prefecture_id
    )
    last = letters.order_by("-number").first()
    if last is not None and str(application.pk) in {row["case"] for row in last.rows}:
        taken_along(doing, application, what)


def taken_along(doing: Doing, application: Application, what: Text) -> None:
    """What the recommendation of one cluster, or taking it back, does to the prefecture's matter.

    Makes it where there is none; a letter that was sent is to be corrected. The caller holds the round.
    """
    found = Case.objects.filter(
        recommendation__round=application.round_id, recommendation__prefecture=application.prefecture_id
    ).first()
    name = application.cluster.name
    if found is None:
        found = opened(doing, application.round, application.prefecture).case
        doing.move(found, "preparing", _ALONG.format(cluster=name), due=found.due_at)
    elif found.state == "sent" and application.round.case.state == "open":
        due = application.returned_until
        doing.move(found, "correcting", _CHANGED.format(cluster=name, what=what), due=due)
