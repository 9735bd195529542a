"""The kinds of lists that go on public notice: a chapter makes its own known, and the days count alike for all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListKind:
    """The lists of the matters of a procedure: `title` and the head `applicant` stand on the paper (Chinese only).

    `page` is the address, by the matter's key, where the province works on the list; `state` is the matter's while its
    notices stand. `wording` is the stem of the template its text begins from.
    """

    procedure: str
    title: str
    applicant: str
    page: str
    state: str = "notice"
    wording: str = "public_notice"


_kinds: dict[str, ListKind] = {}


def register(kind: ListKind) -> ListKind:
    """Makes a kind known; a chapter does so when it is loaded."""
    _kinds[kind.procedure] = kind
    return kind


def kind_of(procedure: str) -> ListKind:
    """The kind of the lists of a procedure's matters. Raises `KeyError`."""
    return _kinds[procedure]


def kinds() -> tuple[ListKind, ...]:
    """Every known kind."""
    return tuple(_kinds.values())
