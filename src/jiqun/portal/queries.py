"""What the public reads: plain values from `public()` querysets, a fixed number of queries a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from jiqun.bilingual import Text
from jiqun.notices.models import Announcement, AnnouncementPublication, Notice
from jiqun.recognition.models import Round
from jiqun.register.levels import NATIONAL, PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.terms import Standing
from jiqun.standards import divisions, industries, strategic

# ── notices ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list. `days` are the counted days left, today included; 0 when it is over."""

    pk: UUID
    title: str
    clusters: int
    starts_on: date
    ends_on: date
    days: int
    invented: bool


def days_left(notice: Notice, on: date) -> int:
    """The counted days of the period from today on; before it begins, all of them."""
    return sum(1 for day in notice.counted if day >= on)


def notices(on: date) -> list[NoticeLine]:
    """Every notice on record as published, those still standing first, then the newest; one query."""
    found = [
        NoticeLine(n.pk, n.title, len(n.items), n.starts_on, n.ends_on, days_left(n, on), n.invented)
        for n in Notice.objects.public().order_by("-starts_on", "-number")
        if n.starts_on and n.ends_on
    ]
    return sorted(found, key=lambda line: line.days == 0)


def named(clusters: Iterable[str]) -> set[str]:
    """Which of these clusters have a public page."""
    rows = Cluster.objects.public().filter(pk__in=list(clusters)).values_list("pk", flat=True)
    return {str(pk) for pk in rows}


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ListLine:
    """An announced list. `backfilled`: entered from paper."""

    level: str
    batch: str
    title: str
    document: str
    source: str
    announced_on: date | None
    clusters: int
    backfilled: bool
    invented: bool


def lists() -> list[ListLine]:
    """Every announced list, the newest first; two queries."""
    rows = Recognition.objects.values_list("level", "batch", "cluster__invented").annotate(n=Count("pk")).order_by()
    sizes: Counter[tuple[str, str]] = Counter()
    made_up: set[tuple[str, str]] = set()
    for level, batch, invented, n in rows:
        sizes[level, batch] += n
        if invented:
            made_up.add((level, batch))
    found = [
        ListLine(
            a.level,
            a.batch,
            a.title,
            a.document,
            a.source,
            a.announced_on,
            sizes[a.level, a.batch],
            a.backfilled,
            (a.level, a.batch) in made_up,
        )
        for a in Announcement.objects.public().order_by("level", "batch")
    ]
    return sorted(found, key=lambda line: line.announced_on or date.min, reverse=True)


def stood(announcement: Announcement) -> list[AnnouncementPublication]:
    """Where each announcement of a list stands on the official website, as last recorded; one query."""
    kept = announcement.publications.order_by("recorded_at", "pk")
    return list({record.document: record for record in kept}.values())


# ── clusters ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Held:
    """One recognition of a cluster."""

    pk: UUID
    level: str
    batch: str
    document: str
    source: str
    announced_on: date | None
    valid_from: date | None
    valid_to: date | None
    backfilled: bool
    standing: Standing
    revoked_from: date | None = None


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A recognised cluster with its recognitions, the newest first; `industry` is the key of its strategic cluster.

    No firm's data is among it.
    """

    pk: UUID
    name: str
    place: str
    place_code: str
    prefecture: str
    prefecture_code: str
    industries: tuple[str, ...]
    strategic: Text | None
    industry: str
    invented: bool
    held: tuple[Held, ...]


def clusters(on: date, **only: object) -> list[ClusterLine]:
    """Recognised clusters by place and name; `only` narrows the recognitions they come from; one query.

    A cluster appears with those of its recognitions that are within `only`.
    """
    rows = (
        Recognition.objects.filter(**only)
        .select_related("cluster", "cluster__authority")
        .order_by("cluster__path", "cluster__name", "cluster", "-valid_from", "-announced_on", "batch")
    )
    held: dict[UUID, list[Held]] = {}
    found: dict[UUID, Cluster] = {}
    for row in rows:
        found[row.cluster_id] = row.cluster
        held.setdefault(row.cluster_id, []).append(
            Held(
                row.pk,
                row.level,
                row.batch,
                row.document,
                row.source,
                row.announced_on,
                row.valid_from,
                row.valid_to,
                row.backfilled,
                row.standing(on),
                row.revoked_from,
            )
        )
    return [cluster_line(cluster, held[pk]) for pk, cluster in found.items()]


def cluster_line(cluster: Cluster, held: Sequence[Held]) -> ClusterLine:
    """A cluster as the public reads it."""
    code = cluster.authority.prefecture_code
    known = strategic.find(cluster.strategic) or strategic.named(cluster.strategic)
    return ClusterLine(
        cluster.pk,
        cluster.name,
        divisions.full_name(cluster.authority_id),
        cluster.authority_id,
        divisions.full_name(code) if code else "",
        code,
        tuple(industries.name(lead) for lead in cluster.leads),
        known.name if known else None,
        known.key if known else "",
        cluster.invented,
        tuple(held),
    )


# ── the directory: search and facets over the lines ──────────────────────────────────────────────────────

STANDINGS = {each.value: each for each in Standing}
FACETS = ("prefecture", "level", "batch", "standing")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, with how many clusters it would leave."""

    value: str
    count: int
    on: bool

    @property
    def title(self) -> str:
        """As people read it: a standing in the language in force, anything else as it is."""
        return str(STANDINGS[self.value].title) if self.value in STANDINGS else self.value


def values(line: ClusterLine, facet: str) -> set[str]:
    """The values of a facet that a cluster has."""
    if facet == "prefecture":
        return {line.prefecture}
    if facet == "standing":
        return {held.standing.value for held in line.held}
    return {getattr(held, facet) for held in line.held}


def matches(line: ClusterLine, words: str) -> bool:
    """Whether every word stands in the name, the place or the lead industry."""
    text = " ".join((line.name, line.place, str(line.strategic or ""), *line.industries)).lower()
    return all(word in text for word in words.lower().split())


def narrowed(lines: Sequence[ClusterLine], words: str, chosen: dict[str, str]) -> list[ClusterLine]:
    """The lines that match the words and every chosen facet."""
    return [
        line
        for line in lines
        if matches(line, words) and all(not value or value in values(line, facet) for facet, value in chosen.items())
    ]


def facets(lines: Sequence[ClusterLine], words: str, chosen: dict[str, str]) -> dict[str, list[Choice]]:
    """For each facet its values and how many clusters each would leave under the words and the other facets."""
    found = {}
    for facet in FACETS:
        others = {name: value for name, value in chosen.items() if name != facet}
        counts: Counter[str] = Counter()
        for line in narrowed(lines, words, others):
            counts.update(values(line, facet))
        if chosen.get(facet):
            counts.setdefault(chosen[facet], 0)
        found[facet] = [Choice(value, n, value == chosen.get(facet)) for value, n in counts.most_common() if value]
    return found


# ── the first page ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round that is open for applications."""

    title: str
    document: str
    county_deadline: datetime
    prefecture_deadline: datetime


def open_rounds(now: datetime) -> list[RoundLine]:
    """Rounds whose call was issued and that still take applications; one query."""
    rows = (
        Round.objects.filter(issued_on__isnull=False, case__state="open", prefecture_deadline__gte=now)
        .select_related("case")
        .order_by("prefecture_deadline")
    )
    return [RoundLine(r.case.title, r.document, r.county_deadline, r.prefecture_deadline) for r in rows]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the first page."""

    provincial: int
    national: int
    prefectures: int
    expired: int


def figures(lines: Sequence[ClusterLine]) -> Figures:
    """Counted over the recognised clusters: in force by level, prefectures they lie in, terms that ran out."""

    def now_held(line: ClusterLine, level: str, *wanted: Standing) -> bool:
        return any(held.level == level and held.standing in wanted for held in line.held)

    valid = [line for line in lines if now_held(line, PROVINCIAL, Standing.VALID)]
    over = [
        line
        for line in lines
        if now_held(line, PROVINCIAL, Standing.EXPIRED) and not now_held(line, PROVINCIAL, Standing.VALID)
    ]
    return Figures(
        len(valid),
        sum(any(held.level == NATIONAL for held in line.held) for line in lines),
        len({line.prefecture for line in lines}),
        len(over),
    )
