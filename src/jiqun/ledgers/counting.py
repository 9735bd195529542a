"""Counting a ledger for a form: how many entries, firms or how much, within which period, by sub-kind. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from jiqun.ledgers.kinds import Kind, kind

Measure = Literal["entries", "firms", "amount", "number"]
Period = Literal["dated", "latest", "valid"]
SPAN = 3
"""Years of 近三年: the base year and the two before it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How a field of a form counts a ledger.

    `subs` narrows it to some sub-kinds (none: all). `period`: `dated` in the three years that end with the base year,
    `latest` in the base year, `valid` in force on the day applications close. `every` says that each sub-kind is
    looked for.
    """

    kind: str
    measure: Measure
    period: Period
    subs: tuple[str, ...] = ()
    every: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in force, as far as counting looks at it: money in 分, `number` in 10^-places of its unit."""

    kind: str
    sub: str
    part: str
    uscc: str
    on: date | None
    valid_from: date | None
    valid_to: date | None
    amount: int | None
    number: int | None
    proved: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one sub-kind has, and of its entries how many each role."""

    sub: str
    total: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: entries looked at, the total, the shares of the sub-kinds that have any, those looked for
    that have none, and how many of the entries have no proof."""

    count: Count
    entries: int
    total: int
    shares: tuple[Share, ...]
    lacking: tuple[str, ...]
    unproved: int


def read(spec: str) -> tuple[Count, ...]:
    """The counts a form's csv names: `sharing entries valid every;support/fund amount dated`.

    Raises `ValueError` for what no ledger or no way of counting is called.
    """
    return tuple(_read(each) for each in spec.split(";") if each.strip())


def _read(spec: str) -> Count:
    words = spec.split()
    name, _, narrowed = words[0].partition("/")
    subs = tuple(sub for sub in narrowed.split("+") if sub)
    try:
        found = kind(name)
        for sub in subs:
            found.sub(sub)
    except LookupError:
        raise ValueError(spec) from None
    if (
        len(words) not in (3, 4)
        or words[1] not in get_args(Measure)
        or words[2] not in get_args(Period)
        or words[3:] not in ([], ["every"])
    ):
        raise ValueError(spec)
    return Count(name, cast(Measure, words[1]), cast(Period, words[2]), subs, len(words) == 4)


def counted(count: Count, row: Row, *, base_year: int, on: date) -> bool:
    """Whether an entry counts. A period's both ends count; a day that is not given never lies outside a validity, but
    an entry without a date is in no year.
    """
    if row.kind != count.kind or (count.subs and row.sub not in count.subs):
        return False
    if count.period == "valid":
        begins = row.valid_from or row.on
        return (begins is None or begins <= on) and (row.valid_to is None or on <= row.valid_to)
    first = base_year if count.period == "latest" else base_year - SPAN + 1
    return row.on is not None and first <= row.on.year <= base_year


def tally(count: Count, rows: Iterable[Row], *, base_year: int, on: date) -> Tally:
    """Counts a ledger; a firm with several entries counts once in the total and once in each sub-kind."""
    found = [row for row in rows if counted(count, row, base_year=base_year, on=on)]
    of: Kind = kind(count.kind)
    subs = [sub.name for sub in of.subs if not count.subs or sub.name in count.subs]
    shares = []
    for sub in subs:
        lines = [row for row in found if row.sub == sub]
        if lines:
            parts = tuple((part.zh, n) for part in of.parts if (n := sum(row.part == part.zh for row in lines)))
            shares.append(Share(sub, measured(count.measure, lines), parts))
    have = {share.sub for share in shares}
    return Tally(
        count,
        len(found),
        measured(count.measure, found),
        tuple(shares),
        tuple(sub for sub in subs if sub not in have) if count.every else (),
        sum(not row.proved for row in found),
    )


def measured(measure: Measure, rows: Iterable[Row]) -> int:
    """The total of some entries."""
    match measure:
        case "entries":
            return sum(1 for _ in rows)
        case "firms":
            return len({row.uscc for row in rows if row.uscc})
        case "amount":
            return sum(row.amount or 0 for row in rows)
        case "number":
            return sum(row.number or 0 for row in rows)
