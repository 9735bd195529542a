"""Secrecy marks (国家秘密标志): 绝密, 机密 or 秘密 with its star, or alone on its line (保守国家秘密法)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiqun.evidence.inside.faults import SECRET, Fault

# A space may stand between the two characters, as titles are set. 商业秘密 or 保守秘密 in a sentence is no mark.
_MARK = re.compile(r"(?:绝\s?密|机\s?密|秘\s?密)\s*[★☆✭✮⭐]")
_ALONE = re.compile(r"\s*(?:密级\s*[:：]\s*)?(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[*＊]\s*\S{0,8}\s*)?")


def refuse_marked(lines: Iterable[str]) -> None:
    """Raises `Fault(SECRET)` at the first line that bears a mark."""
    for line in lines:
        if _MARK.search(line) or _ALONE.fullmatch(line):
            raise Fault(SECRET)
