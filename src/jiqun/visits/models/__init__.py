"""Visits, the firms they go to, photos, and plans of visits."""

from jiqun.visits.models.plan import Plan, PlanCandidate
from jiqun.visits.models.visit import Photo, Visit, VisitedFirm

__all__ = ["Photo", "Plan", "PlanCandidate", "Visit", "VisitedFirm"]
