"""The facts of a report, read from the register and the chapter's parts on the day of drawing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.register.becoming import BINDING
from jiqun.register.goals import current_of
from jiqun.register.models import FIGURES, ClusterYear, Recognition, RecognitionChange
from jiqun.standards import divisions, industries
from jiqun.supervision.evaluation.content import facts
from jiqun.supervision.evaluation.scope import BESIDE, within
from jiqun.supervision.models.change import GoalAdjustment
from jiqun.supervision.models.problem import Problem
from jiqun.supervision.models.report import AnnualReport, GoalProgress
from jiqun.web.templatetags.look import demonstration


def gather(clusters: Iterable[Any], year: int, on: date) -> facts.Facts:
    """All that a report says of these clusters and this year, as known on a day; a fixed number of queries."""
    rows = {row.pk: row for row in clusters}
    figures, blanks, origins = _years(rows, year)
    # A year before anybody gave a figure would stand as an empty column in every table.
    first = min((known for of in figures.values() for known in of), default=year)
    years = tuple(range(max(first, year - BESIDE), year + 1))
    recognitions = _recognitions(rows, year)
    changes = _changes(rows, year)
    goals = _goals(recognitions.values(), year)
    reports = _reports(rows, year)
    problems = _problems(rows, on)
    members = []
    for pk, row in rows.items():
        recognition = recognitions[pk]
        members.append(
            facts.Member(
                id=str(pk),
                name=row.name + demonstration(row.name, row.invented, "zh"),
                place=divisions.full_name(row.authority_id),
                prefecture=row.path.split("/")[1] if row.path.count("/") > 1 else row.authority_id,
                leads="、".join(_industry(code) for code in row.leads),
                batch=recognition.batch,
                term=f"{recognition.valid_from:%Y-%m-%d}～{recognition.valid_to:%Y-%m-%d}",
                standing=recognition.standing(on).title,
                became=tuple(changes.get(pk, ())),
                years=figures.get(pk, {}),
                blanks=blanks.get(pk, {}),
                origins=origins.get(pk, {}),
                goals=tuple(goals.get(pk, ())),
                problems=tuple(problems.get(pk, ())),
                report=reports.get(pk, "missing") if reports else "",
            )
        )
    members.sort(key=lambda member: (member.prefecture, member.place, member.name))
    return facts.Facts(year, years, tuple(members))


def _years(rows: dict[UUID, Any], year: int) -> tuple[dict[UUID, Any], dict[UUID, Any], dict[UUID, Any]]:
    figures: dict[UUID, Any] = {}
    blanks: dict[UUID, Any] = {}
    origins: dict[UUID, Any] = {}
    first = year - BESIDE - 1
    for line in ClusterYear.objects.filter(cluster__in=rows, year__gte=first, year__lte=year).order_by("year"):
        figures.setdefault(line.cluster_id, {})[line.year] = {name: getattr(line, name) for name in FIGURES}
        blanks.setdefault(line.cluster_id, {})[line.year] = line.blanks
        told = f"{line.source}（历史补录）" if line.backfilled else line.source
        origins.setdefault(line.cluster_id, {})[line.year] = told
    return figures, blanks, origins


def _recognitions(rows: dict[UUID, Any], year: int) -> dict[UUID, Recognition]:
    """The recognition of each cluster that was in force within the year; the earliest where there are two."""
    found = Recognition.objects.filter(within(year), cluster__in=rows).order_by("-valid_from")
    return {row.cluster_id: row for row in found}


def _changes(rows: dict[UUID, Any], year: int) -> dict[UUID, list[Text]]:
    """What became of recognitions within the year, in a line each."""
    found: dict[UUID, list[Text]] = {}
    changes = RecognitionChange.objects.filter(BINDING, recognition__cluster__in=rows, effective_on__year=year)
    for change in changes.select_related("recognition"):
        title, day = change.title, f"{change.effective_on:%Y-%m-%d}"
        said = Text(f"自{day}起{title.zh}", f"{title.en} from {day} on")
        found.setdefault(change.recognition.cluster_id, []).append(said)
    return found


def _goals(recognitions: Iterable[Recognition], year: int) -> dict[UUID, list[facts.Goal]]:
    """The goals in force with the year's target, adjusted where an adjustment was put on record, and its result."""
    kept = [goal for goals in current_of(recognitions).values() for goal in goals]
    results = {
        progress.goal_id: progress
        for progress in GoalProgress.objects.filter(goal__in=kept, report__year=year, report__received_at__isnull=False)
    }
    adjusted: dict[int, str] = {}
    for change in GoalAdjustment.objects.filter(goal__in=kept):
        if str(year) in change.targets:
            adjusted[change.goal_id] = str(change.targets[str(year)])
    found: dict[UUID, list[facts.Goal]] = {}
    for goal in kept:
        result = results.get(goal.pk)
        target = adjusted.get(goal.pk, str(goal.targets.get(str(year), "")))
        actual, reason = (result.actual, result.reason) if result else ("", "")
        named = f"{goal.indicator}（历史补录）" if goal.backfilled else goal.indicator
        line = facts.Goal(named, goal.unit, goal.base, target, actual, reason)
        found.setdefault(goal.cluster_id, []).append(line)
    return found


def _reports(rows: dict[UUID, Any], year: int) -> dict[UUID, str]:
    """Where the annual reports stand; empty when none of these clusters' is in the system."""
    found = AnnualReport.objects.filter(cluster__in=rows, year=year).values_list("cluster", "received_at")
    return {pk: "received" if at is not None else "on_the_way" for pk, at in found}


def _problems(rows: dict[UUID, Any], on: date) -> dict[UUID, list[facts.Problem]]:
    found: dict[UUID, list[facts.Problem]] = {}
    for row in Problem.objects.filter(cluster__in=rows).order_by("due_on", "noted_at", "pk"):
        due = f"{row.due_on:%Y-%m-%d}" if row.due_on else row.due_text
        closed = row.closed_on is not None
        late = not closed and row.due_on is not None and row.due_on < on
        told = f"{row.text}（措施：{row.remedy}）" if row.remedy else row.text
        found.setdefault(row.cluster_id, []).append(facts.Problem(told, row.owner, due, closed, late))
    return found


def _industry(code: str) -> str:
    known = industries.find(code)
    return f"{known.name}（{code}）" if known else code
