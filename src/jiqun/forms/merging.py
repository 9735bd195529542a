"""Two people's changes of one answer put together, and the difference of two texts in words a person can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

SAME, GONE, ADDED = "same", "gone", "added"
_CLAUSES = re.compile(r"[^，。；：、！？,.;:!?\s]*[，。；：、！？,.;:!?\s]?")


class Crossed(Exception):
    """Both changed the same place to different values; a person has to choose."""


def merged(before: Any, theirs: Any, mine: Any) -> Any:
    """Both changes of `before` in one value. Raises `Crossed` where they meet.

    Answers of several cells (figures by part and year, a count with its text) are put together cell by cell; a text,
    a number or a list of lines is one place.
    """
    if theirs == mine or mine == before:
        return theirs
    if theirs == before:
        return mine
    sides = [side or {} for side in (before, theirs, mine)]  # a blank answer of several cells may be stored as ""
    if not all(isinstance(side, Mapping) for side in sides):
        raise Crossed
    was, their, my = sides
    found: dict[str, Any] = {}
    for name in dict.fromkeys((*was, *their, *my)):
        value = merged(was.get(name), their.get(name), my.get(name))
        if value not in (None, {}) or (name in their and name in my):  # a count left blank keeps its place
            found[name] = value
    return found


def difference(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What became of a text clause by clause: (`same`, `gone` or `added`, the words), in reading order."""
    old, new = (list(filter(None, _CLAUSES.findall(text))) for text in (before, after))
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SAME, "".join(old[i:j])
            continue
        if words := "".join(old[i:j]):
            yield GONE, words
        if words := "".join(new[k:m]):
            yield ADDED, words
