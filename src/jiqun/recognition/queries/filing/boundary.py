"""The boundary an application goes by: the one in force while it is drafted, the one it was handed in with after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Subquery

from jiqun.boundaries.models import Boundary
from jiqun.evidence import store
from jiqun.recognition.models import Application

_LATEST = Boundary.objects.filter(cluster=OuterRef("cluster")).order_by("-number")
COLUMNS = {f"boundary_{name}": Subquery(_LATEST.values(name)[:1]) for name in ("number", "area_m2", "sha256")}
"""What the query of an application reads along of the boundary in force."""
FIELD = "extent"
"""The field whose proof is the map of the boundary."""


@dataclass(frozen=True, slots=True)
class BoundaryTold:
    """A boundary's revision number, its geodesic area in m², and the digest of its shape."""

    number: int
    area_m2: int
    sha256: str

    def plain(self) -> dict[str, Any]:
        """As a snapshot keeps it."""
        return {"number": self.number, "area_m2": self.area_m2, "sha256": self.sha256}


def in_force(application: Application) -> BoundaryTold | None:
    """The boundary in force, as it was read with the application; one query where it was not."""
    row: Any = application
    if not hasattr(row, "boundary_number"):
        kept = Boundary.objects.filter(cluster=application.cluster_id).order_by("-number")
        found = kept.values_list("number", "area_m2", "sha256").first()
        return BoundaryTold(*found) if found else None
    if row.boundary_number is None:
        return None
    return BoundaryTold(row.boundary_number, row.boundary_area_m2, row.boundary_sha256)


def boundary_of(application: Application, *, draft: bool) -> BoundaryTold | None:
    """The boundary an application goes by; no query."""
    return in_force(application) if draft or not application.snapshot_sha256 else _frozen(application.snapshot_sha256)


@lru_cache(maxsize=64)
def _frozen(snapshot: str) -> BoundaryTold | None:
    """The boundary in a snapshot, which never changes."""
    try:
        kept = json.loads(store.read(snapshot)).get("boundary")
    except store.NotStored:
        return None
    return BoundaryTold(**kept) if kept else None
