"""Drawing experts for cases (Article 14(三)): by lot, without conflicts of interest, with an even load, replayable.

`lots` is the algorithm and its check, in plain Python that the office gives away; `ties` are the rules of conflict,
`terms` the conditions, `drawing` brings them together.
"""

from jiqun.review.draw.drawing import Draw, Next, TooFewExperts, draw, next_in_line
from jiqun.review.draw.lots import faults, seed_digest, substitutes, verify
from jiqun.review.draw.terms import Condition, Terms
from jiqun.review.draw.ties import REASONS, CaseTies, ExpertTies, conflict

__all__ = [
    "REASONS",
    "CaseTies",
    "Condition",
    "Draw",
    "ExpertTies",
    "Next",
    "Terms",
    "TooFewExperts",
    "conflict",
    "draw",
    "faults",
    "next_in_line",
    "seed_digest",
    "substitutes",
    "verify",
]
