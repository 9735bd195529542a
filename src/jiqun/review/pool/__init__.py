"""The pool of experts: taking into it, what a draw sees of it, its pages and its list in a workbook."""

from jiqun.review.pool.entering import Entry, add, amend
from jiqun.review.pool.seen import served, ties

__all__ = ["Entry", "add", "amend", "served", "ties"]
