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
from jiqun.casework.models.signing import ChainSetting, Proposal, Signature, Step

__all__ = [
    "STAFF",
    "ActRecord",
    "Audience",
    "Case",
    "CaseQuerySet",
    "ChainSetting",
    "Counter",
    "Participant",
    "Proposal",
    "Signature",
    "Step",
]
