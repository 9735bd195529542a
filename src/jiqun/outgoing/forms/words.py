"""A two-language sentence where Django expects its own."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text


def said(zh: str, en: str) -> Any:
    """The sentence, told in the language in force when it is shown."""
    return Text(zh, en)
