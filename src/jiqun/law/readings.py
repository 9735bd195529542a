"""口径: a phrase of the law that can be read in more than one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from jiqun.bilingual import Text
from jiqun.law.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase that can be read in more than one way (口径): the default, the alternatives, and why."""

    key: str
    phrase: Text
    default: str
    values: Mapping[str, Text]
    authority: Text
    weight: str


class Flip(NamedTuple):
    """A reading that would change the verdict, if it alone were read in another way."""

    reading: str
    value: str
    verdict: Verdict

    def plain(self) -> dict[str, Any]:
        """As in the JSON."""
        return {"reading": self.reading, "value": self.value, "verdict": self.verdict.value}
