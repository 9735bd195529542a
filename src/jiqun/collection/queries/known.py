"""What is already known of the firms that are asked: nobody types again what the register holds."""

from __future__ import annotations

from collections.abc import Collection as Codes
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Authority
from jiqun.collection.asked import COLUMNS, as_text
from jiqun.collection.models import Return
from jiqun.register.models import Cluster, FirmYearRow, RosterRevision


@dataclass
class Known:
    """Answers known of one firm (question → text), and from where."""

    name: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    sources: list[dict[str, str]] = field(default_factory=list)

    def comes_from(self, zh: str, en: str) -> None:
        """Names a source once."""
        said = {"zh": zh, "en": en}
        if said not in self.sources:
            self.sources.append(said)


def latest_roster(cluster: Cluster) -> RosterRevision | None:
    """The cluster's roster in use; one query."""
    return RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()


def roster_firms(cluster: Cluster) -> list[tuple[str, str]]:
    """Code and name of every firm of the roster in use, by name as of its latest year."""
    roster = latest_roster(cluster)
    rows = FirmYearRow.objects.filter(roster=roster).order_by("year").values_list("enterprise_id", "name")
    return sorted(dict(rows).items(), key=lambda row: (row[1], row[0]))


def known_of(
    codes: Codes[str],
    cluster: Cluster,
    authority: Authority,
    figures: Sequence[str],
    years: Sequence[int],
    but: UUID | None = None,
) -> dict[str, Known]:
    """What is known of each firm: the cluster's roster in use, then what the firm itself confirmed in another
    collection of the same authority and allowed to be used again, which counts for more. Three queries."""
    wanted = set(codes)
    found = {code: Known() for code in wanted}
    from_roster(found, cluster, figures, years)
    rows = (
        Return.objects.filter(
            invitation__reuse=True,
            invitation__state="confirmed",
            number=F("invitation__returned"),
            invitation__collection__case__authority=authority,
        )
        .exclude(invitation__collection=but)
        .order_by("at")
        .values_list("invitation__uscc", "values", "invitation__collection__case__title", "at")
    )
    for uscc, values, title, at in rows:
        if uscc not in wanted:
            continue
        known, took = found[uscc], False
        for year in years:
            given = values["figures"].get(str(year), {})
            for figure in figures:
                if given.get(figure) is not None:
                    known.texts[f"{figure}-{year}"] = as_text(figure, given[figure])
                    took = True
        if took:
            known.texts["industry"] = values["industry"]
            on = day_of(at)
            known.comes_from(f"贵企业 {on} 在“{title}”中确认的数据", f"what you confirmed in {title}, {on}")
    return found


def from_roster(found: dict[str, Known], cluster: Cluster, figures: Sequence[str], years: Sequence[int]) -> None:
    """Adds what the roster in use says of the firms asked for."""
    roster = latest_roster(cluster)
    if roster is None:
        return
    rows = (
        FirmYearRow.objects.filter(roster=roster, year__in=years)
        .order_by("year")
        .values("enterprise_id", "name", "industry", "year", *COLUMNS)
    )
    for row in rows:
        known = found.get(row["enterprise_id"])
        if known is None:
            continue
        known.name = row["name"]
        known.texts["industry"] = row["industry"]
        known.comes_from(f"集群企业名册第 {roster.number} 版", f"the cluster's roster, version {roster.number}")
        for figure in figures:
            if row[figure] is not None:
                known.texts[f"{figure}-{row['year']}"] = as_text(figure, row[figure])
