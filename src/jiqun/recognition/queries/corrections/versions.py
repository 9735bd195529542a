"""What was handed in, version by version: contents as they were frozen, and the draft as it stands now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from jiqun.casework.models import Case
from jiqun.evidence import store
from jiqun.recognition.models import Receipt


@dataclass(frozen=True, slots=True)
class Version:
    """One hand-in: `number` counts from 1; `sha256` names its content in the file store."""

    number: int
    receipt: str
    at: datetime
    sha256: str

    @property
    def content(self) -> dict[str, Any]:
        """What was handed in."""
        return content(self.sha256)


def versions(case: Case) -> list[Version]:
    """Every hand-in of an application, the first one first; one query."""
    rows = Receipt.objects.filter(case=case).order_by("at", "number").values_list("number", "at", "sha256")
    return [Version(number, *row) for number, row in enumerate(rows, start=1)]


@lru_cache(maxsize=32)
def content(sha256: str) -> dict[str, Any]:
    """A frozen content; it never changes, so it is read once. Raises `store.NotStored`."""
    found: dict[str, Any] = json.loads(store.read(sha256))
    return found
