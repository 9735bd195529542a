"""What may be decided against somebody, and only after they were heard; the chapters make their kinds known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiqun.authorities.models import Authority, Level
from jiqun.bilingual import Text

if TYPE_CHECKING:
    from jiqun.casework.doing import Doing
    from jiqun.casework.models import Case
    from jiqun.hearings.models import Hearing

Effect = Callable[["Doing", "Hearing"], None]


def by_its_authority(case: Case) -> Authority:
    """Those concerned where a kind says nothing else: the authority the matter lies at."""
    return case.authority


def by_its_title(case: Case) -> str:
    """What the papers call the matter where a kind says nothing else."""
    return f"{case.title}（{case.number}）"


def nothing_begun(case: Case) -> Mapping[str, str]:
    """No facts and grounds are known beforehand."""
    return {}


def no_evidence(case: Case) -> Sequence[str]:
    """The notice lists no evidence of its own."""
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of adverse decision.

    `deed` is what is intended (取消申报资格), `level` decides it, on matters of the procedure `of` in the states
    `states`. `effect` carries the decision out inside the deciding act; it is the only path from a hearing to a change.

    `addressee` is who is told and heard, `about` what the papers call the matter, `begun` the facts and grounds an
    intention begins with (`facts`, `grounds`), `evidence` the lines of the notice's list of evidence. `notified` runs
    within the signed notice. A `dated` decision states from which day it takes effect (`Hearing.effective_on`).
    `password_again`: whoever decides or signs it gives the password again (trust, Sign-in: revoke).
    """

    slug: str
    deed: Text
    clause: str
    level: Level
    of: str
    states: tuple[str, ...]
    effect: Effect
    addressee: Callable[[Case], Authority] = by_its_authority
    about: Callable[[Case], str] = by_its_title
    begun: Callable[[Case], Mapping[str, str]] = nothing_begun
    evidence: Callable[[Case], Sequence[str]] = no_evidence
    notified: Effect | None = None
    dated: bool = False
    password_again: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Makes a kind known; a chapter does so when it is loaded."""
    _kinds[kind.slug] = kind
    return kind


def kind(slug: str) -> Kind:
    """The kind of that name. Raises `KeyError`."""
    return _kinds[slug]


def kinds() -> tuple[Kind, ...]:
    """Every known kind."""
    return tuple(_kinds.values())
