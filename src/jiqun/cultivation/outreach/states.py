"""How far a policy came to a firm, in order, and by what; nothing goes back but by a correction with a reason."""

from __future__ import annotations

from jiqun.bilingual import Text

MISSING, REACHED, READ, UNDERSTOOD, APPLIED, RECEIVED = (
    "missing", "reached", "read", "understood", "applied", "received",
)  # fmt: skip
DECLINED = "declined"
STATES = {
    MISSING: Text("未触达", "Not reached"),
    REACHED: Text("已送达", "Reached"),
    READ: Text("已阅读", "Read"),
    UNDERSTOOD: Text("已了解", "Understood"),
    APPLIED: Text("已申报", "Applied"),
    RECEIVED: Text("已享受", "Received"),
    DECLINED: Text("不适用或不需要", "Not for it"),
}
ORDER = (MISSING, REACHED, READ, UNDERSTOOD, APPLIED, RECEIVED)
ANSWERS = (READ, UNDERSTOOD, DECLINED)
"""What a firm says of itself behind the link."""
CHANNELS = {"link": Text("链接", "Link"), "list": Text("清单", "List"), "visit": Text("走访", "Visit")}


def behind(state: str) -> tuple[str, ...]:
    """The states that come before one: a firm in one of them may get there. One that declined may still apply."""
    if state == DECLINED:
        return ORDER[:4]
    found = ORDER[: ORDER.index(state)]
    return (*found, DECLINED) if state in (APPLIED, RECEIVED) else found
