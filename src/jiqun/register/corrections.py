"""Correcting one firm of a roster: a new revision, and its facts without counting the other firms again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from jiqun import facts
from jiqun.authorities.models import Account
from jiqun.facts import rows
from jiqun.facts.facts import Facts
from jiqun.facts.upkeep import Firms, corrected
from jiqun.register.models import (
    BelowSizeRow,
    EfficiencyRow,
    FirmYearRow,
    HonourRow,
    IncidentRow,
    RosterRevision,
    SearchRow,
)
from jiqun.register.rosters import FIRM, HONOUR, digest_of, next_number, to_roster

_KINDS: tuple[type[models.Model], ...] = (FirmYearRow, BelowSizeRow, HonourRow, IncidentRow, SearchRow, EfficiencyRow)


def firm_lines(revision: RosterRevision, uscc: str) -> tuple[rows.FirmYear, ...]:
    """A firm's lines on a roster by year; empty when it does not stand there. One query."""
    found = revision.firm_years.filter(enterprise=uscc).order_by("year").values("name", *FIRM)
    return tuple(rows.FirmYear(uscc=uscc, **values) for values in found)


def facts_after(kept: Facts, revision: RosterRevision, line: rows.FirmYear) -> Facts:
    """The facts of a roster once `line` stands in place of its firm's line of that year, or beside its others.

    `kept` are the facts of `revision` as it is. Three queries, whatever the size of the roster; only where the base
    year's first line comes is all of it counted again. Equal to building the facts of the corrected roster, and
    raises the same `FactError`.
    """
    before = firm_lines(revision, line.uscc)
    after = (*(each for each in before if each.year != line.year), line)
    held = revision.honours.filter(uscc=line.uscc).order_by("pk").values(*HONOUR)
    honours = tuple(rows.Honour(**values) for values in held)
    others = revision.firm_years.filter(year=kept.base_year).exclude(enterprise=line.uscc).exists()
    answer = corrected(kept, Firms(before, honours), Firms(after, honours), others_report=others)
    return answer or facts.build(_with(to_roster(revision), line), on=kept.on)


@transaction.atomic
def correct_roster(
    revision: RosterRevision, line: rows.FirmYear, by: Account, now: datetime, chance: Random
) -> RosterRevision:
    """Stores the next revision of a cluster's roster: that of `revision` with one firm's line of one year changed.

    Raises `LookupError` when the firm has no line of that year. `revision` stays as it is.
    """
    before = to_roster(revision)
    if not any(map(_is(line), before.firm_years)):
        raise LookupError(f"{line.uscc} has no line of {line.year}")
    made = RosterRevision.objects.create(
        id=UUID(int=chance.getrandbits(128), version=4),
        cluster_id=revision.cluster_id,
        number=next_number(revision.cluster_id),
        sha256=digest_of(_with(before, line)),
        file_sha256="",
        corrects=revision,
        by=by,
        at=now,
        **{name: getattr(revision, name) for name in _SHEET},
    )
    for kind in _KINDS:
        _copy(kind, revision, made)
    made.firm_years.filter(enterprise=line.uscc, year=line.year).update(**{name: getattr(line, name) for name in FIRM})
    return made


_SHEET = ("base_year", "name", "place", "lead_codes", "area_m2", "population", "firms", "warnings")


def _with(roster: rows.Roster, line: rows.FirmYear) -> rows.Roster:
    """A roster with one line in the place of the same firm's of that year, or at the end."""
    same = _is(line)
    if any(map(same, roster.firm_years)):
        return replace(roster, firm_years=tuple(line if same(each) else each for each in roster.firm_years))
    return replace(roster, firm_years=(*roster.firm_years, line))


def _is(line: rows.FirmYear) -> Callable[[rows.FirmYear], bool]:
    return lambda each: (each.uscc, each.year) == (line.uscc, line.year)


def _copy(kind: type[models.Model], before: RosterRevision, made: RosterRevision) -> None:
    """Copies one revision's rows for another inside the database, in their order."""
    columns = [f for f in kind._meta.concrete_fields if not f.primary_key and f.name != "roster"]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(f.column)) for f in columns)
    table, roster = quote(kind._meta.db_table), quote("roster_id")
    key: Any = RosterRevision._meta.pk
    ids = [key.get_db_prep_value(each.pk, connection) for each in (made, before)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({roster}, {names}) SELECT %s, {names} FROM {table} WHERE {roster} = %s ORDER BY id",
            ids,
        )
