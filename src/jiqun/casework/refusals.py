"""Why an act was not done: always a sentence that a person can act on, with the clause behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiqun.bilingual import Text, listing

NAMED = 3
"""How many of what stands in the way a sentence names."""


def naming(names: Sequence[str], unit: str = "件") -> Text:
    """The first of them by name, and how many they are when that is not all: 甲、乙、丙等 12 件."""
    first, more = listing(names[:NAMED]), len(names) - NAMED
    return Text(f"{first.zh}等 {len(names)} {unit}", f"{first.en} and {more} more") if more > 0 else first


class Refusal(Exception):
    """The act may not be done (now). Nothing was changed. `see` is the address of the list behind what it names."""

    def __init__(self, text: Text, *, clause: str = "", see: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.clause = clause
        self.see = see

    def __str__(self) -> str:
        return str(self.text)


class NotHere(Refusal):
    """Foreign and absent look the same."""

    def __init__(self) -> None:
        super().__init__(
            Text("没有这个办件，或不在您的辖区。", "There is no such matter, or it is not in your territory.")
        )


class Conflict(Refusal):
    """Somebody else acted meanwhile; the sentence says who and what."""


class Invalid(Refusal):
    """What was entered does not hold; every fault at once, by field."""

    def __init__(self, faults: Mapping[str, list[str]]) -> None:
        self.faults = {field: list(said) for field, said in faults.items()}
        said = "；".join(s for sentences in self.faults.values() for s in sentences)
        super().__init__(Text(f"填写内容有误：{said}", f"What was entered does not hold: {said}"))
