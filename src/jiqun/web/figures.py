"""Exact figures as people read them. Amounts are integer 分, shares are fractions; a float is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from jiqun.bilingual import pick

Number = int | Fraction | Decimal | str

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
FEN_PER_YI = 100_000_000 * FEN_PER_YUAN
NOTHING = "—"


def fraction(value: Number) -> Fraction:
    """The value as an exact fraction; a decimal string such as `0.0962` counts as written.

    Raises TypeError for a float or a truth value: neither can carry a figure exactly.
    """
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal | str):
        raise TypeError(
            pick(
                f"数值须为整数、分数或十进制字串，不能是 {type(value).__name__}",
                f"a figure must be an integer, a fraction or a decimal string, not {type(value).__name__}",
            )
        )
    return Fraction(value.replace(",", "") if isinstance(value, str) else value)


def rounded(value: Fraction, digits: int) -> str:
    """The value with a fixed number of decimals, half to even, thousands separated; never `-0`."""
    units = round(value * 10**digits)
    whole, rest = divmod(abs(units), 10**digits)
    return f"{'-' if units < 0 else ''}{whole:,}" + (f".{rest:0{digits}d}" if digits else "")


def decimals(value: Fraction) -> int | None:
    """How many decimals write the value exactly, or None if it does not terminate."""
    left, twos, fives = value.denominator, 0, 0
    while left % 2 == 0:
        left, twos = left // 2, twos + 1
    while left % 5 == 0:
        left, fives = left // 5, fives + 1
    return max(twos, fives) if left == 1 else None


def shown(value: Fraction, digits: int | str) -> str:
    """`digits` decimals, or with `exact` as many as the value has (two where it does not terminate)."""
    if digits == "exact":
        places = decimals(value)
        return rounded(value, 2 if places is None else places)
    return rounded(value, int(digits))


def money(fen: int | None, unit: int, digits: int | str = 2) -> str:
    """An amount in 分 shown in a larger unit (FEN_PER_…), without the unit's name; `—` for nothing.

    Raises TypeError unless the amount is an integer.
    """
    if fen is None:
        return NOTHING
    if not isinstance(fen, int) or isinstance(fen, bool):
        raise TypeError(
            pick(
                f"金额须为以分计的整数，不能是 {type(fen).__name__}",
                f"an amount must be an integer of fen, not {type(fen).__name__}",
            )
        )
    return shown(Fraction(fen, unit), digits)


def percent(ratio: Number | None, digits: int | str = 2) -> str:
    """A ratio (0.0962, 481/5000) as `9.62%`; `—` for nothing."""
    return NOTHING if ratio is None else shown(fraction(ratio) * 100, digits) + "%"


def percent_beside(ratio: Number | None, limit: Number) -> str:
    """The ratio as a percentage with as many decimals (2 to 8) as keep it visibly apart from the limit.

    69.998% against 高于70% would read `70.00%` and look met; here it reads `69.998%`.
    """
    if ratio is None:
        return NOTHING
    value, bound = fraction(ratio) * 100, fraction(limit) * 100
    for digits in range(2, 8):
        text = rounded(value, digits)
        if value == bound or text != rounded(bound, digits):
            return text + "%"
    return rounded(value, 8) + "%"


def figure(value: Number | None, digits: int | str = "exact") -> str:
    """A number with thousands separators, by default with all the decimals it has; `—` for nothing."""
    return NOTHING if value is None else shown(fraction(value), digits)
