"""The register's tables."""

from jiqun.register.models.cluster import Cluster, Enterprise
from jiqun.register.models.plan import Goal
from jiqun.register.models.recognition import Recognition
from jiqun.register.models.roster import (
    BelowSizeRow,
    EfficiencyRow,
    FirmYearRow,
    HonourRow,
    IncidentRow,
    RosterRevision,
    SearchRow,
)

__all__ = [
    "BelowSizeRow",
    "Cluster",
    "EfficiencyRow",
    "Enterprise",
    "FirmYearRow",
    "Goal",
    "HonourRow",
    "IncidentRow",
    "Recognition",
    "RosterRevision",
    "SearchRow",
]
