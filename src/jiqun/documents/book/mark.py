"""The mark on every page of a printed version: a short code of what is printed, and the QR that carries it.

The code is the head of the content's SHA-256 in Crockford's base 32, which has no I, L, O and U: read aloud or typed
from paper, nothing is taken for something else.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import segno

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
_BITS = 5
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PAYLOAD = re.compile(r"JQ1:([^:\s]{1,40}):([0-9A-Z-]{12,20})")


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands at the foot of every page: the matter's number and the code of the version printed."""

    number: str
    code: str

    @property
    def text(self) -> str:
        """What the QR says."""
        return payload(self.number, self.code)

    @property
    def svg(self) -> str:
        """The QR as SVG, with its quiet zone."""
        made = io.BytesIO()
        segno.make(self.text, error="m", micro=False).save(made, kind="svg", border=4, xmldecl=False, svgclass=None)
        return made.getvalue().decode()


def code_of(sha256: str) -> str:
    """The version code of a content's digest (hexadecimal): sixty bits, `7K3M-Q0ZT-4WXA`."""
    bits = int(sha256, 16) >> (len(sha256) * 4 - LENGTH * _BITS)
    signs = [ALPHABET[bits >> (_BITS * place) & 31] for place in reversed(range(LENGTH))]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def normal(typed: str) -> str:
    """A code as it was typed, in its one written form; empty when it can be none.

    Small letters, blanks, full-width signs and missing hyphens are forgiven, O is 0, I and L are 1.
    """
    wide = {ord("０") + n: str(n) for n in range(10)} | {ord("Ａ") + n: chr(ord("A") + n) for n in range(26)}
    wide |= {ord("ａ") + n: chr(ord("A") + n) for n in range(26)}
    signs = re.sub(r"[\s\-－—–_.·]", "", typed.translate(wide).upper()).translate(_TAKEN_FOR)
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return ""
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def payload(number: str, code: str) -> str:
    """What the QR of a version says: `JQ1:2025-441302-001:7K3M-Q0ZT-4WXA`."""
    return f"JQ1:{number}:{code}"


def read_payload(text: str) -> tuple[str, str] | None:
    """Number and code of a QR's text; `None` for any other QR."""
    found = _PAYLOAD.fullmatch(text.strip())
    code = normal(found[2]) if found else ""
    return (found[1], code) if found and code else None
