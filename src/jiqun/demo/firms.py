"""Invented firms. Their credit codes use 449999, a division code assigned to nobody, so that they hit no real firm."""

from __future__ import annotations

from random import Random

from jiqun.standards import credit_code, industries

INVENTED = "（虚构）"
NOBODYS_DIVISION = "449999"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRST = "云松鹤岚沛泽骏启恒朗晟瑞博弘卓毅钧瀚昊霖"
SECOND = "溪源达远通盛华科联创宇泰丰信诚锐峰航辰和"


def code(chance: Random) -> str:
    """A valid unified social credit code (GB 32100) of a firm that does not exist."""
    body = "".join(chance.choice(ALPHABET) for _ in range(7))
    return credit_code.complete(f"91{NOBODYS_DIVISION}MA{body}")


def name(chance: Random, place: str, industry: str) -> str:
    """A firm's name: place, a brand of two characters, what it makes, and the mark that it is invented."""
    makes = industries.name(industry).removesuffix("制造").removesuffix("加工").split("、")[0].split("和")[0]
    brand = chance.choice(FIRST) + chance.choice(SECOND) + chance.choice("".join(SECOND))
    return f"{place}{brand}{makes}有限公司{INVENTED}"


def lead_industries(codes: tuple[str, ...]) -> list[str]:
    """The finest industries below the lead codes, for firms to belong to."""
    found = list(codes)
    while True:
        finer = [child.code for parent in found for child in industries.children(parent)]
        if not finer:
            return found
        found = finer
