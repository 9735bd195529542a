"""What differs between two revisions of a cluster's roster: firms that came and went, figures that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.rows import FirmYear
from jiqun.register.models import BelowSizeRow, EfficiencyRow, HonourRow, IncidentRow, RosterRevision, SearchRow
from jiqun.register.rosters import FIRM

BESIDE = (
    (BelowSizeRow, Text("规下汇总", "Below-size totals")),
    (HonourRow, Text("荣誉资质", "Titles")),
    (IncidentRow, Text("重大事项", "Incidents")),
    (SearchRow, Text("查询登记", "Searches")),
    (EfficiencyRow, Text("能效水效", "Efficiency")),
)


@dataclass(frozen=True, slots=True)
class RosterDifferences:
    """`added` and `removed`: credit code and name of firms. `lines`: a firm's line of a year before and after, `None`
    where it was not there (firms that are new or gone as a whole are not repeated). `sheets`: of each other sheet the
    entries that came and went. `totals`: by year the output before and after in 分.
    """

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    lines: tuple[tuple[FirmYear | None, FirmYear | None], ...]
    sheets: tuple[tuple[Text, int, int], ...]
    totals: tuple[tuple[int, int | None, int | None], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.lines or self.sheets)


def roster_differences(before: RosterRevision, after: RosterRevision) -> RosterDifferences:
    """Compares two revisions; two queries a sheet, whatever their size."""
    was, now = _lines(before), _lines(after)
    old, new = (
        {uscc: line.name for (uscc, _), line in was.items()},
        {uscc: line.name for (uscc, _), line in now.items()},
    )
    whole = old.keys() ^ new.keys()
    return RosterDifferences(
        tuple((uscc, name) for uscc, name in new.items() if uscc not in old),
        tuple((uscc, name) for uscc, name in old.items() if uscc not in new),
        tuple(
            (was.get(key), now.get(key))
            for key in sorted(was.keys() | now.keys())
            if key[0] not in whole and was.get(key) != now.get(key)
        ),
        tuple(_sheets(before, after)),
        tuple(_totals(was, now)),
    )


def _lines(revision: RosterRevision) -> dict[tuple[str, int], FirmYear]:
    rows = revision.firm_years.order_by("pk").values("enterprise_id", "name", *FIRM)
    lines = (FirmYear(uscc=row.pop("enterprise_id"), **row) for row in rows)
    return {(line.uscc, line.year): line for line in lines}


def _sheets(before: RosterRevision, after: RosterRevision) -> Iterator[tuple[Text, int, int]]:
    for model, title in BESIDE:
        names = [column.name for column in model._meta.concrete_fields if column.name not in ("id", "roster")]
        rows: Any = model._default_manager
        was, now = (Counter(rows.filter(roster=each).values_list(*names)) for each in (before, after))
        came, went = (now - was).total(), (was - now).total()
        if came or went:
            yield title, came, went


def _totals(
    was: dict[tuple[str, int], FirmYear], now: dict[tuple[str, int], FirmYear]
) -> Iterator[tuple[int, int | None, int | None]]:
    for year in sorted({year for _, year in (*was, *now)}):
        sums = []
        for lines in (was, now):
            given = [line.output for (_, each), line in lines.items() if each == year and line.output is not None]
            sums.append(sum(given) if given else None)
        yield year, sums[0], sums[1]
