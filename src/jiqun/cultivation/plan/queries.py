"""What pages and papers read of a plan: the eight directions on a day, the list of a territory, the revisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.cultivation.models import Plan, PlanNote, PlanResult, PlanRevision, PlanTask
from jiqun.cultivation.plan import checking
from jiqun.cultivation.plan.content import Content, from_plain
from jiqun.cultivation.plan.directions import Direction, Topic, directions, templates
from jiqun.cultivation.plan.progress import Actual, Course, Light, Standing, Status, course, standing
from jiqun.register.models import FIGURES, ClusterYear, Goal


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A measure on a day, with its notes, the newest first."""

    row: PlanTask
    standing: Standing
    status: Text
    notes: tuple[PlanNote, ...]


@dataclass(frozen=True, slots=True)
class TopicShown:
    """A named task: its measures, or why it does not apply; `bare` when it has neither."""

    topic: Topic
    tasks: tuple[TaskShown, ...]
    left_out: str

    @property
    def bare(self) -> bool:
        """Neither a measure nor a reason."""
        return not self.tasks and not self.left_out


@dataclass(frozen=True, slots=True)
class DirectionShown:
    """One direction: its named tasks, its goals with their way, money in 分."""

    direction: Direction
    topics: tuple[TopicShown, ...]
    goals: tuple[Course, ...]

    @property
    def tasks(self) -> list[TaskShown]:
        """Its measures."""
        return [task for topic in self.topics for task in topic.tasks]

    @property
    def left_out(self) -> int:
        """How many named tasks do not apply."""
        return sum(bool(each.left_out) for each in self.topics)

    @property
    def bare(self) -> int:
        """How many named tasks have neither a measure nor a reason."""
        return sum(each.bare for each in self.topics)

    def count(self, *wanted: Standing) -> int:
        """How many measures stand so."""
        return sum(each.standing in wanted for each in self.tasks)

    @property
    def done(self) -> int:
        """Measures done."""
        return self.count(Standing.DONE)

    @property
    def running(self) -> int:
        """Measures running."""
        return self.count(Standing.RUNNING)

    @property
    def late(self) -> int:
        """Measures late, or not begun when they should have been."""
        return self.count(Standing.LATE, Standing.DUE)

    @property
    def ahead(self) -> int:
        """Measures still ahead."""
        return self.count(Standing.AHEAD)

    @property
    def planned(self) -> int:
        """Money planned."""
        return sum(each.row.planned or 0 for each in self.tasks)

    @property
    def spent(self) -> int:
        """Money spent."""
        return sum(each.row.spent or 0 for each in self.tasks)

    @property
    def reached(self) -> int:
        """Goals whose last year with a result was reached."""
        return sum(bool((last := each.latest) and last.light is Light.REACHED) for each in self.goals)


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole plan on a day."""

    content: Content
    directions: tuple[DirectionShown, ...]
    without_goal: tuple[Text, ...]

    def total(self, name: str) -> int:
        """A number added over the directions."""
        return sum(getattr(each, name) for each in self.directions)

    @property
    def sums(self) -> dict[str, int]:
        """Every number of the directions added up."""
        names = ("done", "running", "late", "ahead", "left_out", "bare", "planned", "spent")
        return {name: self.total(name) for name in names}


def revision(plan: Plan, number: int | None = None) -> PlanRevision | None:
    """A revision, by default the one in force; one query."""
    return PlanRevision.objects.filter(plan=plan, number=number or plan.revision).first()


def overview(plan: Plan, content: Content, on: date) -> Overview:
    """The eight directions on a day; four queries."""
    rows = list(PlanTask.objects.filter(plan=plan, ended=False))
    notes: dict[UUID, list[PlanNote]] = {}
    for note in PlanNote.objects.filter(task__plan=plan, task__ended=False).select_related("by__person"):
        notes.setdefault(note.task_id, []).append(note)
    known = actuals(plan, content)
    reasons = {each.topic: each.reason for each in content.left_out}
    found = []
    for of in directions():
        topics = tuple(
            TopicShown(
                topic,
                tuple(_task(row, notes.get(row.pk, []), on) for row in rows if row.topic == topic.code),
                reasons.get(topic.code, ""),
            )
            for topic in of.topics
        )
        goals = tuple(
            course(goal, known.get((goal.indicator, goal.unit), {}), on.year)
            for goal in content.goals
            if goal.direction == of.number
        )
        found.append(DirectionShown(of, topics, goals))
    return Overview(content, tuple(found), tuple(checking.without_goal(content)))


def draft_overview(plan: Plan, content: Content) -> Overview:
    """The eight directions of a draft that was never adopted: nothing is followed yet. No query."""
    rows = [
        PlanTask(
            plan=plan,
            number=number,
            topic=each.topic,
            title=each.title,
            owner=each.owner,
            start=each.start,
            end=each.end,
            planned=each.planned,
        )
        for number, each in enumerate(content.tasks, start=1)
    ]
    reasons = {each.topic: each.reason for each in content.left_out}
    before = date(plan.first_year - 1, 1, 1)
    found = tuple(
        DirectionShown(
            of,
            tuple(
                TopicShown(
                    topic,
                    tuple(_task(row, [], before) for row in rows if row.topic == topic.code),
                    reasons.get(topic.code, ""),
                )
                for topic in of.topics
            ),
            tuple(course(goal, {}, plan.first_year) for goal in content.goals if goal.direction == of.number),
        )
        for of in directions()
    )
    return Overview(content, found, tuple(checking.without_goal(content)))


def _task(row: PlanTask, notes: list[PlanNote], on: date) -> TaskShown:
    status = Status(row.status)
    return TaskShown(row, standing(status, row.start, row.end, row.until, on), status.title, tuple(notes))


def actuals(plan: Plan, content: Content) -> dict[tuple[str, str], dict[str, Actual]]:
    """The results of the goals by indicator, unit and year: the register's figures where they tell it, else as
    reported; two queries."""
    years = list(map(int, content.years))
    reported = list(PlanResult.objects.filter(plan=plan))
    figures = {
        row["year"]: row
        for row in ClusterYear.objects.filter(cluster=plan.cluster_id, year__in=years).values(
            "year", "source", *FIGURES
        )
    }
    found: dict[tuple[str, str], dict[str, Actual]] = {}
    for goal in content.goals:
        line = found.setdefault((goal.indicator, goal.unit), {})
        for each in reported:
            if each.indicator == goal.indicator:
                line[str(each.year)] = Actual(Fraction(each.value), each.source, False)
        template = templates().get((goal.indicator, goal.unit))
        for year, row in figures.items():
            value = template.value(row) if template else None
            if value is not None:
                line[str(year)] = Actual(value, row["source"], True)
    return found


def listed(user: Account) -> QuerySet[Plan]:
    """The plans an account sees, by place and cluster, the latest period first; drafts of other offices are not."""
    rows = Plan.objects.visible_to(user).filter(dropped=False).select_related("case", "cluster__authority")
    return rows.order_by("cluster__path", "cluster__name", "-first_year")


def counted(plans: list[Plan], on: date) -> dict[Any, Counter[str]]:
    """By plan, how many measures are followed, done and late; one query."""
    late = Q(tasks__ended=False) & ~Q(tasks__status=Status.DONE.value)
    late &= Q(tasks__until__lt=on) | Q(tasks__until=None, tasks__end__lt=on)
    rows = (
        Plan.objects.filter(pk__in=[each.pk for each in plans])
        .annotate(
            all=Count("tasks", filter=Q(tasks__ended=False)),
            done=Count("tasks", filter=Q(tasks__ended=False, tasks__status=Status.DONE.value)),
            late=Count("tasks", filter=late),
        )
        .values("pk", "all", "done", "late")
    )
    return {row["pk"]: Counter({name: row[name] for name in ("all", "done", "late")}) for row in rows}


def frozen(plan: Plan) -> list[Goal]:
    """The goals that recognitions froze for years of this plan, with their recognition; one query."""
    rows = Goal.objects.filter(cluster=plan.cluster_id, recognition__isnull=False).select_related("recognition")
    years = {str(plan.first_year + n) for n in range(3)}
    return [each for each in rows.order_by("recognition__valid_from", "number") if years & set(each.targets)]


def contents(plan: Plan) -> list[tuple[PlanRevision, Content]]:
    """Every revision with what it says, the newest first; one query."""
    return [(each, from_plain(each.content)) for each in PlanRevision.objects.filter(plan=plan).order_by("-number")]
