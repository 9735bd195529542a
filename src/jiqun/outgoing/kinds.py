"""The kinds of paper the chapters make; each says how its text is composed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official
from jiqun.outgoing.remedies import Appeal

Compose = Callable[[Case, Mapping[str, Any]], Official]
"""Case and plain context → the paper. Reads what it needs of the case; sets neither number nor date."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper: `slug` in the database, `title` for people, the `clause` it serves.

    `openness` is the default of 公开属性: 主动公开, 依申请公开 or 不予公开. `numbered` papers get a document number;
    公示 and certificates have none. `through` papers reach the applicant by the hand of its prefecture. `sample` is one
    with invented content, to look at. A decision against somebody has `remedies` to choose from: it is not sent before
    one was chosen.
    """

    slug: str
    title: Text
    clause: str
    compose: Compose
    openness: str = "依申请公开"
    numbered: bool = True
    through: bool = False
    sample: Callable[[], Official] | None = None
    remedies: tuple[Appeal, ...] = ()


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
