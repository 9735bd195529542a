"""A clause cut where norms quote it, so that the words of the law lead to what was made of them."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.law import Finding, Norm

Piece = tuple[str, str]
"""A stretch of a clause, and the id of the norm that quotes it or nothing."""


def pieces(text: str, quoting: Iterable[Finding | Norm]) -> tuple[Piece, ...]:
    """The text in pieces, in order; words that two norms quote belong to the first, a quote not in it marks nothing."""
    owners = [""] * len(text)
    for each in quoting:
        start = text.find(each.quote)
        for position in range(start, start + len(each.quote)) if start >= 0 else ():
            owners[position] = owners[position] or each.id
    cuts = [n for n in range(1, len(text)) if owners[n] != owners[n - 1]]
    return tuple((text[a:b], owners[a]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if a < b)
