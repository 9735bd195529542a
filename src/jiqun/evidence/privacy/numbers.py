"""Whether digits are what they look like: identity card, bank card."""

from __future__ import annotations

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_REGIONS = {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82}
_FOREIGNERS = 9
"""永久居留身份证 begin with 9."""


def check_character(first17: str) -> str:
    """The last character of an identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def is_identity(said: str) -> bool:
    """Eighteen characters: a region, a day of birth that there was, the right check character.

    The fifteen digits of the first generation have no check character: region and day of birth (from 1920) decide.
    """
    if len(said) == 15:
        return int(said[:2]) in _REGIONS and said[6:8] >= "20" and _is_day("19" + said[6:12])
    region = int(said[:2]) in _REGIONS or said[0] == str(_FOREIGNERS)
    return region and _is_day(said[6:14]) and check_character(said[:17]) == said[17].upper()


def _is_day(said: str) -> bool:
    try:
        return 1900 <= date(int(said[:4]), int(said[4:6]), int(said[6:])).year <= 2099
    except ValueError:
        return False


def is_card(said: str) -> bool:
    """The check digit of a bank card (ISO/IEC 7812-1, Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(said)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0 and len(set(said)) > 1
