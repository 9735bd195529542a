"""A text as it is compared: full-width and styled signs made plain, invisible ones gone, with the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, normalize

_DASHES = {**dict.fromkeys("‐‑‒–—―−－﹣ー─", "-"), "，": "、"}
"""A Chinese comma parts two numbers; an ASCII one may stand within a figure."""
_CHINESE = dict(zip("〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖", "0001112233445566778899", strict=True))
_SPOKEN = re.compile(rf"[{''.join(_CHINESE)}](?:[ \-]?[{''.join(_CHINESE)}0-9]){{6,}}")
_BROKEN = re.compile(r"(?<=[0-9])[ \t]*-?[ \t]*\n[ \t]*(?=[0-9Xx])")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain signs; `at[i]` is where sign i stood in the original."""

    text: str
    at: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of the plain text came from."""
        return self.at[start], self.at[end - 1] + 1


def plain(original: str) -> Plain:
    """Every sign in its plain form (NFKC); zero-width signs and soft hyphens are left out, all spaces are one kind."""
    signs: list[str] = []
    at: list[int] = []
    for index, sign in enumerate(original):
        if category(sign) == "Cf":
            continue
        for each in _DASHES.get(sign) or normalize("NFKC", sign):
            each = _DASHES.get(each, each)
            signs.append(_blank(each) if each.isspace() else each)
            at.append(index)
    text = "".join(signs).replace("\n\n", " \n")
    return Plain(text, tuple(at))


def _blank(sign: str) -> str:
    """One kind of blank, one kind of line break; what parts cells stays."""
    return sign if sign in "\n\x1f" else "\n" if sign in "\r\v\f\x85\u2028" else " "


def joined(found: Plain) -> Plain:
    """With digits that a line break parts put together again."""
    gone: set[int] = set()
    for hit in _BROKEN.finditer(found.text):
        gone.update(range(*hit.span()))
    kept = [index for index in range(len(found.text)) if index not in gone]
    return Plain("".join(found.text[index] for index in kept), tuple(found.at[index] for index in kept))


def spoken(found: Plain) -> Plain:
    """With digits that are written as Chinese characters (一三八〇〇…) in figures; a year is too short to be meant."""
    return Plain(_SPOKEN.sub(lambda hit: "".join(_CHINESE.get(sign, sign) for sign in hit[0]), found.text), found.at)
