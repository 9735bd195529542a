"""All plausibility checks over the lines of a roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jiqun.facts.plausible import contents, coverage, titles, units
from jiqun.facts.plausible.remark import FIRM_YEARS, HONOURS, Entry, Remark, firms


def remarks(cluster: Mapping[str, Any], lines: Mapping[str, Sequence[Entry]], on: date | None) -> Iterator[Remark]:
    """Every remark, line checks first. `cluster` are the values read from sheet 集群, `lines` those of the others by
    sheet; what could not be read is missing there, and the checks go on without it."""
    entries = list(lines.get(FIRM_YEARS, ()))
    honours = lines.get(HONOURS, ())
    by_firm = firms(entries)
    doubted: units.Doubted = set()
    yield from units.remarks(by_firm, doubted)
    yield from contents.contradictions(entries, doubted)
    yield from contents.jumps(by_firm, doubted)
    yield from coverage.missing_years(by_firm, cluster.get("base_year"))
    yield from coverage.doubles(by_firm)
    yield from coverage.class_changes(by_firm)
    yield from titles.validity(honours, on)
    yield from titles.outside_lead(honours, by_firm, cluster.get("lead_codes") or ())
