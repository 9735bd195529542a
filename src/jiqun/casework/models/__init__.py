"""Matters, what was done to them, and how acts on them are signed."""

from jiqun.casework.models.case import (
    STAFF,
    ActRecord,
    Audience,
    Case,
    CaseQuerySet,
    Counter,
    Participant,
)
from jiqun.casework.models.mailing import Contact, Mailed
from jiqun.casework.models.signing import ChainSetting, Proposal, Signature, Step
from jiqun.casework.models.staffing import StaffChange
from jiqun.casework.models.standing_in import StandIn
from jiqun.casework.models.watching import CalendarLink, SavedView, Watch

__all__ = [
    "STAFF",
    "ActRecord",
    "Audience",
    "CalendarLink",
    "Case",
    "CaseQuerySet",
    "ChainSetting",
    "Contact",
    "Counter",
    "Mailed",
    "Participant",
    "Proposal",
    "SavedView",
    "Signature",
    "StaffChange",
    "StandIn",
    "Step",
    "Watch",
]
