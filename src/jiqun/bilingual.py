"""A text in the product's two languages, said where it is used.

Every sentence a person may read carries its Chinese and its English side by side, so that neither can be
missing and a reader of the code sees what the clerk sees. The language in force is a context variable that
the web frame (or the command line) sets; without one it is Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

LANGUAGES = ("zh", "en")

_language: ContextVar[str] = ContextVar("jiqun_language", default="zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and English; `str()` gives the one in force."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if _language.get() == "en" else self.zh

    def __mod__(self, values: Mapping[str, object]) -> str:
        """`str()` with `%(name)s` filled in: Django does so with the message of a field that has a limit."""
        said = str(self)
        for name, value in values.items():
            said = said.replace(f"%({name})s", str(value))
        return said

    def format(self, **values: object) -> Text:
        """Both languages with the same values put in; a value that is itself a `Text` speaks the right one."""
        return Text(
            self.zh.format(**{k: v.zh if isinstance(v, Text) else v for k, v in values.items()}),
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
        )


def listing(items: Iterable[object]) -> Text:
    """Several things named one after another, as each language separates them; a `Text` among them speaks its own."""
    named = [item if isinstance(item, Text) else Text(str(item), str(item)) for item in items]
    return Text("、".join(item.zh for item in named), ", ".join(item.en for item in named))


def language() -> str:
    """The language in force: `zh` or `en`."""
    return _language.get()


def pick(zh: str, en: str) -> str:
    """The one of two strings that the language in force asks for."""
    return en if _language.get() == "en" else zh


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Put a language in force for a block; anything but `en` is Chinese."""
    token = _language.set("en" if lang == "en" else "zh")
    try:
        yield
    finally:
        _language.reset(token)
