"""Computed fields: shown with the value from the roster's facts or the cluster's ledgers, never asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiqun.bilingual import Text, listing
from jiqun.facts import Facts
from jiqun.facts.declarations import BY_NAME
from jiqun.forms.definitions import Field
from jiqun.ledgers import counting
from jiqun.ledgers.counting import Row, Tally
from jiqun.ledgers.kinds import Kind, kind
from jiqun.web.figures import FEN_PER_WAN, shown

# How many of the unit facts are kept in (分, kg, kgce) make one of the form's unit.
_SIZES = {"亿元": 10**10, "万吨": 10**7, "万吨标准煤": 10**7}


@dataclass(frozen=True, slots=True)
class Line:
    """One computed line: what it is, and by year the figure as text with the number of rows that gave none."""

    title: Text
    cells: tuple[tuple[int, str, int], ...]


def lines(field: Field, facts: Facts) -> list[Line]:
    """The lines of a computed field; years without any row are left out. Empty for what facts do not hold."""
    years = field.years_of(facts.base_year) or ((facts.base_year,) if field.shows else ())
    size = _SIZES.get(field.unit.zh, 1)
    groups: Sequence[tuple[Text, tuple[str, ...]]] = (
        [(field.label, field.shows)] if _summed(field) else [(BY_NAME[name].title, (name,)) for name in field.shows]
    )
    return [
        Line(
            title,
            tuple(
                (
                    year,
                    shown(Fraction(sum(facts.years[year][name] for name in names), size), 2 if size > 1 else 0),
                    sum(facts.years[year].get(f"{name}__na", 0) for name in names),
                )
                for year in years
                if year in facts.years
            ),
        )
        for title, names in groups
    ]


def _summed(field: Field) -> bool:
    """Facts that split one figure by size class are added up again; the others stand line by line."""
    return len(field.shows) > 1 and all("_" in name and name.split("_")[0] == field.id for name in field.shows)


WAN, FIRMS = Text("万元", "10,000 yuan"), Text("家", "firms")
LACKING = Text("{subs}还没有条目", "no entry yet for {subs}")
UNPROVED = Text("{n} 条缺佐证", "{n} entries without proof")


@dataclass(frozen=True, slots=True)
class Counted:
    """A field counted from the ledgers: a line of text for each count, what is worth a look and blocks nothing, how
    many entries were counted, and whether each of them has proof. `kind` is the ledger to look at first."""

    kind: str
    lines: tuple[Text, ...]
    remarks: tuple[Text, ...]
    entries: int
    proved: bool


def counted(field: Field, rows: Iterable[Row], *, base_year: int, on: date) -> Counted | None:
    """Counts a field from the ledgers' rows, for a base year and the day applications close; `None` for a field that
    is not counted so."""
    if not field.ledger:
        return None
    kept = tuple(rows)
    tallies = [counting.tally(count, kept, base_year=base_year, on=on) for count in field.ledger]
    used = [
        row for row in kept if any(counting.counted(each, row, base_year=base_year, on=on) for each in field.ledger)
    ]
    unproved = sum(not row.proved for row in used)
    remarks = [
        LACKING.format(subs=listing(kind(each.count.kind).sub(sub).title for sub in each.lacking))
        for each in tallies
        if each.lacking and each.entries
    ]
    if unproved:
        remarks.append(UNPROVED.format(n=unproved))
    return Counted(
        field.ledger[0].kind,
        tuple(_said(each) for each in tallies if each.entries),
        tuple(remarks),
        len(used),
        bool(used) and not unproved,
    )


def _said(tally: Tally) -> Text:
    """A count in words: 共享机制 6 项：物流 2、设计 4; of one sub-kind in the sub-kind's own: 支持资金 12.5 万元."""
    of = kind(tally.count.kind)
    total = _figure(tally, of, tally.total)
    title = _called(tally, of)
    head = Text(f"{title.zh} {total.zh}", f"{title.en}: {total.en}")
    if len(tally.count.subs) == 1 or not of.divided:
        return head
    shares = []
    for share in tally.shares:
        sub, figure = of.sub(share.sub).title, _figure(tally, of, share.total, bare=True)
        roles = listing(Text(f"{part}{n}", f"{of.part_title(part).en} {n}") for part, n in share.parts)
        within = Text(f"（{roles.zh}）", f" ({roles.en})") if share.parts else Text("", "")
        shares.append(Text(f"{sub.zh} {figure.zh}{within.zh}", f"{sub.en} {figure.en}{within.en}"))
    told = listing(shares)
    return Text(f"{head.zh}：{told.zh}", f"{head.en} – {told.en}")


def _called(tally: Tally, of: Kind) -> Text:
    """What is counted."""
    only = of.subs[0] if not of.divided else of.sub(tally.count.subs[0]) if len(tally.count.subs) == 1 else None
    if only is not None and tally.count.measure == "amount":
        return only.amount
    if only is not None and tally.count.measure == "number":
        return only.number
    return only.title if only is not None and only.title.zh else of.title


def _figure(tally: Tally, of: Kind, total: int, *, bare: bool = False) -> Text:
    """A total in the unit of its measure; `bare` leaves the unit out."""
    match tally.count.measure:
        case "amount":
            figure, unit = shown(Fraction(total, FEN_PER_WAN), "exact"), WAN
        case "number":
            sub = next(sub for sub in of.subs if sub.number.zh)
            figure, unit = shown(Fraction(total, 10**sub.places), "exact"), sub.unit
        case "firms":
            figure, unit = shown(Fraction(total), 0), FIRMS
        case _:
            figure, unit = shown(Fraction(total), 0), of.unit
    return Text(figure, figure) if bare else Text(f"{figure} {unit.zh}", f"{figure} {unit.en}")
