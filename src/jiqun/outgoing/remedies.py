"""What a decision against somebody tells of remedies (救济途径告知): chosen for each, by another than its drafter.

A kind of paper that is such a decision names the texts to choose from. It is drafted with a blank in their place, and
goes no further until one was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jiqun.bilingual import Text
from jiqun.documents.official import Official, Para


@dataclass(frozen=True, slots=True)
class Appeal:
    """One text: `says` is printed, `basis` is where it comes from."""

    slug: str
    title: Text
    says: str
    basis: str


BLANK = "（救济途径由法制审核人员选定后写入此处。）"
"""What stands in a draft until the remedy is chosen."""


def told(remedies: tuple[Appeal, ...], context: Mapping[str, Any]) -> str:
    """What a paper of this context says of remedies."""
    return next((each.says for each in remedies if each.slug == context.get("appeal")), BLANK)


def with_remedy(official: Official, remedies: tuple[Appeal, ...], chosen: str) -> Official:
    """The paper with the chosen remedy in place of the blank or of another one; at its end where both are gone."""
    before = {BLANK, *(each.says for each in remedies)}
    new = Para(told(remedies, {"appeal": chosen}))
    there = any(isinstance(block, Para) and block.text in before for block in official.body)
    body = tuple(new if isinstance(block, Para) and block.text in before else block for block in official.body)
    return replace(official, body=body if there else (*body, new))
