"""What the tabs of an application show: plain values, few queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.evidence import attachments
from jiqun.evidence.attachments import File
from jiqun.facts import Facts
from jiqun.forms import answers, computed
from jiqun.forms.computed import Counted
from jiqun.forms.definitions import Field, Section
from jiqun.forms.reading import answer_lines
from jiqun.inquiries.queries.standing import TO_CONCLUDE, pending_count
from jiqun.journal.models import Entry
from jiqun.recognition.models import Application, Receipt
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import (
    DRAFT_STATES,
    Drafted,
    Lacks,
    application_of,
    counts_of,
    form_for,
    goals,
    lacks,
    remember,
    unanswered,
)
from jiqun.recognition.queries.filing.boundary import boundary_of
from jiqun.register.models import Goal
from jiqun.web import figures

AFFIRMED = Text("审核岗签批时已承诺", "Affirmed by the approver when signing")
TO_AFFIRM = Text("提交时由审核岗承诺", "The approver affirms it when it is handed in")
INCIDENTS = Text("名册登记 {n} 起，登记库查询 {searched} 次", "{n} on the roster, {searched} searches of registers")
EFFICIENCY = Text("名册登记 {n} 项", "{n} on the roster")
BY_MAP, BY_ROSTER = Text("（范围图测算）", " (measured on the map)"), Text("（名册填报）", " (stated on the roster)")
GOALS = "plan_goals"
"""The field whose content are the goals, entered by an act of their own and required like an answer (A15)."""
PRIVATE = ("contact",)
"""Answers that only those who handle the matter see: personal data, never for experts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as the form's page shows it: an answer's lines of text, or computed lines, and what is amiss."""

    field: Field
    lines: tuple[str, ...]
    computed: tuple[computed.Line, ...]
    goals: tuple[Goal, ...]
    missing: bool
    files: int
    ledger: Counted | None = None


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section: how many of its required answers are missing, and its fields."""

    section: Section
    missing: int
    fields: tuple[Shown, ...]

    @property
    def asks(self) -> bool:
        """Whether anything in it is filled in by people."""
        return asks(self.section)


def asks(section: Section) -> bool:
    """Whether people fill in anything in a section; one that only shows what is known has no page of its own."""
    return any(field.asked for field in section.fields)


def form_page(case: Case, user: Account) -> tuple[list[SectionShown], Lacks]:
    """Every section of the form with its answers, and what is still missing; six queries, five once handed in."""
    application = application_of(case)
    form = form_for(application)
    given = answers.values(case)
    files = attachments.by_requirement(attachments.files(case))
    planned = tuple(goals(case))
    counts = counts_of(case, user)
    remember(case, Drafted(given, set(files), bool(planned), counts))
    facts = precheck.facts_of(application) if application.roster_id else None
    missing = unanswered(application, given, counts) | ({GOALS} if not planned else set())
    pending = pending_count(application.cluster_id, user)
    hidden = PRIVATE if user.role == Role.EXPERT else ()
    sections = [
        SectionShown(
            section,
            sum(field.id in missing for field in section.fields),
            tuple(
                shown(
                    field,
                    given.get(field.id),
                    application,
                    case,
                    facts,
                    planned,
                    field.id in missing,
                    files,
                    counts.get(field.id),
                    pending,
                )
                for field in section.fields
                if field.id not in hidden
            ),
        )
        for section in form.sections
    ]
    return sections, lacks(case)


def shown(
    field: Field,
    value: Any,
    application: Application,
    case: Case,
    facts: Facts | None,
    planned: tuple[Goal, ...],
    missing: bool,
    files: Mapping[str, list[File]],
    ledger: Counted | None,
    pending: int = 0,
) -> Shown:
    """One field; what is not asked is taken from where it is known."""
    return Shown(
        field,
        tuple(answer_lines(field, value))
        if field.asked
        else tuple(str(line) for line in ledger.lines)
        if ledger is not None
        else known(field, application, case, facts, pending),
        tuple(computed.lines(field, facts)) if facts is not None and field.shows else (),
        planned if field.id == GOALS else (),
        missing,
        len(files.get(field.id, ())),
        ledger,
    )


def known(field: Field, application: Application, case: Case, facts: Facts | None, pending: int = 0) -> tuple[str, ...]:
    """What is prefilled from the account, or taken from the roster as a whole."""
    roster: Any = application.roster
    if field.id == "applicant":
        return (case.authority.body,)
    if field.id == "place":
        return (case.authority.name,)
    if field.id == "area":
        return tuple(area_lines(application, case, None if roster is None else roster.area_m2))
    if field.id == "truth":
        return (str(AFFIRMED if application.submitted_at else TO_AFFIRM),)
    if field.id == "incidents" and facts is not None:
        said = str(INCIDENTS.format(n=len(facts.incidents), searched=len(facts.searches)))
        return (said, str(TO_CONCLUDE.format(n=pending))) if pending else (said,)
    if field.id == "efficiency" and facts is not None:
        return (str(EFFICIENCY.format(n=len(facts.efficiency))),)
    return ()


def area_lines(application: Application, case: Case, stated: int | None) -> Iterator[str]:
    """The area of the boundary, and the one the roster states where there is no boundary or it differs; in km²."""
    found = boundary_of(application, draft=case.state in DRAFT_STATES)
    if found is not None:
        yield f"{figures.shown(Fraction(found.area_m2, 10**6), 3)}{BY_MAP}"
    if stated is not None and (found is None or stated != found.area_m2):
        yield f"{figures.shown(Fraction(stated, 10**6), 'exact')}{BY_ROSTER if found else ''}"


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """A receipt with its place in the journal: the entry's number and digests."""

    receipt: Receipt
    seq: int | None
    sha256: str
    sm3: str


def receipt_page(receipt: Receipt) -> ReceiptShown:
    """A receipt as it is printed; two queries."""
    seq = ActRecord.objects.filter(pk=receipt.record_id).values_list("seq", flat=True).first()
    entry = Entry.objects.filter(seq=seq).values_list("sha256", "sm3").first() if seq is not None else None
    return ReceiptShown(receipt, seq, *(entry or ("", "")))
