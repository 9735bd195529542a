"""The boundary an application goes by: the one in force while it is drafted, the one it was handed in with after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from jiqun.boundaries.models import Boundary
from jiqun.evidence import store
from jiqun.recognition.models import Application

_LATEST = Boundary.objects.filter(cluster=OuterRef("cluster")).order_by("-number")
_TOLD = JSONObject(number="number", area_m2="area_m2", sha256="sha256")
COLUMNS = {"boundary_told": Subquery(_LATEST.values(told=_TOLD)[:1])}
"""What the query of an application's case reads along of the boundary in force, in one value; `keep` takes it in."""
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


def keep(case: Any) -> None:
    """Leaves what was read as `COLUMNS` on the case's application, so that `in_force` need not read it again."""
    told = case.boundary_told
    case.application.boundary_in_force = None if told is None else BoundaryTold(**told)


def in_force(application: Application) -> BoundaryTold | None:
    """The boundary in force; one query, read once."""
    row: Any = application
    if not hasattr(row, "boundary_in_force"):
        kept = Boundary.objects.filter(cluster=application.cluster_id).order_by("-number")
        found = kept.values_list("number", "area_m2", "sha256").first()
        row.boundary_in_force = BoundaryTold(*found) if found else None
    told: BoundaryTold | None = row.boundary_in_force
    return told


def boundary_of(application: Application, *, draft: bool) -> BoundaryTold | None:
    """The boundary an application goes by; one query at most in a draft, none once it was handed in."""
    return in_force(application) if draft or not application.snapshot_sha256 else _frozen(application.snapshot_sha256)


@lru_cache(maxsize=64)
def _frozen(snapshot: str) -> BoundaryTold | None:
    """The boundary in a snapshot, which never changes."""
    try:
        kept = json.loads(store.read(snapshot)).get("boundary")
    except store.NotStored:
        return None
    return BoundaryTold(**kept) if kept else None
