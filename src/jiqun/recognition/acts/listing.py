"""The list (Article 14(三)); its notice is in `notice`, its announcement in `announcing`.

People decide: the ranking is an aid, the end of a period unlocks and performs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict
from jiqun.notices.making import refuse
from jiqun.recognition.acts.notice import put_on_notice
from jiqun.recognition.models import Application
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries.experts import QUORUM
from jiqun.recognition.queries.scoring import ranking

BY_RANK = {
    "listed": "依据专家评审结果择优列入拟认定名单",
    "reserve": "依据专家评审结果列为递补备选",
    "not": "依据专家评审结果择优认定，未列入名单",
}
STATES = {"listed": "listed", "reserve": "reserve", "not": "not_selected"}


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def all_decided_before(doing: Doing) -> None:
    """Every recommended application went through the qualification check, and there is something to list."""
    states = queries.standing(doing.subject).states
    if waiting := states.get("recommended", 0):
        raise refuse(
            f"还有 {waiting} 个申报未作资格初审，先作出结论再拟定名单。",
            f"{waiting} applications still wait for their qualification check; conclude on them first.",
        )
    if not states.get("review"):
        raise refuse("本批次没有经过专家评审的申报，不能拟定名单。", "No application of this round was reviewed.")


def something_listed(doing: Doing) -> None:
    """There is a cluster on the list."""
    if not queries.standing(doing.subject).states.get("listed"):
        raise refuse("拟认定名单上没有集群。", "There is no cluster on the list.")


def reserve_and_vacancy(doing: Doing) -> None:
    """There is somebody to put up, and a place that became free."""
    found = queries.standing(doing.subject)
    if not found.states.get("reserve"):
        raise refuse("没有递补备选的集群。", "There is no cluster on the reserve list.")
    if found.vacancies < 1:
        raise refuse("名单没有空缺，无需递补。", "No place on the list has become free.")


def nobody_left(doing: Doing) -> None:
    """Nothing is on the list any more, and nobody is there to put up."""
    states = queries.standing(doing.subject).states
    if n := states.get("listed", 0) + states.get("reserve", 0):
        raise refuse(
            f"名单和递补备选上还有 {n} 个集群，不能以无认定办结。",
            f"{n} clusters are on the list or in reserve; the round cannot end without a recognition.",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def by_id(rows: Iterable[Application]) -> dict[UUID, Application]:
    """Applications by their id."""
    return {row.pk: row for row in rows}


def scored(case: Case) -> set[UUID]:
    """The applications of a round that enough experts scored."""
    return {row.pk for row in ranking(case) if row.sheets >= QUORUM}


def propose_list(doing: Doing) -> None:
    """The signed list: each application goes where it was decided, with its reason.

    Raises `Refusal` for one on the list or in reserve that fewer than three experts scored.
    """
    found = by_id(queries.in_state(doing.subject, "review"))
    rows = queries.candidates(doing.subject)
    enough = scored(doing.subject)
    short = [row.number for row in rows if row.pk not in enough and doing.payload[f"decision_{row.pk}"] != "not"]
    if short:
        raise refuse(
            f"{'、'.join(short)} 的有效评审表不足 {QUORUM} 份，不能列入拟认定名单或递补备选，请改为不列入。",
            f"Fewer than {QUORUM} sheets were handed in for {', '.join(short)}: neither on the list nor in reserve; "
            "decide for not listing.",
        )
    told: list[dict[str, object]] = []
    for row in rows:
        decision = doing.payload[f"decision_{row.pk}"]
        application = found[row.pk]
        reason = doing.payload[f"reason_{row.pk}"].strip() or BY_RANK[decision]
        application.outcome_reason = reason
        application.reserve_rank = doing.payload[f"reserve_{row.pk}"] if decision == "reserve" else None
        application.save(update_fields=["outcome_reason", "reserve_rank"])
        doing.move(application.case, STATES[decision], Text(reason, reason))
        told.append({"case": row.number, "rank": row.rank, "mean": row.mean, "decision": decision, "reason": reason})
    doing.told["places"], doing.told["list"] = doing.payload["places"], told
    numbers = {name: sum(1 for line in told if line["decision"] == name) for name in STATES}
    doing.note = Text(
        f"拟认定 {numbers['listed']} 个，递补备选 {numbers['reserve']} 个，不列入 {numbers['not']} 个",
        f"{numbers['listed']} on the list, {numbers['reserve']} in reserve, {numbers['not']} not on it",
    )


def one(doing: Doing, state: str) -> Application:
    """The application the payload names, still in this state. Raises `Conflict`."""
    wanted = UUID(doing.payload["application"])
    found = by_id(queries.in_state(doing.subject, state)).get(wanted)
    if found is None:
        raise Conflict(
            Text("名单刚刚有变化，请刷新后重办。", "The list has just changed; reload and act again."), clause="A14.3"
        )
    return found


def take_off(doing: Doing) -> None:
    """A cluster comes off the list, with its reason.

    Every level reads the round's history, before anything is published: name and reason stand on the application's.
    """
    application = one(doing, "listed")
    reason = doing.payload["reason"]
    application.outcome_reason = reason
    application.save(update_fields=["outcome_reason"])
    doing.move(application.case, "removed", Text(reason, reason))
    doing.told["taken_off"] = {
        "case": application.case.number,
        "name": application.cluster.name,
        "reason": reason,
    }
    doing.note = Text("1 个集群取消拟认定", "1 cluster taken off the list")


def promote_reserve(doing: Doing) -> None:
    """The first of the reserve takes the free place, and is put on notice for a period of its own."""
    application = one(doing, "reserve")
    reason = doing.payload["reason"]
    application.outcome_reason = reason
    application.save(update_fields=["outcome_reason"])
    doing.move(application.case, "listed", Text(f"递补：{reason}", f"Put up from the reserve: {reason}"))
    notice = put_on_notice(doing, [application], promoted=True)
    doing.told["notice"] = {"id": str(notice.pk), "items": notice.items}
    doing.told["put_up"] = {"case": application.case.number, "name": application.cluster.name, "reason": reason}
    doing.note = Text("递补 1 个集群", "1 cluster put up from the reserve")


def close_empty(doing: Doing) -> None:
    """The round ends without a recognition, for the reason given."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
