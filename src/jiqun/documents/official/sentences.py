"""What people enter, set into a paper's own text."""

from __future__ import annotations

_ENDS = "。！？；："


def sentence(entered: str) -> str:
    """What somebody entered as a reason, ended as a sentence of a paper is; nothing stays nothing."""
    said = entered.strip()
    return said if not said or said[-1] in _ENDS else f"{said}。"
