"""How a matter stands to its visits: what a chapter asks before it lets the matter pass on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.visits.acts.visit import OUTCOMES
from jiqun.visits.deviations import from_plain
from jiqun.visits.models import Plan, PlanCandidate, Visit
from jiqun.visits.models.plan import IN_FORCE
from jiqun.visits.models.visit import CALLED_OFF, CONCLUDED, FAILED, PASSED, REMARKS

NONE, LEFT_OUT, GOING_ON = "none", "left_out", "going_on"
"""Further to the outcomes: no visit, left out by a plan in force, one that is not concluded."""

TITLES = {
    NONE: Text("未安排", "None"),
    LEFT_OUT: Text("未列入计划", "Left out by the plan"),
    GOING_ON: Text("办理中", "Under way"),
    **OUTCOMES,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands; `why` says so of one a plan has left out."""

    state: str
    why: Text | None = None

    @property
    def title(self) -> Text:
        """In a word or two."""
        return TITLES[self.state]

    @property
    def settled(self) -> bool:
        """Whether visits stand in the way of nothing: passed, with or without remarks, or left out by a plan."""
        return self.state in (PASSED, REMARKS, LEFT_OUT)


def standings(kind: str, matters: Iterable[UUID]) -> dict[UUID, Standing]:
    """How each matter stands to its visits of a kind: the last one counts, called-off ones do not.

    One query, and one more where a matter has no visit. For rules, not for pages: it looks past who may see what.
    """
    found = {pk: Standing(NONE) for pk in matters}
    rows = (
        Visit.objects.filter(kind=kind, about__in=list(found))
        .exclude(case__state=CALLED_OFF)
        .order_by("drawn_at", "case__number")
        .values_list("about_id", "case__state", "outcome")
    )
    for pk, state, outcome in rows:
        found[pk] = Standing(outcome if state == CONCLUDED else GOING_ON)
    if without := [pk for pk, each in found.items() if each.state == NONE]:
        found |= {pk: Standing(LEFT_OUT, why) for pk, why in left_out(kind, without).items()}
    return found


def left_out(kind: str, matters: Iterable[UUID]) -> dict[UUID, Text]:
    """The matters that a plan in force has left out, with the sentence why; one query."""
    rows = (
        PlanCandidate.objects.filter(
            plan__kind=kind, plan__case__state=IN_FORCE, matter__in=list(matters), chosen=False
        )
        .select_related("plan__case")
        .order_by("plan__made_at")
    )
    return {each.matter_id: why_left_out(each) for each in rows}


def why_left_out(candidate: PlanCandidate) -> Text:
    """未列入抽查计划（2025-J1）：随机抽取，种子 …，抽签第 5 位."""
    plan = candidate.plan
    if plan.method == Plan.Method.LOT:
        zh = f"随机抽取 {plan.wanted} 个，种子 {plan.seed}，本集群列第 {candidate.position} 位"
        en = f"{plan.wanted} by lot with the seed {plan.seed}, it came {candidate.position}"
    else:
        zh = f"按风险选取 {plan.wanted} 个，本集群风险点 {candidate.total}，列第 {candidate.position} 位"
        en = f"{plan.wanted} by risk, it has {candidate.total} points and came {candidate.position}"
    return Text(f"未列入检查计划（{plan.case.number}）：{zh}", f"Not in the plan {plan.case.number}: {en}")


@dataclass(frozen=True, slots=True)
class Held:
    """A concluded visit as it may be told to anybody who sees the matter: its day and outcome."""

    on: date
    outcome: str
    number: str

    @property
    def title(self) -> Text:
        """The outcome."""
        return OUTCOMES[self.outcome]


def held(kind: str, matter: UUID) -> list[Held]:
    """The concluded visits of a kind to a matter the caller has seen to be visible, the latest first; one query."""
    rows = Visit.objects.filter(kind=kind, about=matter, case__state=CONCLUDED).order_by("-concluded_at")
    found = rows.values_list("held_on", "concluded_at", "outcome", "case__number")
    return [Held(on or day_of(at), outcome, number) for on, at, outcome, number in found if at]


@dataclass(frozen=True, slots=True)
class Concluded:
    """A concluded visit for those who decide: outcome, its words, the sum of deviations."""

    case: UUID
    number: str
    kind: str
    about: UUID
    on: date | None
    people: str
    outcome: str
    conclusion: str
    sums: Text

    @property
    def title(self) -> Text:
        """The outcome."""
        return OUTCOMES[self.outcome]

    @property
    def failed(self) -> bool:
        """Whether it was not passed."""
        return self.outcome == FAILED


def concluded(matters: Iterable[UUID], user: object, kind: str = "") -> dict[UUID, list[Concluded]]:
    """The concluded visits to some matters that the account sees, by matter, the latest first; one query."""
    rows = Visit.objects.visible_to(user).filter(about__in=list(matters), case__state=CONCLUDED)
    if kind:
        rows = rows.filter(kind=kind)
    found: dict[UUID, list[Concluded]] = {}
    for each in rows.select_related("case").order_by("-concluded_at"):
        found.setdefault(each.about_id, []).append(
            Concluded(
                each.pk,
                each.case.number,
                each.kind,
                each.about_id,
                each.held_on,
                each.names,
                each.outcome,
                each.conclusion,
                from_plain(each.sums),
            )
        )
    return found


def of_matter(matter: Case, user: object) -> list[Visit]:
    """Every visit to a matter that the account sees, the latest first; one query."""
    rows = Visit.objects.visible_to(user).filter(about=matter)
    return list(rows.select_related("case__authority").order_by("-drawn_at", "-case__number"))
