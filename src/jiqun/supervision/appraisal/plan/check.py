"""One check of the plan: visited, concluded with its findings, or called off (Article 16)."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.register.models import RosterRevision
from jiqun.supervision.appraisal import measures
from jiqun.supervision.appraisal.matter import refuse
from jiqun.supervision.models import PlannedCheck
from jiqun.supervision.tracking import problems
from jiqun.visits.models import Visit
from jiqun.visits.models.visit import CONCLUDED, PLANNED, SIGNED


def check_of(case: Case) -> PlannedCheck:
    """What is particular to the matter."""
    return PlannedCheck.objects.select_related("plan__case", "cluster").get(case=case.pk)


def roster_of(case: Case) -> RosterRevision | None:
    """The newest roster of the cluster."""
    return RosterRevision.objects.filter(cluster=case.cluster_id).order_by("-number").first()


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def no_visit_under_way(doing: Doing) -> None:
    """A visit of this check is concluded or called off first. Raises `Refusal`."""
    going = Visit.objects.filter(about=doing.subject, case__state__in=(PLANNED, SIGNED))
    if (number := going.values_list("case__number", flat=True).first()) is not None:
        raise refuse(
            f"现场核查（{number}）尚未办结，请先办结或取消。", f"A visit ({number}) is under way; conclude it first."
        )


def visited(doing: Doing) -> None:
    """It is concluded on what was seen, where there are firms to go to. Raises `Refusal`."""
    held = Visit.objects.filter(about=doing.subject, case__state=CONCLUDED).exists()
    if not held and roster_of(doing.subject) is not None:
        raise refuse(
            "还没有办结的现场核查，请先安排现场核查。不再检查的，办理“取消检查”。",
            "No visit is concluded yet: arrange one. A check that will not be held is called off.",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def conclude(doing: Doing) -> None:
    """Keeps what came of it; what was found stands among the cluster's problems until it is closed."""
    check, told = check_of(doing.subject), doing.payload
    check.conclusion, check.found = told["conclusion"], measures.rows(told["found"])
    check.save(update_fields=["conclusion", "found"])
    n = problems.keep(doing, check.cluster, check.found)
    doing.note = Text(f"{check.conclusion}（列入问题整改 {n} 项）", f"{check.conclusion} ({n} problems)")


def call_off(doing: Doing) -> None:
    """It is not held, for the reason given."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
