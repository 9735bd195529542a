"""Makes the two kinds known: who visits what when, from which roster, and what is planned."""

from __future__ import annotations

from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text, speaking
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.inquiries.queries import standing as inquired
from jiqun.recognition.models import Application
from jiqun.recognition.queries import conditions
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.visiting import risk
from jiqun.register.models import RosterRevision
from jiqun.visits import kinds
from jiqun.visits.kinds import Candidate, Kind, Planning, Point

SITE_CHECK, SITE_VISIT = "site_check", "site_visit"
NOT_IN_REVIEW = Text(
    "申报现处于“{state}”，只有市级初审中的申报才能安排实地抽查。",
    "It is at “{state}”; a site check is for what is under the prefecture's review.",
)
AWAITS_SIGNATURE = Text(
    "该申报有一项提请（推荐、不予推荐等）正待签批；签批或退回后再安排。",
    "Something prepared for it waits for a signature (such as recommending); arrange it once that is done.",
)
NOT_RANKED = Text(
    "现场考察在评审排序之后、拟定名单之前进行；本批次现处于“{state}”。",
    "A site visit comes between the ranking and the list; the round is at “{state}”.",
)
NOT_UNDER_REVIEW = Text(
    "只有进入专家评审的申报才能安排现场考察。", "A site visit is for applications under expert review."
)
PASSED_ON = Text("本批次现处于“{state}”，不再拟订抽查计划。", "The round is at “{state}”; nothing is planned any more.")


def roster_of(case: Case) -> RosterRevision | None:
    """The revision an application is assessed by."""
    return application_of(case).roster


def not_in_review(case: Case) -> Text | None:
    """Why an application may not be checked by its prefecture now; `None` when it may."""
    if case.state == "preliminary":
        return AWAITS_SIGNATURE if case.pending else None
    return NOT_IN_REVIEW.format(state=procedure("application").by_state[case.state].title)


def not_ranked(case: Case) -> Text | None:
    """Why the province may not visit a candidate now; `None` when it may."""
    if case.state != "review":
        return NOT_UNDER_REVIEW
    state = application_of(case).round.case.state
    return None if state == "ranked" else NOT_RANKED.format(state=procedure("round").by_state[state].title)


def round_passed_on(case: Case) -> Text | None:
    """Why nothing may be planned for a round now; `None` when something may."""
    return None if case.state == "open" else PASSED_ON.format(state=procedure("round").by_state[case.state].title)


def candidates(round_: Case, account: Account) -> list[Candidate]:
    """The prefecture's applications under its review, with their explained risk (five queries)."""
    found = list(
        Application.objects.filter(
            round=round_.pk,
            prefecture=account.authority_id,
            case__state="preliminary",
            case__pending=False,
            case__in=Case.objects.visible_to(account),
        )
        .select_related("case", "cluster", "roster", "round__case", "built_facts")
        .defer("round__call")
        .order_by("case__number")
    )
    spoken = {}
    for language in ("zh", "en"):  # the points keep both languages, a finding speaks one
        with speaking(language):
            spoken[language] = conditions.computed(found)
    hits = inquired.pending([each.cluster_id for each in found], account)
    outputs = risk.outputs_of(each.roster_id for each in found if each.roster_id)
    listed = []
    for each in found:
        both = []
        for language, computed in spoken.items():
            with speaking(language):
                held = outputs.get(each.roster_id, {}) if each.roster_id else {}
                both.append(risk.points_of(each, computed[each.pk], len(hits.get(each.cluster_id, ())), held))
        points = tuple(Point(zh.points, Text(zh.text.zh, en.text.en)) for zh, en in zip(*both, strict=True))
        listed.append(Candidate(each.case, each.cluster.name, points))
    return listed


CHECK = kinds.register(
    Kind(
        name=SITE_CHECK,
        title=Text("实地抽查", "Site check"),
        clause="A14.2",
        level=Level.PREFECTURE,
        about="application",
        checklist="firm",
        roster=roster_of,
        refusal=not_in_review,
        page="recognition:application-visits",
        seen_above=True,
        told=True,
        planning=Planning(
            title=Text("实地抽查计划", "Plan of site checks"),
            about="round",
            refusal=round_passed_on,
            candidates=candidates,
            page="recognition:candidates",
        ),
    )
)
VISIT = kinds.register(
    Kind(
        name=SITE_VISIT,
        title=Text("现场考察", "Site visit"),
        clause="A14.3",
        level=Level.PROVINCE,
        about="application",
        checklist="firm",
        roster=roster_of,
        refusal=not_ranked,
        page="recognition:application-visits",
        seen_above=False,
        told=False,
    )
)
