"""What makes a candidate worth a check on the spot: computed and explained, never a conclusion.

The weights and bounds are the product's own proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from uuid import UUID

from django.db.models import Sum

from jiqun.bilingual import Text
from jiqun.instruments.queries.amounts import Finding, deciding, limit_of, value_of
from jiqun.recognition.models import Application
from jiqun.register.models import FirmYearRow
from jiqun.visits.kinds import Point

NARROW_PERCENT, NARROW_POINTS = 5, 15
"""A computed norm met by less than this share of its limit."""
OPEN_POINTS, HIT_POINTS, REMARK_POINTS, MOST_REMARKS = 5, 25, 1, 20
SWING_PERCENT, SWING_POINTS = 30, 20
"""A change of the roster's output from the year before, up or down."""
NAMED = 3


def narrow(findings: Mapping[str, Finding]) -> list[Point]:
    """The computed norms that are met by a margin of less than five per cent of the limit."""
    found = []
    for finding in findings.values():
        of = deciding(finding)
        if finding["verdict"] != "met" or of["margin"] is None or of["limit"] is None:
            continue
        limit = abs(Fraction(of["limit"]))
        if limit and 0 <= Fraction(of["margin"]) * 100 < limit * NARROW_PERCENT:
            value, bound = value_of(finding), limit_of(finding)
            found.append(
                Point(
                    NARROW_POINTS,
                    Text(
                        f"{finding['title']} {value}，仅略过门槛 {bound}",
                        f"{finding['title']}: {value}, just past {bound}",
                    ),
                )
            )
    return found


def undetermined(findings: Mapping[str, Finding]) -> list[Point]:
    """The norms that could not be computed (待核)."""
    names = [finding["title"] for finding in findings.values() if finding["verdict"] == "undetermined"]
    if not names:
        return []
    more = "等" if len(names) > NAMED else ""
    said = "、".join(names[:NAMED])
    return [
        Point(
            OPEN_POINTS * len(names),
            Text(f"测算待核 {len(names)} 项：{said}{more}", f"{len(names)} norms undetermined: {said}"),
        )
    ]


def hit(count: int) -> list[Point]:
    """Suspicious hits of screening and inquiries that nobody has concluded on."""
    if not count:
        return []
    return [Point(HIT_POINTS, Text(f"疑似命中待核 {count} 条", f"{count} hits to be concluded on"))]


def remarked(application: Application) -> list[Point]:
    """What reading the roster remarked: units, jumps, gaps, contradictions."""
    count = len(application.roster.warnings) if application.roster else 0
    if not count:
        return []
    return [
        Point(
            min(count * REMARK_POINTS, MOST_REMARKS),
            Text(f"企业名册有 {count} 处需核对的提示", f"{count} remarks on the roster"),
        )
    ]


def swing(outputs: Mapping[int, int], base: int) -> list[Point]:
    """A big difference of the roster's output (分) to the year before the base year."""
    before, now = outputs.get(base - 1), outputs.get(base)
    if not before or now is None:
        return []
    change = (now - before) * 100 // before
    if abs(change) < SWING_PERCENT:
        return []
    return [
        Point(
            SWING_POINTS,
            Text(
                f"{base} 年名册总产值比上年{'增长' if change > 0 else '下降'} {abs(change)}%",
                f"the roster's output of {base} {'rose' if change > 0 else 'fell'} by {abs(change)}%",
            ),
        )
    ]


def outputs_of(rosters: Iterable[UUID]) -> dict[UUID, dict[int, int]]:
    """The output (分) of each roster by year; one query."""
    found: dict[UUID, dict[int, int]] = defaultdict(dict)
    rows = FirmYearRow.objects.filter(roster__in=list(rosters)).values_list("roster", "year")
    for roster, year, output in rows.annotate(whole=Sum("output")).order_by():
        if output is not None:
            found[roster][year] = int(output)
    return dict(found)


def points_of(
    application: Application, findings: Mapping[str, Finding], hits: int, outputs: Mapping[int, int]
) -> tuple[Point, ...]:
    """Everything that is known about one candidate; no query."""
    base = application.round.base_year
    return (*narrow(findings), *undetermined(findings), *hit(hits), *remarked(application), *swing(outputs, base))
