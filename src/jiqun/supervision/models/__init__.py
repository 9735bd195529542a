"""The chapter's tables, part by part."""

from jiqun.supervision.models.appraisal import Appraisal, Appraised
from jiqun.supervision.models.change import ChangeFiling, FilingPeriod, GoalAdjustment
from jiqun.supervision.models.evaluation import Evaluation, EvaluationEdition, SentenceWording
from jiqun.supervision.models.lead import Lead, Look
from jiqun.supervision.models.past import PastEntry
from jiqun.supervision.models.plan import PlannedCheck, SupervisionPlan
from jiqun.supervision.models.problem import Problem
from jiqun.supervision.models.renewal import Covered, GoalResult, Renewal, RenewalRound
from jiqun.supervision.models.report import AnnualReport, GoalProgress, ReportDate, ReportOrder
from jiqun.supervision.models.revocation import Proof, ProofRequest, Revocation

__all__ = [
    "AnnualReport",
    "Appraisal",
    "Appraised",
    "ChangeFiling",
    "Covered",
    "Evaluation",
    "EvaluationEdition",
    "FilingPeriod",
    "GoalAdjustment",
    "GoalProgress",
    "GoalResult",
    "Lead",
    "Look",
    "PastEntry",
    "PlannedCheck",
    "Problem",
    "Proof",
    "ProofRequest",
    "Renewal",
    "RenewalRound",
    "ReportDate",
    "ReportOrder",
    "Revocation",
    "SentenceWording",
    "SupervisionPlan",
]
