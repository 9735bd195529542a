"""What the pages of inquiries and hits show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.evidence.attachments import File
from jiqun.inquiries.acts.inquiry import LEVELS, reply_requirement
from jiqun.inquiries.departments import Department, departments
from jiqun.inquiries.models import Hit, Inquiry, Letter
from jiqun.register.models import Cluster
from jiqun.standards.workdays import CalendarUnknown, workdays_between

STATES = {
    "pending": Text("疑似命中·待核", "Hit, to be concluded on"),
    "confirmed": Text("属实", "True"),
    "unfounded": Text("不属实或非本企业", "Not true, or another firm"),
    "outside": Text("不属于规定情形", "Not what the Article names"),
}


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter with how long its answer has been awaited: `waited` in working days since it was sent."""

    letter: Letter
    department: Department
    waited: int | None
    late: bool
    hits: int
    files: tuple[File, ...]


def letters(case: Case, on: date) -> list[LetterShown]:
    """The letters of an inquiry, in the order of the departments; two queries."""
    late_after = case.due_at
    rows = {each.department: each for each in Letter.objects.filter(inquiry=case.pk).annotate(found=Count("hits"))}
    files = attachments.by_requirement(attachments.files(case))
    shown = []
    for department in departments().values():
        if (letter := rows.get(department.name)) is None:
            continue
        awaited = letter.sent_on is not None and letter.replied_on is None
        shown.append(
            LetterShown(
                letter,
                department,
                working_days(letter.sent_on, on) if awaited and letter.sent_on else None,
                awaited and late_after is not None and late_after.date() < on,
                letter.found,
                tuple(files.get(reply_requirement(department.name), ())),
            )
        )
    return shown


def working_days(since: date, until: date) -> int | None:
    """Working days from one day to another; `None` where the calendar is not out."""
    try:
        return workdays_between(since, until)
    except CalendarUnknown:
        return None


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """One inquiry of a cluster as a list shows it."""

    pk: UUID
    number: str
    asked_by: str
    roster: int
    since: date
    until: date
    letters: int
    replied: int
    hits: int
    state: Text
    opened_at: datetime


def of_cluster(cluster: Cluster, user: Account) -> list[InquiryLine]:
    """The inquiries about a cluster the account sees, the newest first; one query."""
    rows = (
        Inquiry.objects.filter(cluster=cluster, case__in=Case.objects.visible_to(user))
        .annotate(
            asked=Count("letters", distinct=True),
            replied=Count("letters", filter=Q(letters__replied_on__isnull=False), distinct=True),
            found=Count("letters__hits", distinct=True),
        )
        .order_by("-case__opened_at")
        .values_list(
            "pk", "case__number", "case__authority__body", "roster__number", "since", "until",
            "asked", "replied", "found", "case__procedure_name", "case__state", "case__opened_at",
        )
    )  # fmt: skip
    return [InquiryLine(*row[:9], procedure(row[9]).by_state[row[10]].title, row[11]) for row in rows]


def hits(user: Account, state: str = "", cluster: UUID | None = None, inquiry: UUID | None = None) -> QuerySet[Hit]:
    """The hits the account sees, those to be concluded on first."""
    found = Hit.objects.visible_to(user).select_related("cluster", "letter__inquiry", "listed", "concluded_by__person")
    if state:
        found = found.filter(state=state)
    if cluster is not None:
        found = found.filter(cluster=cluster)
    if inquiry is not None:
        found = found.filter(letter__inquiry=inquiry)
    return found.order_by("concluded_at", "found_on", "name", "id")


def counts(user: Account) -> dict[str, int]:
    """How many hits the account sees in each state; one query."""
    rows = Hit.objects.visible_to(user).values_list("state").annotate(n=Count("pk")).order_by()
    return dict(rows)


def table_for(user: Account) -> str | None:
    """The procedure an account opens inquiries by."""
    return LEVELS.get(user.level) if user.level is not None else None
