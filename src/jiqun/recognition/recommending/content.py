"""What a recommendation says: the recommended clusters by rank, as the table (推荐汇总表) prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import speaking
from jiqun.instruments.queries.amounts import value_of
from jiqun.journal.canonical import canonical
from jiqun.recognition.models import Application, Conclusion, Recommendation
from jiqun.recognition.queries import conditions, readiness
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.recognition.queries.recommendation import KEY_NORMS
from jiqun.recognition.visiting.readiness import SITE_CHECK
from jiqun.visits.queries.standing import standings

GONE = ("unqualified", "stripped")
"""States that end a recommendation: the place in the quota and the rank stay spent, no later letter lists it."""
FREE = ("recommended",)
"""States in which the prefecture may still change the rank of what it recommends: the province has not decided."""


@dataclass(frozen=True, slots=True)
class Line:
    """One recommended cluster. `figures` are computed values by norm as people read them, in Chinese as the table is;
    `differing` counts conclusions other than computed."""

    rank: int
    case: str
    number: str
    cluster: str
    place: str
    leads: str
    niche: str
    figures: tuple[str, ...]
    differing: int
    site_check: str
    opinion: str
    niche_reason: str
    recommended_at: str
    snapshot: str

    def plain(self) -> dict[str, Any]:
        """As a letter keeps it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Line:
        """The line that was kept by `plain`."""
        return cls(**{**kept, "figures": tuple(kept["figures"])})


def held(recommendation: Recommendation) -> list[Application]:
    """The applications that hold a rank, those that are gone since included, by that rank; one query."""
    rows = Application.objects.filter(
        round=recommendation.round_id, prefecture=recommendation.prefecture_id, recommended_at__isnull=False
    )
    return list(
        rows.select_related("case__authority", "cluster", "round__case", "built_facts")
        .defer("round__call")
        .order_by("rank", "case__number")
    )


def ranked(applications: list[Application], order: list[str] | None = None) -> dict[Any, int]:
    """The rank of each without gaps, in the order given and otherwise as they stand.

    What the province has decided on keeps its rank; the others take the numbers left, the lowest first.
    """
    fixed = {each.pk: each.rank for each in applications if each.case.state not in FREE and each.rank is not None}
    free = [each for each in applications if each.pk not in fixed]
    if order is not None:
        place = {key: number for number, key in enumerate(order)}
        free.sort(key=lambda each: place.get(str(each.pk), len(place)))
    taken = set(fixed.values())
    numbers = (number for number in range(1, len(applications) + len(taken) + 1) if number not in taken)
    return {**fixed, **dict(zip((each.pk for each in free), numbers, strict=False))}


def lines(recommendation: Recommendation) -> list[Line]:
    """The table as it would be sent now (five queries): what still stands, each with the rank it has."""
    everything = held(recommendation)
    ranks = ranked(everything)
    applications = [each for each in everything if each.case.state not in GONE]
    findings = conditions.computed(applications)
    checks = standings(SITE_CHECK, [each.pk for each in applications])
    differing: dict[Any, int] = {}
    for made in Conclusion.objects.filter(application__in=[each.pk for each in applications]):
        if made.computed in readiness.DECIDED and made.verdict != made.computed:
            differing[made.application_id] = differing.get(made.application_id, 0) + 1
    with speaking("zh"):
        found = [
            line(each, ranks[each.pk], findings[each.pk], differing.get(each.pk, 0), checks[each.pk].title.zh)
            for each in applications
        ]
    return sorted(found, key=lambda each: each.rank)


def line(application: Application, rank: int, findings: Mapping[str, Any], differing: int, check: str) -> Line:
    """One line; no query."""
    assert application.recommended_at is not None
    return Line(
        rank,
        str(application.pk),
        application.case.number,
        application.cluster.name,
        application.case.authority.name,
        application.cluster.lead_codes,
        application.cluster.niche,
        tuple(value_of(findings.get(norm)) for norm in KEY_NORMS),
        differing,
        check,
        application.opinion,
        application.niche_reason,
        application.recommended_at.astimezone(ZONE).isoformat(),
        application.snapshot_sha256,
    )


def digest(found: list[Line]) -> str:
    """The SHA-256 of a table, so that what is signed is what was laid before the signer."""
    return sha256(canonical([each.plain() for each in found])).hexdigest()


def columns(recommendation: Recommendation) -> list[str]:
    """The heads of the figures, in Chinese."""
    measure = measure_of(recommendation.round)
    return [measure.norm(norm).title.zh for norm in KEY_NORMS]
