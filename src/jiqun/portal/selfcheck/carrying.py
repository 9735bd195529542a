"""How facts get from one page of the self-check to the next without being kept: in the page itself, signed.

The visitor's own page carries the sums (never a firm's row or figures; of incidents, product lines and titles of firms
not on the roster also the credit codes), so that another reading, the PDF or the JSON can be asked for without a second
upload. The signature only proves that the sums are those this program added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing

from jiqun.bilingual import Text
from jiqun.facts import FactError, Facts

SALT = "jiqun.portal.selfcheck"
SECONDS = 12 * 3600
MOST_NOTICES = 100

_MORE = Text("另有 {n} 条提醒未列出。", "{n} more remarks are not listed.")


class Expired(Exception):
    """What the page carries is no longer valid, or was not made here."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The facts of a cluster, what was noticed when its workbook was read, and the entries they were typed in."""

    facts: Facts
    notices: tuple[Text, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()


def shortened(notices: Sequence[Text]) -> tuple[Text, ...]:
    """At most `MOST_NOTICES` of the notices, and how many more there are."""
    if len(notices) <= MOST_NOTICES:
        return tuple(notices)
    return (*notices[:MOST_NOTICES], _MORE.format(n=len(notices) - MOST_NOTICES))


def packed(carried: Carried) -> str:
    """The text a page carries."""
    notices = [[text.zh, text.en] for text in carried.notices]
    found = {"facts": carried.facts.to_json(), "notices": notices, "typed": carried.typed}
    return signing.dumps(found, salt=SALT, compress=True)


def unpacked(text: str) -> Carried:
    """What `packed` gave. Raises `Expired` after `SECONDS`, for anything altered, and for another version's facts."""
    try:
        found = signing.loads(text, salt=SALT, max_age=SECONDS)
        notices = tuple(Text(zh, en) for zh, en in found["notices"])
        typed = tuple((name, value) for name, value in found["typed"])
        return Carried(Facts.from_json(found["facts"]), notices, typed)
    except (signing.BadSignature, FactError, KeyError):
        raise Expired from None
