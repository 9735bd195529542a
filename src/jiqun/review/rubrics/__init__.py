"""The rubric as data (Article 14(三), 细化指标体系): items, evidence, scoring rules; replaceable without code."""

from jiqun.review.rubrics.model import KINDS, REASONS, Dimension, Item, Rubric, points, read
from jiqun.review.rubrics.revisions import current, ensure_default, origin_of, rubric_of

__all__ = [
    "KINDS",
    "REASONS",
    "Dimension",
    "Item",
    "Rubric",
    "current",
    "ensure_default",
    "origin_of",
    "points",
    "read",
    "rubric_of",
]
