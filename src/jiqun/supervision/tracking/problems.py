"""Problems of a cluster: noted, planned, closed with proof, opened again (Article 16: 问题与改进措施)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.register.models import Cluster
from jiqun.supervision.models import AnnualReport, Problem
from jiqun.supervision.models.problem import CLOSED, OPEN

CLAUSE = "A16"
OWN = Text("问题由集群所在地的县级经办办理销号。", "A problem is closed by the officer of the cluster's own county.")
LATER = Text("推迟整改期限须写明理由。", "Say why the date is put off.")


def keep(doing: Doing, cluster: Cluster, rows: Iterable[Sequence[str]], report: AnnualReport | None = None) -> int:
    """Keeps the problems of a report's table (问题 · 改进措施 · 责任单位 · 期限) until each is closed. Says how many.

    One that is still open under the same words is brought up to date instead of standing twice. A date that is no day
    of the calendar is kept as it was written. Lines without a problem are left out.
    """
    open_ = {each.text: each for each in Problem.objects.filter(cluster=cluster, state=OPEN)}
    fresh: dict[str, Problem] = {}
    kept = 0
    for row in rows:
        text, remedy, owner, due = ([str(each or "").strip() for each in row] + [""] * 4)[:4]
        if not text:
            continue
        kept += 1
        known = open_.get(text) or fresh.get(text)
        found = known or Problem(id=doing.new_id(), cluster=cluster, report=report, text=text, noted_at=doing.now)
        found.remedy, found.owner = remedy or found.remedy, owner[:80] or found.owner
        if due:
            found.due_on, found.due_text = as_day(due), "" if as_day(due) else due[:80]
        if text in open_:
            found.save(update_fields=["remedy", "owner", "due_on", "due_text"])
        else:
            fresh[text] = found
    Problem.objects.bulk_create(fresh.values())
    return kept


def as_day(text: str) -> date | None:
    """A day written like 2026-09-30, 2026/9/30, 2026.9.30 or 2026年9月30日; `None` for anything else."""
    plain = text.strip().rstrip("日号前止").replace("年", "-").replace("月", "-").replace("/", "-").replace(".", "-")
    parts = plain.split("-")
    if len(parts) != 3 or not all(each.strip().isascii() and each.strip().isdecimal() for each in parts):
        return None
    try:
        return date(*(int(each) for each in parts))
    except ValueError:
        return None


def own_cluster(doing: Doing) -> None:
    """The county closes the problems of its own clusters. Raises `Refusal`."""
    problem: Problem = doing.subject
    if doing.preparer.authority is None or problem.cluster.authority_id != doing.preparer.authority.pk:
        raise Refusal(OWN, clause=CLAUSE)


def note(doing: Doing) -> None:
    """A problem that an office found itself."""
    payload = doing.payload
    doing.subject = Problem.objects.create(
        id=doing.new_id(),
        cluster_id=payload["cluster"],
        text=payload["text"],
        remedy=payload["remedy"],
        owner=payload["owner"],
        due_on=payload["due_on"],
        noted_by=doing.clerk,
        noted_at=doing.now,
    )
    doing.note = Text(payload["text"], payload["text"])


def plan(doing: Doing) -> None:
    """Remedy, unit and date anew; what stood before is told to the history."""
    problem, payload = doing.subject, doing.payload
    before = {"remedy": problem.remedy, "owner": problem.owner, "due_on": str(problem.due_on or problem.due_text)}
    Problem.objects.filter(pk=problem.pk).update(
        remedy=payload["remedy"], owner=payload["owner"], due_on=payload["due_on"], due_text=""
    )
    doing.told["before"] = before
    dates = f"{before['due_on'] or '—'} → {payload['due_on'] or '—'}"
    said = "；".join(each for each in (dates, payload["reason"]) if each)
    doing.note = Text(said, said)


def close(doing: Doing) -> None:
    """It is solved: how, on which day, with what proof."""
    payload, file = doing.payload, doing.payload["file"]
    Problem.objects.filter(pk=doing.subject.pk).update(
        outcome=payload["outcome"], closed_on=payload["closed_on"], file=file["sha256"], file_name=file["name"]
    )
    doing.note = Text(payload["outcome"], payload["outcome"])


def reopen(doing: Doing) -> None:
    """The prefecture finds it not solved. How it was closed stays in the history and the journal."""
    problem: Problem = doing.subject
    doing.told["closed"] = {"on": str(problem.closed_on), "outcome": problem.outcome, "file": problem.file_id}
    Problem.objects.filter(pk=problem.pk).update(closed_on=None)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


__all__ = ["CLOSED", "OPEN", "as_day", "close", "keep", "note", "own_cluster", "plan", "reopen"]
