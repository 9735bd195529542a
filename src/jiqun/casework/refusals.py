"""Why an act was not done: always a sentence that a person can act on, with the clause behind it."""

from __future__ import annotations

from collections.abc import Mapping

from jiqun.bilingual import Text


class Refusal(Exception):
    """The act may not be done (now). Nothing was changed."""

    def __init__(self, text: Text, *, clause: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.clause = clause

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
