"""Why a file is not taken, as a short name: the process that looks inside says it, the page has the sentence."""

from __future__ import annotations

DAMAGED = "damaged"
LOCKED = "locked"
MACROS = "macros"
ACTIVE = "active"
EMBEDDED = "embedded"
LINKED = "linked"
BOMB = "bomb"
CROOKED = "crooked"
ENTITIES = "entities"
OTHER = "other"
TWO_IN_ONE = "two_in_one"
FLOOD = "flood"
SECRET = "secret"


class Fault(Exception):
    """The file is not taken; `name` is one of the names above."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
