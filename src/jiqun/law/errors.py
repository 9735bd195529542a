"""Why a measure cannot be loaded or applied. Every message is a sentence someone can act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from jiqun.bilingual import Text


class LawError(Exception):
    """Base of the errors of this room; `text` is the message in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class NoMeasureInForce(LawError):
    """The measure is not in force on the day asked for. The engine never falls back to another day.

    `further` are the periods that registered bases add; `successor` the sentence of the one that took its place.
    """

    def __init__(
        self,
        title: str,
        start: date,
        until: date,
        on: date,
        *,
        further: Sequence[tuple[date, date]] = (),
        successor: Text | None = None,
    ) -> None:
        periods = ((start, until), *further)
        said = [_period(first, last) for first, last in periods]
        zh, en = "、".join(period.zh for period in said), " and ".join(period.en for period in said)
        remedy = Text(
            "；请改用有效期内的日期，或先登记延期、替代文件等依据。",
            "; take a day within, or first register a basis such as an extension or a successor.",
        )
        if successor:
            remedy = Text(f"。{successor.zh}请改按新办法办理。", f". {successor.en} Apply the new measure.")
        super().__init__(
            Text(
                f"{on} 不在《{title}》的有效期内（{zh}）{remedy.zh}",
                f"《{title}》 is in force {en}, not on {on}{remedy.en}",
            )
        )


def _period(first: date, last: date) -> Text:
    """A period in force; one without a last day is open."""
    if last == date.max:
        return Text(f"自 {first} 起", f"from {first} on")
    return Text(f"{first} 至 {last}", f"from {first} to {last}")


class BasisError(LawError):
    """A basis, interpretation or demand that is not right in itself or contradicts others: all that is wrong."""

    def __init__(self, problems: Iterable[Text]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text("；".join(p.zh for p in self.problems) + "。", "; ".join(p.en for p in self.problems) + ".")
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
