"""What the pages of the yearly appraisal read (Article 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db.models import Count, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.outgoing.models import REACHED
from jiqun.register.models import Cluster
from jiqun.standards import divisions
from jiqun.supervision.appraisal.rubric import Rubric, from_plain, shown
from jiqun.supervision.appraisal.sheet import last_day
from jiqun.supervision.models import Appraisal, Appraised
from jiqun.supervision.models.appraisal import ANSWERED, CONFIRMED, OBJECTED, SETTLED
from jiqun.supervision.reports.queries import prefecture_of

GIVEN = (SETTLED, OBJECTED, ANSWERED)
"""States in which a grade was signed."""


@dataclass(frozen=True, slots=True)
class Year:
    """One appraisal in the list: how many sheets it has, how many are confirmed, told, objected to."""

    pk: UUID
    number: str
    title: str
    state: Text
    pending: bool
    clusters: int
    confirmed: int
    told: int
    objected: int


def years(user: Account) -> list[Year]:
    """The appraisals the account sees, the last year first; one query."""
    states = procedure("appraisal").by_state
    rows = (
        Appraisal.objects.filter(case__in=Case.objects.visible_to(user))
        .select_related("case")
        .defer("rubric")
        .annotate(
            clusters=Count("sheets"),
            confirmed=Count("sheets", filter=Q(sheets__state__in=(CONFIRMED, *GIVEN))),
            told=Count("sheets", filter=Q(sheets__letter__state__in=REACHED)),
            objected=Count("sheets", filter=Q(sheets__state=OBJECTED)),
        )
        .order_by("-year", "-case__number")
    )
    return [
        Year(
            row.pk,
            row.case.number,
            row.case.title,
            states[row.case.state].title,
            row.case.pending,
            row.clusters,
            row.confirmed,
            row.told,
            row.objected,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet in a table; `grade` is the one that stands, `proposed` what the total would give."""

    pk: UUID
    cluster: UUID
    name: str
    invented: bool
    place: str
    prefecture: str
    year: int
    total: str
    proposed: Text | None
    grade: Text | None
    changed: bool
    state: str
    title: Text
    letter: Text | None
    measures: int
    last: date | None


def lines(rows: Sequence[Appraised]) -> list[Line]:
    """Sheets as tables show them; no query."""
    states, papers = procedure("appraised").by_state, procedure("paper").by_state
    place = cache(divisions.full_name)
    rubrics: dict[UUID, Rubric] = {}
    found = []
    for row in rows:
        rubric = rubrics.setdefault(row.appraisal_id, from_plain(row.appraisal.rubric))
        code = prefecture_of(row.cluster.path) or row.county_id
        found.append(
            Line(
                row.pk,
                row.cluster_id,
                row.cluster.name,
                row.cluster.invented,
                place(row.county_id),
                place(code),
                row.appraisal.year,
                shown(row.total),
                rubric.grade(row.total).title if row.total is not None else None,
                rubric.title(row.standing) if row.standing else None,
                bool(row.regrade),
                row.state,
                states[row.state].title,
                papers[row.letter.state].title if row.letter else None,
                len(row.measures),
                last_day(row) if row.state == SETTLED else None,
            )
        )
    return found


def sheets(case: Case) -> list[Appraised]:
    """Every sheet of an appraisal, by place; one query."""
    rows = Appraised.objects.filter(appraisal=case.pk).select_related("cluster", "appraisal", "letter")
    return list(rows.defer("letter__content", "letter__context").order_by("cluster__path", "cluster__name"))


def told(user: Account, cluster: Cluster | None = None) -> list[Line]:
    """The signed grades the account may see, of one cluster or all, the last year first; one query.

    The province sees one once it is signed, those below once its letter came to them.
    """
    rows = Appraised.objects.visible_to(user).filter(state__in=GIVEN)
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    found = rows.select_related("cluster", "appraisal", "letter").defer("letter__content", "letter__context")
    return lines(list(found.order_by("-appraisal__year", "cluster__path", "cluster__name")))


def counted(rows: Sequence[Line]) -> list[tuple[str, int]]:
    """How many stand at each grade, in the order they come."""
    return list(Counter(str(row.grade) for row in rows if row.grade is not None).items())


def next_sheet(sheet: Appraised) -> UUID | None:
    """The next sheet of the appraisal that is to be confirmed, by place; one query."""
    rows = Appraised.objects.filter(appraisal=sheet.appraisal_id, state="marking").exclude(pk=sheet.pk)
    found: UUID | None = rows.order_by("cluster__path", "cluster__name").values_list("pk", flat=True).first()
    return found


def may_object_until(user: Account, now: datetime) -> list[tuple[Appraised, date]]:
    """The county's own grades it may still object to, with the last day; one query."""
    rows = Appraised.objects.visible_to(user).filter(state=SETTLED, county=user.authority_id)
    found = []
    for row in rows.select_related("cluster", "appraisal", "letter").defer("letter__content", "appraisal__rubric"):
        last = last_day(row)
        if last is not None and now.date() <= last:
            found.append((row, last))
    return found


def to_enter() -> list[tuple[UUID, int, int]]:
    """The appraisals with measures whose letter has arrived and that do not stand among the problems yet: key, year,
    how many clusters; one query."""
    rows = Appraised.objects.filter(followed=False, letter__state__in=REACHED, appraisal__live=True)
    counted = rows.exclude(measures=[]).values_list("appraisal", "appraisal__year").annotate(n=Count("pk"))
    return list(counted.order_by("-appraisal__year"))
