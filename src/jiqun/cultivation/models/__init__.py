"""The chapter's tables, part by part."""

from jiqun.cultivation.models.assessment import SelfAssessment
from jiqun.cultivation.models.cases import Brand, CasePicture, TypicalCase
from jiqun.cultivation.models.chain import ChainLink
from jiqun.cultivation.models.gradient import FollowedFirm
from jiqun.cultivation.models.library import ACTIVE, Guidance, LibraryEntry
from jiqun.cultivation.models.outreach import Outreach, OutreachFirm, Policy
from jiqun.cultivation.models.plan import Plan, PlanNote, PlanResult, PlanRevision, PlanTask
from jiqun.cultivation.models.services import ServiceEvent, ServiceProvider
from jiqun.cultivation.models.support import EnterpriseRequest, SupportLine

__all__ = [
    "ACTIVE",
    "Brand",
    "CasePicture",
    "ChainLink",
    "EnterpriseRequest",
    "FollowedFirm",
    "Guidance",
    "LibraryEntry",
    "Outreach",
    "OutreachFirm",
    "Plan",
    "PlanNote",
    "PlanResult",
    "PlanRevision",
    "PlanTask",
    "Policy",
    "SelfAssessment",
    "ServiceEvent",
    "ServiceProvider",
    "SupportLine",
    "TypicalCase",
]
