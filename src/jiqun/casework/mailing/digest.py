"""The morning's mail (每日待办): how much there is to do, by date. No figure, no firm and no cluster is named in it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text, listing
from jiqun.casework import todo
from jiqun.casework.reminders import Reminder
from jiqun.casework.todo import Task

LINES = 10
SOON = 3
"""Working days."""


def digest(account: Account, now: datetime) -> Reminder | None:
    """The day's tasks and sign-offs as one reminder, sent once a day; `None` when there is nothing to do."""
    tasks = [task for task in todo.tasks(account, now) if task.acts]
    signs = len(todo.to_sign(account, now))
    if not tasks and not signs:
        return None
    late = sum(task.days is not None and task.days < 0 for task in tasks)
    soon = sum(task.days is not None and 0 <= task.days <= SOON for task in tasks)
    day = day_of(now)
    head = Text(
        f"{day} 待办 {len(tasks)} 件：逾期 {late} 件，{SOON} 个工作日内到期 {soon} 件；待签批 {signs} 件。",
        f"{day}: {len(tasks)} to do, {late} overdue, {soon} due within {SOON} working days; {signs} to sign.",
    )
    rows = [line(task) for task in tasks[:LINES]]
    more = len(tasks) - len(rows)
    if more:
        rows.append(Text(f"另有 {more} 件", f"and {more} more"))
    said = Text("\n".join(each.zh for each in (head, *rows)), "\n".join(each.en for each in (head, *rows)))
    return Reminder(said, reverse("casework:workbench"), f"digest/{day}")


def line(task: Task) -> Text:
    """One task: its date and what is to be done."""
    acts = listing(task.acts)
    if task.due_at is None:
        return Text(f"· 无期限：{acts.zh}", f"· no date: {acts.en}")
    due = day_of(task.due_at)
    return Text(f"· {due}：{acts.zh}", f"· {due}: {acts.en}")
