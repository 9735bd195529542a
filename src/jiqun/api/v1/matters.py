"""Lists of matters: rounds, applications, library entries, and all of them; and public notices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema

from jiqun.api.v1.bearer import holder
from jiqun.api.v1.pages import After, Division, Limit, Page, State, one, page, within
from jiqun.api.v1.problems import ONE_REFUSALS, READ_REFUSALS
from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.cultivation.models import LibraryEntry
from jiqun.notices.models import Notice
from jiqun.recognition.models import Application, Round

OfProcedure = Annotated[
    str, Query(pattern=r"^[a-z0-9_-]{0,40}$", description="只要这一流程的 · only those of this procedure, by its name")
]
OfRound = Annotated[UUID | None, Query(description="只要这一批次的 · only those of this round, by its id")]
router = Router(tags=["办件 · Matters"])


class MatterOut(Schema):
    """A matter. `version` is what an act on it must name; `pending`: something prepared waits for a signature.

    `procedure` and `id` together are its address for acts; `url` is its page.
    """

    id: UUID
    procedure: str
    number: str
    title: str
    state: str
    version: int
    pending: bool
    place: str
    cluster: UUID | None
    opened_at: datetime
    due_at: datetime | None
    url: str


class RoundOut(MatterOut):
    """A recognition round."""

    year: int
    document: str
    issued_on: date | None
    county_deadline: datetime
    prefecture_deadline: datetime


class ApplicationOut(MatterOut):
    """An application in a round; `roster` is the revision that is assessed."""

    round: UUID
    prefecture: str
    roster: UUID | None
    submitted_at: datetime | None


class EntryOut(MatterOut):
    """A cluster's entry in its prefecture's library; its `state` is the stage. `outcome` of one that left."""

    entered_on: date
    stage_since: date
    left_on: date | None
    outcome: str


class ItemOut(Schema):
    """One cluster on a notice."""

    cluster: str
    name: str
    place: str


class NoticeOut(Schema):
    """A public notice: its list, and its period once a publication is on record (`days`: working days counted)."""

    id: UUID
    round: UUID
    title: str
    items: list[ItemOut]
    starts_on: date | None
    ends_on: date | None
    days: list[date]
    edition: int


def plain(case: Case) -> dict[str, Any]:
    """What every matter gives out."""
    return {
        "id": case.pk,
        "procedure": case.procedure_name,
        "number": case.number,
        "title": case.title,
        "state": case.state,
        "version": case.version,
        "pending": case.pending,
        "place": case.authority_id,
        "cluster": case.cluster_id,
        "opened_at": case.opened_at,
        "due_at": case.due_at,
        "url": reverse(case.procedure.url, args=[case.pk]),
    }


def matter_out(case: Case) -> MatterOut:
    """A matter as it is given out."""
    return MatterOut(**plain(case))


def round_out(row: Round) -> RoundOut:
    """A round as it is given out."""
    return RoundOut(
        **plain(row.case),
        year=row.year,
        document=row.document,
        issued_on=row.issued_on,
        county_deadline=row.county_deadline,
        prefecture_deadline=row.prefecture_deadline,
    )


def application_out(row: Application) -> ApplicationOut:
    """An application as it is given out; its prefecture's ranking is not."""
    return ApplicationOut(
        **{**plain(row.case), "cluster": row.cluster_id},
        round=row.round_id,
        prefecture=row.prefecture_id,
        roster=row.roster_id,
        submitted_at=row.submitted_at,
    )


def entry_out(row: LibraryEntry) -> EntryOut:
    """An entry as it is given out."""
    return EntryOut(
        **{**plain(row.case), "cluster": row.cluster_id},
        entered_on=row.entered_on,
        stage_since=row.stage_since,
        left_on=row.left_on,
        outcome=row.outcome,
    )


def notice_out(row: Notice) -> NoticeOut:
    """A notice as it is given out."""
    return NoticeOut(
        id=row.pk,
        round=row.round_id,
        title=row.title,
        items=[ItemOut(**{name: str(item[name]) for name in ("cluster", "name", "place")}) for item in row.items],
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        days=list(row.counted),
        edition=row.edition,
    )


def cases(user: Account, procedure: str = "") -> QuerySet[Case]:
    """The matters an account sees, of one procedure or of all."""
    rows = Case.objects.visible_to(user)
    return rows.filter(procedure_name=procedure) if procedure else rows


def rounds_of(user: Account) -> QuerySet[Round]:
    """The rounds an account sees."""
    return Round.objects.filter(case__in=cases(user, "round")).select_related("case")


def applications_of(user: Account) -> QuerySet[Application]:
    """The applications an account sees."""
    return Application.objects.filter(case__in=cases(user, "application")).select_related("case")


def entries_of(user: Account) -> QuerySet[LibraryEntry]:
    """The library entries an account sees."""
    return LibraryEntry.objects.visible_to(user).select_related("case")


@router.get("/matters", response={200: Page[MatterOut], **READ_REFUSALS}, summary="办件清单 · Matters")
def matters(
    request: HttpRequest,
    procedure: OfProcedure = "",
    state: State = "",
    division: Division = "",
    after: After = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """账号可见的全部办件，不分流程。 · Every matter the account sees, whatever its procedure."""
    rows = within(cases(holder(request, "read:matters"), procedure), division)
    return page(request, rows.filter(state=state) if state else rows, after, limit, matter_out)


@router.get("/rounds", response={200: Page[RoundOut], **READ_REFUSALS}, summary="批次清单 · Rounds")
def rounds(request: HttpRequest, after: After = None, limit: Limit = 50) -> dict[str, Any]:
    """认定批次及各级截止时间。 · Recognition rounds with their deadlines."""
    return page(request, rounds_of(holder(request, "read:rounds")), after, limit, round_out)


@router.get("/rounds/{uuid:pk}", response={200: RoundOut, **ONE_REFUSALS}, summary="一个批次 · One round")
def round_(request: HttpRequest, pk: UUID) -> RoundOut:
    """一个认定批次。 · One recognition round."""
    return round_out(one(rounds_of(holder(request, "read:rounds")), pk=pk))


@router.get("/applications", response={200: Page[ApplicationOut], **READ_REFUSALS}, summary="申报清单 · Applications")
def applications(
    request: HttpRequest,
    round: OfRound = None,
    state: State = "",
    division: Division = "",
    after: After = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """账号可见的申报。 · The applications the account sees."""
    rows = within(applications_of(holder(request, "read:applications")), division, "case__path")
    rows = rows.filter(round=round) if round else rows
    return page(request, rows.filter(case__state=state) if state else rows, after, limit, application_out)


@router.get(
    "/applications/{uuid:pk}", response={200: ApplicationOut, **ONE_REFUSALS}, summary="一件申报 · One application"
)
def application(request: HttpRequest, pk: UUID) -> ApplicationOut:
    """一件申报。 · One application."""
    return application_out(one(applications_of(holder(request, "read:applications")), pk=pk))


@router.get("/library", response={200: Page[EntryOut], **READ_REFUSALS}, summary="培育库清单 · Library entries")
def library(
    request: HttpRequest, state: State = "", division: Division = "", after: After = None, limit: Limit = 50
) -> dict[str, Any]:
    """培育库中的集群及其阶段。 · The clusters in the library and their stages."""
    rows = within(entries_of(holder(request, "read:library")), division, "case__path")
    return page(request, rows.filter(case__state=state) if state else rows, after, limit, entry_out)


@router.get("/library/{uuid:pk}", response={200: EntryOut, **ONE_REFUSALS}, summary="一个在库集群 · One library entry")
def entry(request: HttpRequest, pk: UUID) -> EntryOut:
    """一个在库集群。 · One library entry."""
    return entry_out(one(entries_of(holder(request, "read:library")), pk=pk))


@router.get("/notices", response={200: Page[NoticeOut], **READ_REFUSALS}, summary="公示清单 · Public notices")
def notices(request: HttpRequest, after: After = None, limit: Limit = 50) -> dict[str, Any]:
    """公示及公示期。 · Public notices with their periods."""
    return page(request, Notice.objects.visible_to(holder(request, "read:notices")), after, limit, notice_out)


@router.get("/notices/{uuid:pk}", response={200: NoticeOut, **ONE_REFUSALS}, summary="一份公示 · One notice")
def notice(request: HttpRequest, pk: UUID) -> NoticeOut:
    """一份公示。 · One public notice."""
    return notice_out(one(Notice.objects.visible_to(holder(request, "read:notices")), pk=pk))
