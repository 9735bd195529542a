"""Why a measure cannot be loaded or applied. Every message is a sentence someone can act on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiqun.bilingual import Text


class LawError(Exception):
    """Base of the errors of this room; `text` is the message in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class NoMeasureInForce(LawError):
    """The measure is not in force on the day asked for. The engine never falls back to another day."""

    def __init__(self, title: str, start: date, until: date, on: date) -> None:
        super().__init__(
            Text(
                f"{on} 不在《{title}》的有效期内（{start} 至 {until}）；请改用有效期内的日期，或先登记延期、"
                "替代文件等依据。",
                f"《{title}》 is in force from {start} to {until}, not on {on}; take a day within, or first register "
                "a basis such as an extension or a successor.",
            )
        )


class UnknownMeasure(LawError):
    """No measure of that name is in the library."""

    def __init__(self, measure_id: str, known: Iterable[str]) -> None:
        names = ", ".join(known)
        super().__init__(
            Text(
                f"没有名为 {measure_id} 的办法；现有：{names}。",
                f"There is no measure {measure_id}; the library holds: {names}.",
            )
        )


class UnknownReading(LawError):
    """A reading, or a value of it, that the measure does not have."""

    def __init__(self, key: str, value: str | None, known: Iterable[str]) -> None:
        names = ", ".join(known)
        if value is None:
            text = Text(
                f"没有名为“{key}”的口径；可用口径：{names}。", f"There is no reading {key}; there are: {names}."
            )
        else:
            text = Text(
                f"口径“{key}”没有取值“{value}”；可取：{names}。",
                f"The reading {key} has no value {value}; it has: {names}.",
            )
        super().__init__(text)


class MeasureError(LawError):
    """A measure file that is not right: all problems at once, each with file, line and what to do."""

    def __init__(self, problems: Iterable[Text]) -> None:
        self.problems = tuple(problems)
        super().__init__(Text("\n".join(p.zh for p in self.problems), "\n".join(p.en for p in self.problems)))
