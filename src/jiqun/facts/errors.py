"""Why rows cannot be counted."""

from __future__ import annotations

from jiqun.bilingual import Text


class FactError(ValueError):
    """Rows or stored facts that cannot be trusted; `text` says what, where and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text
