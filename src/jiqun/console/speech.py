"""How the commands of this room speak: in which language, and where a refusal goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from jiqun.bilingual import Text


def both(text: Text) -> str:
    """Both languages: the arguments are read, and help is printed, before the language is known."""
    return f"{text.zh} · {text.en}"


def environment() -> str:
    """The language of the environment: English where `LANG` says so, else Chinese."""
    return "en" if os.environ.get("LANG", "").startswith("en") else "zh"


def refuse(code: int, texts: Iterable[Text]) -> int:
    """Prints sentences on stderr, in the language in force, and returns the exit code."""
    for text in texts:
        print(text, file=sys.stderr)
    return code
