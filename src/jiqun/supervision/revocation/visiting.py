"""A visit of the province on the spot during an inquiry (Articles 16, 17)."""

from __future__ import annotations

from jiqun.authorities.models import Level
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.register.models import RosterRevision
from jiqun.visits.kinds import Kind, register

NOT_INQUIRING = Text(
    "办件现处于“{state}”，只有调查中才安排现场核查。", "The matter is at “{state}”; visits belong to the inquiry."
)


def roster_of(case: Case) -> RosterRevision | None:
    """The newest roster of the cluster."""
    return RosterRevision.objects.filter(cluster=case.cluster_id).order_by("-number").first()


def refusal(case: Case) -> Text | None:
    """Why nobody may go there now; `None` when they may."""
    if case.state == "inquiring":
        return None
    return NOT_INQUIRING.format(state=procedure("revocation").by_state[case.state].title)


VISIT = register(
    Kind(
        name="revocation_visit",
        title=Text("撤销调查现场核查", "Visit of the inquiry"),
        clause="A17",
        level=Level.PROVINCE,
        about="revocation",
        checklist="firm",
        roster=roster_of,
        refusal=refusal,
        page="supervision:revocation",
        seen_above=False,
        told=False,
    )
)
