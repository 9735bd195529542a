"""How the commands of this room speak: in which language, and where a refusal goes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date

from jiqun.bilingual import Text

_NOT_A_DAY = Text("“{found}”不是日期，请写成 2025-03-20", "{found} is not a date; write it as 2025-03-20")


def both(text: Text) -> str:
    """Both languages: the arguments are read, and help is printed, before the language is known."""
    return f"{text.zh} · {text.en}"


def day(found: str) -> date:
    """The date an argument names. Raises `ArgumentTypeError` with a sentence."""
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise argparse.ArgumentTypeError(both(_NOT_A_DAY.format(found=found))) from None


def environment() -> str:
    """The language of the environment: English where `LANG` says so, else Chinese."""
    return "en" if os.environ.get("LANG", "").startswith("en") else "zh"


def refuse(code: int, texts: Iterable[Text]) -> int:
    """Prints sentences on stderr, in the language in force, and returns the exit code."""
    for text in texts:
        print(text, file=sys.stderr)
    return code
