"""Personal data in a text: identity numbers, telephones, bank cards, addresses of mail and messengers.

Pure: a text in, findings out. Found in full-width figures, with blanks, hyphens or line breaks between the digits and
in Chinese numerals. Credit codes, document numbers, dates and amounts are not mistaken for any of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.evidence.privacy.letters import Plain, joined, plain, spoken
from jiqun.evidence.privacy.numbers import is_card, is_identity
from jiqun.standards import credit_code

REVISION = 1
"""Of what is looked for; what was looked through under an earlier one is looked through again."""

KINDS = {
    "identity": Text("公民身份号码", "identity number"),
    "card": Text("银行卡号", "bank card number"),
    "mobile": Text("手机号码", "mobile number"),
    "landline": Text("固定电话", "landline number"),
    "email": Text("电子邮箱", "e-mail address"),
    "messenger": Text("QQ、微信号", "messenger account"),
}

_BEFORE = r"(?<![0-9A-Za-z])(?<![0-9][.,][0-9])(?<![0-9][.,])"
_AFTER = r"(?![0-9])(?![.,][0-9])(?![A-Za-z][0-9A-Za-z])"
_GAP = r"[ \-.·_]"
_AMOUNT = r"(?! ?(?:元|[万亿](?:元|美元|人|吨|户|家|件|台|套|度|千瓦)|吨|平方|千瓦|立方|%|美元|[Kk][Ww]))"


def _grouped(*groups: str) -> str:
    """Groups of digits with at most one sign of division between them, or between all digits."""
    return f"{_GAP}?".join(groups)


def _loose(first: str, more: int, last: str = r"[0-9]") -> str:
    """Digits each of which may be parted from the next by one blank or hyphen."""
    return first + rf"(?:{_GAP}[0-9]){{{more}}}" + rf"{_GAP}{last}"


_IDENTITY = re.compile(
    rf"{_BEFORE}(?:{_grouped('[1-9][0-9]{2}', '[0-9]{3}', '[0-9]{4}', '[0-9]{2}', '[0-9]{2}', '[0-9]{3}[0-9Xx]')}"
    rf"|{_loose('[1-9]', 16, '[0-9Xx]')}|[1-9][0-9]{{14}}){_AFTER}"
)
_CARD = re.compile(
    rf"{_BEFORE}(?:{_grouped('[3-69][0-9]{3}', '[0-9]{4}', '[0-9]{4}', '[0-9]{4}')}(?:{_GAP}?[0-9]{{1,3}})?"
    rf"|{_grouped('3[47][0-9]{2}', '[0-9]{6}', '[0-9]{5}')}"
    rf"|[3-69](?:{_GAP}[0-9]){{15,18}}|62[0-9]{{4}}{_GAP}?[0-9]{{10,13}}){_AFTER}"
)
_CARD_STARTS = re.compile(r"62|4|5[1-5]|35|60|3[47]|955880|95599|95555|9558|68|69")
_MOBILE = re.compile(
    rf"(?:(?<![0-9A-Za-z+])|(?<![0-9A-Za-z+])(?:\+?86|0086|\(\+?86\)){_GAP}?)(?<![0-9][.,])"
    rf"(?:{_grouped('1[3-9][0-9]', '[0-9]{4}', '[0-9]{4}')}|{_grouped('1[3-9][0-9]', '[0-9]{3}', '[0-9]{5}')}"
    rf"|{_grouped('1[3-9][0-9]{2}', '[0-9]{3}', '[0-9]{4}')}|{_grouped('1[3-9][0-9]{3}', '[0-9]{6}')}"
    rf"|{_grouped('1[3-9][0-9]{2}', '[0-9]{4}', '[0-9]{3}')}"
    rf"|{_loose('1[ -.·_]?[3-9]', 8)}|1 - ?[3-9][0-9]{{9}})(?![0-9])(?!,[0-9]{{3}}|\.[0-9]){_AMOUNT}"
)
_AREA = r"(?:10|2[0-57-9]|[3-9][0-9]{2})"
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][.\-])(?:(?:\+?86|0086){_GAP}?0?{_AREA}|\( ?0{_AREA} ?\)|\[0{_AREA}\]|0{_AREA})"
    rf"(?: ?- ?| |\.|/)?(?:[2-9][0-9]{{6,7}}|[2-9][0-9]{{2,3}}[ \-.][0-9]{{4}})(?![0-9])(?!\.[0-9])"
)
_CALLED = re.compile(
    r"(?:电话|座机|传真|手机|热线|联系方式|[Tt][Ee][Ll](?:ephone)?|[Pp]hone|[Ff]ax)[^0-9\n\x1f]{0,8}"
    r"([2-9][0-9]{6,7}|[2-9][0-9]{2,3}[ \-][0-9]{4})(?![0-9])"
)
_AT = r"(?: ?@ ?| ?[(\[{] ?at ?[)\]}] ?| at )"
_DOT = r"(?: ?\. ?| ?[(\[{] ?dot ?[)\]}] ?| dot )"
_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{{0,63}}{_AT}\n?(?:[A-Za-z0-9\-]+{_DOT}\n?)+[A-Za-z]{{2,12}}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MESSENGER = re.compile(
    r"(?:(?:QQ|扣扣)(?:号码?)?[ :]*([1-9][0-9]{4,10})"
    r"|(?:微信(?:号)?|WeChat|VX|V信)[ :]*([A-Za-z][A-Za-z0-9_\-]{5,19}|[0-9]{5,11}))(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_NOT_DIGITS = re.compile(r"[^0-9Xx]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its `kind`, the `text` as it stands, where it begins and ends in the original."""

    kind: str
    text: str
    start: int
    end: int
    value: str

    @property
    def title(self) -> Text:
        """What it is."""
        return KINDS[self.kind]

    @property
    def key(self) -> str:
        """The same for the same thing wherever and however it is written; tells nothing about it."""
        return hashlib.sha256(f"{self.kind}:{self.value}".encode()).hexdigest()[:12]

    @property
    def masked(self) -> str:
        """Enough to find it again, too little to use it."""
        if self.kind == "email":
            name, _, host = self.value.partition("@")
            return f"{name[:1]}***@{host}"
        return self.value[:3] + "*" * max(len(self.value) - 5, 2) + self.value[-2:]


def scan(text: str) -> tuple[Finding, ...]:
    """Everything found, in the order it stands; the same stretch is found once, as the most telling kind."""
    as_is = plain(text)
    found: dict[tuple[int, int], Finding] = {}
    for read in _readings(as_is):
        for kind, start, end, value in _hits(read):
            place = read.place(start, end)
            if not any(place[0] < other[1] and other[0] < place[1] for other in found):
                found[place] = Finding(kind, text[slice(*place)], *place, value)
    return tuple(found[place] for place in sorted(found))


def _readings(as_is: Plain) -> Iterator[Plain]:
    """The text as it stands, with broken lines joined, with Chinese numerals in figures."""
    yield as_is
    for other in (joined(as_is), spoken(joined(as_is))):
        if other.text != as_is.text:
            yield other


def _hits(read: Plain) -> Iterator[tuple[str, int, int, str]]:
    for kind, pattern, good in _PATTERNS:
        for hit in pattern.finditer(read.text):
            group = hit.lastindex or 0
            value = _value(kind, hit[group])
            if good(value):
                yield kind, hit.start(group), hit.end(group), value


def _value(kind: str, said: str) -> str:
    if kind == "email":
        return re.sub(_DOT, ".", re.sub(_AT, "@", said.lower().replace("\n", ""), flags=re.IGNORECASE)).replace(" ", "")
    if kind == "messenger":
        return said.lower()
    return _NOT_DIGITS.sub("", said).upper()


def _is_bank_card(value: str) -> bool:
    return _CARD_STARTS.match(value) is not None and is_card(value) and bool(credit_code.check(value))


def _always(value: str) -> bool:
    return True


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", _EMAIL, _always),
    ("identity", _IDENTITY, is_identity),
    ("card", _CARD, _is_bank_card),
    ("mobile", _MOBILE, _always),
    ("landline", _LANDLINE, _always),
    ("landline", _CALLED, _always),
    ("messenger", _MESSENGER, _always),
)
