"""An entry as plain values: as pages show it, as a snapshot keeps it, and as counting looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.ledgers.counting import Row
from jiqun.ledgers.fields import WAN
from jiqun.ledgers.kinds import Kind, kind
from jiqun.ledgers.models import Entry
from jiqun.ledgers.queries import proofs
from jiqun.web.figures import FEN_PER_WAN, money, shown

_DAYS = ("on", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class FileShown:
    """A proof: its name and digest, and the id by which the ledger hands it out (blank in a snapshot)."""

    name: str
    sha256: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry; money in 分, `number` in 10^-places of the sub-kind's unit. `firm` is its name in the register."""

    id: str
    kind: str
    sub: str
    part: str
    title: str
    uscc: str
    firm: str
    party: str
    document: str
    issuer: str
    on: date | None
    valid_from: date | None
    valid_to: date | None
    amount: int | None
    number: int | None
    note: str
    files: tuple[FileShown, ...] = ()
    state: str = "in_force"
    reason: str = ""

    @property
    def of(self) -> Kind:
        """Its kind."""
        return kind(self.kind)

    @property
    def sub_title(self) -> Text:
        """Its sub-kind as people read it."""
        return self.of.sub(self.sub).title

    @property
    def part_title(self) -> Text:
        """The firm's role as people read it."""
        return self.of.part_title(self.part)

    @property
    def figures(self) -> tuple[tuple[Text, str, Text], ...]:
        """Word, figure and unit of each figure it has."""
        sub = self.of.sub(self.sub)
        found = []
        if self.amount is not None:
            found.append((sub.amount, money(self.amount, FEN_PER_WAN, "exact"), WAN))
        if self.number is not None:
            found.append((sub.number, shown(Fraction(self.number, 10**sub.places), "exact"), sub.unit))
        return tuple(found)

    @property
    def row(self) -> Row:
        """What counting looks at."""
        return Row(
            self.kind,
            self.sub,
            self.part,
            self.uscc,
            self.on,
            self.valid_from,
            self.valid_to,
            self.amount,
            self.number,
            bool(self.files),
        )


def shown_entries(entries: Iterable[Entry]) -> list[EntryShown]:
    """Entries with their proof; one query for all files beside those for the entries."""
    found = list(entries)
    files = proofs([entry.pk for entry in found])
    return [
        EntryShown(
            id=str(entry.pk),
            kind=entry.kind,
            sub=entry.sub,
            part=entry.part,
            title=entry.title,
            uscc=entry.firm_id or "",
            firm=name_of(entry),
            party=entry.party,
            document=entry.document,
            issuer=entry.issuer,
            on=entry.on,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            amount=entry.amount,
            number=entry.number,
            note=entry.note,
            files=tuple(FileShown(each.name, each.sha256, str(each.id)) for each in files.get(entry.pk, ())),
            state=entry.state,
            reason=entry.reason,
        )
        for entry in found
    ]


def name_of(entry: Entry) -> str:
    """The firm's name in the register; blank when it does not know the code. The firm is selected with the entry."""
    firm = entry._state.fields_cache.get("firm")
    return firm.name if firm is not None else ""


def as_plain(entry: EntryShown) -> dict[str, Any]:
    """An entry as a snapshot keeps it: values, and of each proof name and digest."""
    plain = {name: value for name, value in asdict(entry).items() if name not in ("files", "state", "reason")}
    return {**plain, "files": [{"name": file.name, "sha256": file.sha256} for file in entry.files]}


def from_plain(plain: Mapping[str, Any]) -> EntryShown:
    """An entry from a snapshot."""
    days = {name: date.fromisoformat(plain[name]) if plain[name] else None for name in _DAYS}
    files = tuple(FileShown(file["name"], file["sha256"]) for file in plain["files"])
    return EntryShown(**{**plain, **days, "files": files})
