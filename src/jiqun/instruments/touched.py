"""What an interpretation would touch: told by the chapters above, which this room does not know.

A chapter that fixes readings registers, when it is loaded, a source that finds its matters read otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text


@dataclass(frozen=True, slots=True)
class TouchedCase:
    """One matter that reads a phrase otherwise, as far as the reader sees it. `norms` would come out differently."""

    title: str
    number: str
    url: str
    state: Text
    round: str
    norms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """Matters of one kind read otherwise: how many are drafts, how many were handed in, of how many a finding would
    differ; and those the reader sees."""

    drafts: int
    handed_in: int
    differing: int
    cases: tuple[TouchedCase, ...]

    @property
    def count(self) -> int:
        """All of them."""
        return self.drafts + self.handed_in

    @property
    def unseen(self) -> int:
        """Those the reader does not see: drafts are their applicants' alone."""
        return self.count - len(self.cases)


Source = Callable[[str, str, str, Any], Touched]
"""Given measure, reading, value and who asks."""

_sources: list[Source] = []


def register(source: Source) -> None:
    """Makes a chapter's source known."""
    if source not in _sources:
        _sources.append(source)


def touched(measure: str, reading: str, value: str, by: Any) -> Touched:
    """What of all chapters is read otherwise than `reading` = `value`."""
    found = [source(measure, reading, value, by) for source in _sources]
    return Touched(
        sum(each.drafts for each in found),
        sum(each.handed_in for each in found),
        sum(each.differing for each in found),
        tuple(case for each in found for case in each.cases),
    )
