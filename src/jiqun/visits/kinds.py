"""The kinds of visits. A chapter makes its own known when it is loaded; this room knows none by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.register.models import RosterRevision


@dataclass(frozen=True, slots=True)
class Point:
    """Why something deserves a look: so many points, and the sentence that explains them."""

    points: int
    text: Text

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {"points": self.points, "zh": self.text.zh, "en": self.text.en}

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Point:
        """The point that was kept by `plain`."""
        return cls(kept["points"], Text(kept["zh"], kept["en"]))


def total(points: tuple[Point, ...]) -> int:
    """Their sum."""
    return sum(each.points for each in points)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that may be planned for: its case, what it is called, its explained risk."""

    case: Case
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Planning:
    """How visits of a kind are planned: for matters of the procedure `about` (a round).

    `refusal` says why nothing may be planned there now; `candidates` are those the account may plan for, with their
    risk. `page` is the name of an address that takes the key of the matter planned for.
    """

    title: Text
    about: str
    refusal: Callable[[Case], Text | None]
    candidates: Callable[[Case, Account], list[Candidate]]
    page: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of visit, and the procedure of its name.

    `about` is the procedure whose matters are visited; `roster` what firms are drawn from, `refusal` why a matter may
    not be visited now, `page` the name of the address that shows a matter's visits and takes its key. `level` is who
    visits. `seen_above` shows visits to the authorities above, `told` their outcome to the one visited once concluded.
    """

    name: str
    title: Text
    clause: str
    level: Level
    about: str
    checklist: str
    roster: Callable[[Case], RosterRevision | None]
    refusal: Callable[[Case], Text | None]
    page: str
    seen_above: bool
    told: bool
    planning: Planning | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Makes a kind and its procedures known."""
    from jiqun.casework import procedure
    from jiqun.visits.procedure import plan, visit

    _kinds[kind.name] = kind
    procedure.register(visit.table(kind))
    if kind.planning is not None:
        procedure.register(plan.table(kind))
    return kind


def kind(name: str) -> Kind:
    """The kind of that name. Raises `KeyError`."""
    return _kinds[name]


def kinds() -> tuple[Kind, ...]:
    """Every known kind."""
    return tuple(_kinds.values())


def plan_name(name: str) -> str:
    """The procedure by which visits of a kind are planned."""
    return f"{name}_plan"


def kind_of(procedure_name: str) -> Kind:
    """The kind a visit's or plan's procedure belongs to. Raises `KeyError`."""
    return _kinds[procedure_name.removesuffix("_plan")]
