"""资格初审: everything the prefectures recommend in a round, with what the province looks at first (Article 14(三))."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.models import Case, Proposal
from jiqun.casework.procedure import procedure
from jiqun.inquiries.queries import standing as inquired
from jiqun.recognition.models import Application, Conclusion, RecommendationLetter, Round
from jiqun.recognition.queries import candidates, readiness
from jiqun.recognition.recommending import letters
from jiqun.recognition.visiting.readiness import SITE_CHECK
from jiqun.visits.queries.standing import standings

SENT, CHANGED, NOT_SENT = (
    Text("已报送", "Sent"),
    Text("报送后有变动", "Changed since"),
    Text("推荐函未报送", "Letter not sent"),
)
CHECKED = Text("已办理", "Done")


@dataclass(frozen=True, slots=True)
class Line:
    """One recommended application. `hits` are screening hits nobody has concluded on; `letter` says whether a letter
    covers it; `open` whether the province has still to decide."""

    pk: UUID
    number: str
    cluster: str
    place: str
    prefecture: str
    prefecture_code: str
    rank: int | None
    state: str
    title: Text
    letter: Text
    differing: int
    hits: int
    site_check: Text
    prior: tuple[Text, ...]
    returned: bool

    @property
    def open(self) -> bool:
        """Whether the qualification check is still to be made."""
        return self.state == "recommended"


def lines(row: Round, user: Any) -> list[Line]:
    """Everything recommended that the account sees, by prefecture and rank (six queries, seven without a check)."""
    rows = list(
        Application.objects.filter(round=row.pk, case__in=Case.objects.visible_to(user), recommended_at__isnull=False)
        .select_related("case__authority", "cluster", "prefecture")
        .order_by("prefecture", "rank", "case__number")
    )
    keys = [each.pk for each in rows]
    differing: dict[UUID, int] = defaultdict(int)
    for made in Conclusion.objects.filter(application__in=keys).only("application", "verdict", "computed"):
        differing[made.application_id] += made.computed in readiness.DECIDED and made.verdict != made.computed
    sent = {
        letter.recommendation.prefecture_id: letter
        for letter in RecommendationLetter.objects.filter(recommendation__round=row.pk)
        .select_related("recommendation")
        .order_by("number")
    }
    hits = inquired.pending([each.cluster_id for each in rows], user)
    checks, earlier = standings(SITE_CHECK, keys), candidates.prior(rows)
    states = procedure("application").by_state
    return [
        Line(
            each.pk,
            each.case.number,
            each.cluster.name,
            each.case.authority.name,
            each.prefecture.name,
            each.prefecture_id,
            each.rank,
            each.case.state,
            states[each.case.state].title,
            covered(each, sent.get(each.prefecture_id)),
            differing[each.pk],
            len(hits.get(each.cluster_id, ())),
            checks[each.pk].title,
            tuple(earlier.get(each.cluster_id, ())),
            each.returned_once,
        )
        for each in rows
    ]


def covered(application: Application, letter: RecommendationLetter | None) -> Text:
    """Whether a letter covers an application the province has still to decide on."""
    if application.case.state != "recommended":
        return CHECKED
    if letter is None:
        return NOT_SENT
    return SENT if letters.covers(letter, application) else CHANGED


def untold(case: Case) -> str:
    """Why the letter of not being qualified tells of no remedy, as it was signed; empty when it tells of one or the
    matter did not end that way (one query, for such a matter only)."""
    if case.state != "unqualified":
        return ""
    rows = Proposal.objects.filter(subject_id=str(case.pk), act="disqualify", status=Proposal.Status.DONE)
    payload = rows.values_list("payload", flat=True).first() or {}
    reason: str = payload.get("appeal_reason", "") if payload.get("appeal") == "none" else ""
    return reason
