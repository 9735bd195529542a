"""What a workbook of units and accounts would do, as both of its sheets add to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.staffing.columns import CellFault, Line, at


@dataclass
class Planned:
    """What would be done. `units` and `people` are the lines that change something, with what: new, changed, closed."""

    units: list[tuple[str, Line]] = field(default_factory=list)
    people: list[tuple[str, Line]] = field(default_factory=list)
    alike: int = 0
    faults: list[CellFault] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each, as the journal keeps it: no name is in it."""
        told = Counter(f"units_{what}" for what, _ in self.units) + Counter(f"people_{what}" for what, _ in self.people)
        return dict(sorted(told.items()))


def fault(planned: Planned, sheet: str, column: str, line: Line, text: Text) -> None:
    """Notes what is wrong at its cell."""
    planned.faults.append(CellFault(sheet, at(sheet, column, line["line"]), text))


def own_path(by: Account) -> str:
    """What the administrator's territory begins with."""
    return by.authority.path if by.authority is not None else "-"
