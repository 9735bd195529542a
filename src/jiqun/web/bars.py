"""The thin bar that shows how far a value stands from its limit, as SVG geometry."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiqun.web.figures import Number, fraction, rounded

WIDTH = 120
DEFAULT_LIMIT_AT = Fraction(7, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths in SVG user units as decimal strings; `filled` is None when there is no value."""

    filled: str | None
    limit: str | None
    tone: str


def bar(value: Number | None, limit: Number | None, top: Number | None = None, verdict: object = None) -> Bar:
    """Where value and limit lie on a bar that ends at `top`.

    Without `top` the bar ends where the limit stands at seven tenths, or at the value if that is greater.
    What lies beyond either end is drawn at the end. Raises ValueError if the bar would have no length.
    """
    at = None if value is None else fraction(value)
    bound = None if limit is None else fraction(limit)
    if top is not None:
        end = fraction(top)
    else:
        end = max(
            [x for x in (at, bound / DEFAULT_LIMIT_AT if bound is not None else None) if x is not None],
            default=Fraction(1),
        )
        end = end if end > 0 else Fraction(1)
    if end <= 0:
        raise ValueError(f"a bar ends above zero, not at {end}")

    def place(x: Fraction) -> str:
        return rounded(min(max(x / end, Fraction(0)), Fraction(1)) * WIDTH, 1)

    name = str(getattr(verdict, "value", verdict))
    tone = {"not_met": "not", "undetermined": "und"}.get(name, "met")
    return Bar(None if at is None else place(at), None if bound is None else place(bound), tone)
