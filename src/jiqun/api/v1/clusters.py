"""Clusters with their recognitions, yearly figures and rosters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema

from jiqun.api.v1.bearer import holder
from jiqun.api.v1.pages import After, Division, Limit, Page, one, page, within
from jiqun.api.v1.problems import ONE_REFUSALS, READ_REFUSALS
from jiqun.authorities.requests import office_day
from jiqun.register.models import Cluster, ClusterYear, FirmYearRow, Recognition, RosterRevision
from jiqun.register.models.figures import FIGURES
from jiqun.standards import industries

router = Router(tags=["集群 · Clusters"])
READ, FIRMS = "read:clusters", "read:rosters"
Level = Annotated[
    Literal["国家级", "省级", "市级"] | None, Query(description="认定级别 · the level: national, provincial, municipal")
]


class Code(Schema):
    """A code of the state's tables with its Chinese name."""

    code: str
    name: str


class ClusterOut(Schema):
    """A cluster. `place` is its authority's code; lead industries by GB/T 4754-2017. `url`: its page."""

    id: UUID
    name: str
    place: Code
    lead_industries: list[Code]
    niche: str
    strategic: str
    invented: bool
    state: str
    version: int
    url: str


class RecognitionOut(Schema):
    """A recognition. `standing`: valid, future, expired, revoked or unknown today; both days of the term count."""

    id: UUID
    cluster: UUID
    level: str
    batch: str
    announced_on: date | None
    valid_from: date | None
    valid_to: date | None
    revoked_from: date | None
    standing: str
    document: str
    source: str
    backfilled: bool


class YearOut(Schema):
    """A year's figures as last handed in. Money in 分, energy in kgce, carbon dioxide in kg, the others counted; null
    is not known. `blanks`: figures that are lower bounds, with how many firms left them blank."""

    year: int
    figures: dict[str, int | None]
    blanks: dict[str, Any]
    source: str
    backfilled: bool
    kept_at: datetime


class RosterOut(Schema):
    """One revision of a cluster's roster; never changed. `sha256` is of its canonical content."""

    id: UUID
    cluster: UUID
    number: int
    base_year: int
    firms: int
    sha256: str
    at: datetime


class FirmOut(Schema):
    """A firm's figures of one year. Money in 分, energy in kgce, carbon dioxide in kg."""

    uscc: str
    name: str
    industry: str
    year: int
    employees: int | None
    revenue: int | None
    assets: int | None
    output: int | None
    rd: int | None
    patents: int | None
    energy: int | None
    co2: int | None
    exports: int | None
    value_added: int | None


def cluster_out(row: Cluster) -> ClusterOut:
    """A cluster as it is given out."""
    return ClusterOut(
        id=row.pk,
        name=row.name,
        place=Code(code=row.authority_id, name=row.authority.name),
        lead_industries=[Code(code=code, name=industries.name(code)) for code in row.leads],
        niche=row.niche,
        strategic=row.strategic,
        invented=row.invented,
        state=row.state,
        version=row.version,
        url=reverse("register:cluster", args=[row.pk]),
    )


def recognition_out(row: Recognition, on: date) -> RecognitionOut:
    """A recognition as it is given out, with its standing on a day."""
    return RecognitionOut(
        id=row.pk,
        cluster=row.cluster_id,
        level=row.level,
        batch=row.batch,
        announced_on=row.announced_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        revoked_from=row.revoked_from,
        standing=row.standing(on).value,
        document=row.document,
        source=row.source,
        backfilled=row.backfilled,
    )


def year_out(row: ClusterYear) -> YearOut:
    """A year as it is given out."""
    return YearOut(
        year=row.year,
        figures={name: getattr(row, name) for name in FIGURES},
        blanks=row.blanks,
        source=row.source,
        backfilled=row.backfilled,
        kept_at=row.kept_at,
    )


def roster_out(row: RosterRevision) -> RosterOut:
    """A revision as it is given out."""
    return RosterOut(
        id=row.pk,
        cluster=row.cluster_id,
        number=row.number,
        base_year=row.base_year,
        firms=row.firms,
        sha256=row.sha256,
        at=row.at,
    )


def firm_out(row: FirmYearRow) -> FirmOut:
    """A firm's line as it is given out."""
    own = {name: getattr(row, name) for name in FirmOut.model_fields if name != "uscc"}
    return FirmOut(uscc=row.enterprise_id, **own)


@router.get("/clusters", response={200: Page[ClusterOut], **READ_REFUSALS}, summary="集群清单 · Clusters")
def clusters(request: HttpRequest, division: Division = "", after: After = None, limit: Limit = 50) -> dict[str, Any]:
    """辖区内的集群。 · The clusters of the territory."""
    rows = within(Cluster.objects.visible_to(holder(request, READ)).select_related("authority"), division)
    return page(request, rows, after, limit, cluster_out)


@router.get("/clusters/{uuid:pk}", response={200: ClusterOut, **ONE_REFUSALS}, summary="一个集群 · One cluster")
def cluster(request: HttpRequest, pk: UUID) -> ClusterOut:
    """一个集群的基本情况。 · What a cluster is."""
    return cluster_out(one(Cluster.objects.visible_to(holder(request, READ)).select_related("authority"), pk=pk))


@router.get(
    "/clusters/{uuid:pk}/years",
    response={200: list[YearOut], **ONE_REFUSALS},
    summary="集群年度数据 · Yearly figures of a cluster",
)
def years(request: HttpRequest, pk: UUID) -> list[YearOut]:
    """各年度数据，最近的在前；金额以分计。 · Its years, the latest first; money in fen, a hundredth of a yuan."""
    found = one(Cluster.objects.visible_to(holder(request, READ)), pk=pk)
    return [year_out(row) for row in ClusterYear.objects.filter(cluster=found).order_by("-year")]


@router.get(
    "/clusters/{uuid:pk}/rosters",
    response={200: list[RosterOut], **ONE_REFUSALS},
    summary="集群企业名册各版 · Roster revisions of a cluster",
)
def rosters(request: HttpRequest, pk: UUID) -> list[RosterOut]:
    """名册各版，最新的在前。 · The revisions of its roster, the newest first."""
    found = one(Cluster.objects.visible_to(holder(request, FIRMS)), pk=pk)
    return [roster_out(row) for row in RosterRevision.objects.filter(cluster=found).order_by("-number")]


@router.get(
    "/rosters/{uuid:pk}/firms",
    response={200: Page[FirmOut], **ONE_REFUSALS},
    summary="名册中的企业 · Firms of a roster",
)
def firms(
    request: HttpRequest,
    pk: UUID,
    year: Annotated[int | None, Query(ge=1990, le=2100, description="年度 · the year")] = None,
    after: Annotated[
        str, Query(pattern=r"^[0-9A-Z]{0,18}$", description="上一页最后一家的统一社会信用代码 · last uscc")
    ] = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """名册某一年度的企业及数据；不写年度的，为名册的基准年。 · Its firms in one year, by default the base year."""
    roster = one(RosterRevision.objects.visible_to(holder(request, FIRMS)), pk=pk)
    rows = FirmYearRow.objects.filter(roster=roster, year=roster.base_year if year is None else year)
    return page(request, rows, after, limit, firm_out, key="enterprise_id")


@router.get("/recognitions", response={200: Page[RecognitionOut], **READ_REFUSALS}, summary="认定清单 · Recognitions")
def recognitions(
    request: HttpRequest, division: Division = "", level: Level = None, after: After = None, limit: Limit = 50
) -> dict[str, Any]:
    """辖区内集群的认定及有效期。 · The recognitions of the territory's clusters, with their terms."""
    on = office_day(request)
    rows = within(Recognition.objects.visible_to(holder(request, READ)), division, "cluster__path")
    if level:
        rows = rows.filter(level=level)
    return page(request, rows, after, limit, lambda row: recognition_out(row, on))


@router.get(
    "/recognitions/{uuid:pk}", response={200: RecognitionOut, **ONE_REFUSALS}, summary="一项认定 · One recognition"
)
def recognition(request: HttpRequest, pk: UUID) -> RecognitionOut:
    """一项认定。 · One recognition."""
    found = one(Recognition.objects.visible_to(holder(request, READ)), pk=pk)
    return recognition_out(found, office_day(request))
