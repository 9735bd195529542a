"""The kinds of ledgers, as data: what an entry of each kind holds and what proves it. The product's own proposal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

DATA = Path(__file__).parent / "data"
ORIGIN = Text("本产品自拟，可由主管部门替换", "The product's own proposal; the department may replace it")
NAMED = {"firm": "uscc", "party": "party", "document": "document", "issuer": "issuer", "on": "on"}
"""Columns of the table that name a field of an entry in the kind's own words, and that field."""


@dataclass(frozen=True, slots=True)
class Sub:
    """A sub-kind (分类). `amount` names money (entered in 万元, kept in 分), `number` a figure kept in 10^-`places` of
    its unit; a blank name means that entries of the sub-kind have none, a given one that it is required.
    """

    name: str
    title: Text
    amount: Text
    number: Text
    unit: Text
    places: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One ledger. `labels` are the kind's own words by field of an entry; what is not among them is not asked.

    `parts` are the roles a firm may have (主持, 参与), `term` says whether entries have a validity, `must` are the
    fields without which an entry is not taken, `proof` is what proves one.
    """

    name: str
    title: Text
    clause: str
    unit: Text
    labels: dict[str, Text]
    parts: tuple[Text, ...]
    term: bool
    must: frozenset[str]
    proof: Text
    subs: tuple[Sub, ...]

    @property
    def divided(self) -> bool:
        """Whether entries of it are told apart by sub-kind at all."""
        return len(self.subs) > 1

    def sub(self, name: str) -> Sub:
        """The sub-kind of that name. Raises `LookupError`."""
        for sub in self.subs:
            if sub.name == name:
                return sub
        raise LookupError(name)

    def part_title(self, name: str) -> Text:
        """A role as people read it; it is kept by its Chinese word."""
        return next((part for part in self.parts if part.zh == name), Text(name, name))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, in the order of the table."""
    subs: dict[str, list[Sub]] = {}
    for row in tables.read(DATA / "subs.csv"):
        subs.setdefault(row["kind"], []).append(
            Sub(
                row["sub"],
                _pair(row, "title"),
                _pair(row, "amount"),
                _pair(row, "number"),
                _pair(row, "unit"),
                int(row["places"] or 0),
            )
        )
    return {row["kind"]: _kind(row, tuple(subs[row["kind"]])) for row in tables.read(DATA / "kinds.csv")}


def kind(name: str) -> Kind:
    """The kind of that name. Raises `LookupError`."""
    return kinds()[name]


def _pair(row: dict[str, str], name: str) -> Text:
    return Text(row[name], row[f"{name}_en"])


def _kind(row: dict[str, str], subs: tuple[Sub, ...]) -> Kind:
    labels = {"title": _pair(row, "name")}
    labels |= {field: _pair(row, column) for column, field in NAMED.items() if row[column]}
    parts = zip(row["parts"].split(";"), row["parts_en"].split(";"), strict=True)
    return Kind(
        name=row["kind"],
        title=_pair(row, "title"),
        clause=row["clause"],
        unit=_pair(row, "unit"),
        labels=labels,
        parts=tuple(Text(zh, en) for zh, en in parts if zh),
        term=row["term"] == "1",
        must=frozenset(row["must"].split()) | {"title"},
        proof=_pair(row, "proof"),
        subs=subs,
    )
