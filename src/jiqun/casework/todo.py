"""What I must do, and what waits for others: derived from the procedures, nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework import locks, sent_back
from jiqun.casework.models import Case, Proposal, Signature, StandIn, Step, Watch
from jiqun.casework.procedure import Procedure, procedure, procedures
from jiqun.casework.steps import subject_model
from jiqun.standards.workdays import CalendarUnknown, workdays_between

CASE_MODEL = "casework.Case"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the workbench. `days` are working days left (negative: late; `None`: no date or no calendar).

    `acts` can be done now; `locked` have to wait, each with the reason.
    """

    title: str
    acts: tuple[Text, ...]
    state: Text
    url: str
    due_at: datetime | None
    days: int | None
    holder: Text | None = None
    sent_back: str = ""
    locked: tuple[tuple[Text, Text], ...] = ()


def days_left(due_at: datetime | None, now: datetime) -> int | None:
    """Working days from today to a deadline, by the State Council's calendar; negative when it has passed."""
    if due_at is None:
        return None
    try:
        today, last = day_of(now), day_of(due_at)
        if due_at < now:
            return min(-workdays_between(last, today), -1)
        return workdays_between(today, last)
    except CalendarUnknown:
        return None


def own_states(user: Account) -> dict[str, list[str]]:
    """By procedure over cases, the states in which this account has a task."""
    found: dict[str, list[str]] = {}
    for table in procedures():
        if table.model == CASE_MODEL:
            states = {s for act in table.acts if act.task and act.who.fits(user) for s in act.source}
            if states:
                found[table.name] = sorted(states)
    return found


def mine(user: Account) -> Q:
    """The condition on cases that makes them this account's task: at its own authority for a county's own
    matters, anywhere in its territory for those above."""
    condition = Q(pk__in=[])
    for name, states in own_states(user).items():
        condition |= Q(procedure_name=name, state__in=states)
    return condition


def case_url(procedure_name: str, pk: object) -> str:
    """The page of a matter."""
    return reverse(procedure(procedure_name).url, args=[pk])


def tasks(user: Account, now: datetime, limit: int = 100) -> list[Task]:
    """What this account must do, by date: its own tasks at cases, then at other subjects.

    A matter at which every task has to wait stands there with its reasons and without an act.
    """
    tables = [table for table in procedures() if table.model == CASE_MODEL]
    rows = (
        Case.objects.visible_to(user)
        .filter(mine(user), pending=False)
        .order_by("due_at", "number")
        .annotate(**locks.columns(tables, user, now, cases=True))
    )
    cases = list(rows[:limit])
    back = sent_back.reasons(cases, user)
    found = [task(procedure(row.procedure_name), row, tables, user, now, back.get(str(row.pk), "")) for row in cases]
    for table in procedures():
        if table.model != CASE_MODEL:
            found += other_tasks(table, user, now, limit)
    return sorted(found, key=lambda each: (each.due_at is None, each.due_at or now))


def task(
    table: Procedure, row: Any, tables: Sequence[Procedure], user: Account, now: datetime, went_back: str = ""
) -> Task:
    """The line of one subject, which carries the columns of the locks."""
    why = locks.reasons(tables, user, vars(row), table, row.state)
    acts = locks.tasks_in(table, row.state, user)
    return Task(
        row.title,
        tuple(act.title for act in acts if act.name not in why),
        table.by_state[row.state].title,
        reverse(table.url, args=[row.pk]),
        row.due_at,
        days_left(row.due_at, now),
        sent_back=went_back,
        locked=tuple((act.title, why[act.name]) for act in acts if act.name in why),
    )


def other_tasks(table: Procedure, user: Account, now: datetime, limit: int) -> list[Task]:
    """Tasks at subjects that are not cases (score sheets, objections): their model names title and due date."""
    states = {s for act in table.acts if act.task and act.who.fits(user) for s in act.source}
    if not states:
        return []
    manager: Any = subject_model(table)._default_manager
    rows: Any = manager.visible_to(user).filter(state__in=states, pending=False).for_tasks()
    rows = rows.annotate(**locks.columns([table], user, now, cases=False))
    return [task(table, row, [table], user, now) for row in rows[:limit]]


def watched(user: Account, now: datetime, limit: int = 50) -> list[Task]:
    """The matters this account marked and still sees, the latest mark first; one query."""
    marks = Watch.objects.visible_to(user).select_related("case").order_by("-since")[:limit]
    return [
        Task(
            case.title,
            (),
            procedure(case.procedure_name).by_state[case.state].title,
            case_url(case.procedure_name, case.pk),
            case.due_at,
            days_left(case.due_at, now),
        )
        for case in (mark.case for mark in marks)
    ]


def to_sign(user: Account, now: datetime, limit: int = 100) -> list[Proposal]:
    """Proposals at a link that this account may act at, for itself or in another's place, oldest first; one query."""
    if user.authority_id is None:
        return []
    mine = Q(awaits=user.role, awaits_account__isnull=True) | Q(awaits_account=user.pk)
    places = StandIn.objects.on(day_of(now)).filter(authority=OuterRef("authority"), substitute=user.pk)
    of_account = Exists(places.filter(absent=OuterRef("awaits_account")))
    of_post = Q(awaits_account__isnull=True) & Exists(places.filter(absent__role=OuterRef("awaits")))
    mine |= ~Q(step=Step.PAPER) & (of_account | of_post)
    given = Signature.objects.filter(proposal=OuterRef("pk"), by__person=user.person_id, valid=True)
    signed = given.filter(outcome=Signature.Outcome.SIGNED)
    entered = given.filter(outcome=Signature.Outcome.RECORDED, link=OuterRef("link"))
    free = Q(step=Step.SIGN) & ~Exists(signed) | Q(step=Step.CONFIRM) & ~Exists(entered)
    rows = Proposal.objects.filter(
        mine,
        Q(step=Step.PAPER) | free & ~Q(prepared_by__person=user.person_id),
        status=Proposal.Status.PENDING,
        authority=user.authority_id,
    )
    return list(rows.select_related("prepared_by__person").order_by("prepared_at")[:limit])


def waited_for(keys: list[str]) -> dict[str, Text]:
    """What the matters with these keys wait for at their sign-off; no query for none."""
    if not keys:
        return {}
    found = Proposal.objects.filter(subject_id__in=keys, status=Proposal.Status.PENDING)
    return {each.subject_id: each.waits_for for each in found}


def waiting(user: Account, now: datetime, limit: int = 10) -> list[Task]:
    """What others hold: open matters this account sees and has no task at, with who holds them.

    A state in which nobody has a task is left out, unless it waits for a signature: an application after its expert
    review goes on with its round, which stands in the list itself.
    """
    closed = Q(pk__in=[])
    for table in procedures():
        final = [s.name for s in table.states if s.final]
        idle = [s.name for s in table.states if not s.final and table.holder(s.name) is None]
        closed |= Q(procedure_name=table.name, state__in=final)
        closed |= Q(procedure_name=table.name, state__in=idle, pending=False)
    rows = (
        Case.objects.visible_to(user)
        .exclude(closed)
        .exclude(mine(user) & Q(pending=False))
        .order_by("due_at", "number")
        .values_list("pk", "procedure_name", "state", "title", "due_at", "pending")[:limit]
    )
    found = []
    signers = waited_for([str(pk) for pk, *_, pending in rows if pending])
    for pk, name, state, title, due_at, pending in rows:
        table = procedure(name)
        who = table.holder(state)
        holder = signers.get(str(pk)) if pending else who.title if who else None
        found.append(
            Task(
                title,
                (),
                table.by_state[state].title,
                case_url(name, pk),
                due_at,
                days_left(due_at, now),
                holder,
            )
        )
    return found
