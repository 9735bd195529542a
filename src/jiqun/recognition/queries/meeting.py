"""What is read of a round's panel meetings and of what they had scored anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from jiqun.review.models import Meeting, Panel, Placement, Sheet
from jiqun.review.placing import COUNTS, ranking_digest

GOING_ON = ("declared", "recused", "submitted")


def under_way(panel: Panel) -> list[Sheet]:
    """The new revisions that were ordered and neither confirmed nor given up (one query)."""
    rows = Sheet.objects.filter(panel=panel, revision__gt=1, state__in=GOING_ON, replaces__state="submitted")
    return list(rows.select_related("case", "expert", "replaces").order_by("case__number", "expert__code"))


def kept_digest(panel: Panel) -> str:
    """The digest of the ranking as it stands (one query)."""
    return ranking_digest(Placement.objects.filter(panel=panel).values_list("rank", "case__number", "score"))


def in_force(panel: Panel) -> list[tuple[str, str, str, str]]:
    """The sheets that count: id, case number, cluster, expert's code (one query)."""
    rows = Sheet.objects.filter(COUNTS, panel=panel, case__state="review", case__in=panel.ranked)
    found = rows.order_by("case__number", "expert__code").values_list(
        "pk", "case__number", "case__title", "expert__code"
    )
    return [(str(pk), number, title, code) for pk, number, title, code in found]


def present(panel: Panel) -> list[str]:
    """The codes of the panel's experts whose sheets count (one query)."""
    rows = Sheet.objects.filter(COUNTS, panel=panel, case__in=panel.ranked).values_list("expert__code", flat=True)
    return sorted(set(rows))


def clusters(panel: Panel) -> list[tuple[str, str]]:
    """Case number and cluster of what was ranked, in the order of the ranking (one query)."""
    rows = Placement.objects.filter(panel=panel).order_by("rank", "case__number")
    return list(rows.values_list("case__number", "case__title"))


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting as its page shows it; `consensus` by case number, cluster, words."""

    pk: UUID
    number: int
    held_on: date
    place: str
    staff: str
    supervisor: str
    experts: tuple[str, ...]
    recusals: str
    matters: str
    consensus: tuple[tuple[str, str, str], ...]
    record_name: str
    record_sha256: str
    at: datetime
    by: str


def meetings(panel: Panel) -> list[MeetingLine]:
    """The meetings on record, in order (two queries)."""
    names = dict(clusters(panel))
    return [
        MeetingLine(
            row.pk,
            row.number,
            row.held_on,
            row.place,
            row.staff,
            row.supervisor,
            tuple(row.experts),
            row.recusals,
            row.matters,
            tuple((number, names.get(number, ""), words) for number, words in sorted(row.consensus.items())),
            row.record_name,
            row.record_sha256,
            row.at,
            row.by.person.name,
        )
        for row in Meeting.objects.filter(panel=panel).select_related("by__person").order_by("number")
    ]


@dataclass(frozen=True, slots=True)
class Rescored:
    """One sheet that was to be scored anew; the digests of the old and the new revision, never a score."""

    number: str
    cluster: str
    expert: str
    revision: int
    meeting: int
    reason: str
    state: str
    old_sha256: str
    sha256: str
    confirmed: bool


def rescored(panel: Panel) -> list[Rescored]:
    """Every order to score anew, with what became of it (one query)."""
    rows = Sheet.objects.filter(panel=panel, revision__gt=1).select_related("case", "expert", "meeting", "replaces")
    return [
        Rescored(
            sheet.case.number,
            sheet.case.title,
            sheet.expert.code,
            sheet.revision,
            sheet.meeting.number if sheet.meeting else 0,
            sheet.ordered_because,
            sheet.state,
            sheet.replaces.sha256 if sheet.replaces else "",
            sheet.sha256,
            sheet.replaces is not None and sheet.replaces.state == "superseded",
        )
        for sheet in rows.order_by("case__number", "expert__code", "revision")
    ]
