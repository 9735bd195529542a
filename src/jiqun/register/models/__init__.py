"""The register's tables."""

from jiqun.register.models.cluster import Cluster, Enterprise
from jiqun.register.models.figures import FIGURES, ClusterYear
from jiqun.register.models.plan import Goal
from jiqun.register.models.recognition import Recognition, RecognitionChange
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
    "FIGURES",
    "BelowSizeRow",
    "Cluster",
    "ClusterYear",
    "EfficiencyRow",
    "Enterprise",
    "FirmYearRow",
    "Goal",
    "HonourRow",
    "IncidentRow",
    "Recognition",
    "RecognitionChange",
    "RosterRevision",
    "SearchRow",
]
