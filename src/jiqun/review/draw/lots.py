"""Drawing experts for cases (Article 14(三)): by lot, without conflicts of interest, with an even load, replayable.

How to recompute a draw by hand, from its record (`Draw.record`):

1. The seed is 32 bytes in hexadecimal; its SHA-256 (of the bytes) was in the journal before the draw.
2. `lot(case, expert)` is HMAC-SHA256 with the seed as key over the UTF-8 text `case|expert`; `lot(case)` is the same
   over the case's code alone. Lots are compared as hexadecimal text.
3. Experts in `excluded[case]` may not sit on that case.
4. Seats are filled in `per_case` rounds. In each, the cases take their turn in the order of `lot(case)`; the seat goes
   to the expert who may sit on the case, does not yet, and has the fewest seats so far; among equals, to the lowest
   `lot(case, expert)`.
5. Then the load is evened out. Experts are taken in the order (most seats first, then code). From the first who can,
   a seat is passed on along a chain of experts, each taking the seat of the one before on a case they may sit on, to
   one who has at least two seats fewer; of all chains the first that a breadth-first search finds that looks at cases
   by code and at experts by `lot(case, expert)`. This is repeated until no chain is left.
6. A case's panel is listed in the order of `lot(case, expert)`. The same order gives substitutes.

Inputs are sorted by code first, so the order in which they are given plays no part.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiqun.bilingual import Text

ALGORITHM = "jiqun-draw-1"

REASONS = {
    "unavailable": Text("专家不能参加", "not available"),
    "place": Text("任职地与申报地同属一地", "works at the place that applies"),
    "tie": Text("与集群内单位有利害关系", "tied to a unit of the cluster"),
    "employer": Text("任职单位与集群有利害关系", "employed by a unit of the cluster"),
}


@dataclass(frozen=True, slots=True)
class CaseTies:
    """What bars experts from a case: its place (path of the tree) and the names and credit codes of its units."""

    code: str
    place: str
    units: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class ExpertTies:
    """An expert by code: employer, path of the place of work, declared ties (paths, credit codes, names)."""

    code: str
    employer: str
    place: str
    ties: tuple[str, ...] = ()
    available: bool = True


@dataclass(frozen=True, slots=True)
class Draw:
    """The panel of every case, and the record anyone needs to recompute it."""

    panels: Mapping[str, tuple[str, ...]]
    record: dict[str, Any]


class TooFewExperts(Exception):
    """Cases that cannot be given enough experts: code → how many are missing."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        self.missing = dict(missing)
        zh = "；".join(f"{case} 还缺 {n} 名" for case, n in self.missing.items())
        en = "; ".join(f"{case} lacks {n}" for case, n in self.missing.items())
        self.text = Text(
            f"可抽取的专家不足：{zh}。请补充专家库，或核对回避关系后再抽取。",
            f"Too few experts can be drawn: {en}. Add experts to the pool, or check the conflicts, then draw again.",
        )
        super().__init__(self.text.zh)


def seed_digest(seed: str) -> str:
    """SHA-256 of the seed's bytes: what is committed to before the draw."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def lot(seed: str, *parts: str) -> str:
    """The lot of a case, or of an expert at a case."""
    return hmac.new(bytes.fromhex(seed), "|".join(parts).encode(), hashlib.sha256).hexdigest()


def same_place(one: str, other: str) -> bool:
    """True when one path lies within the other below the province: county and its prefecture, not two counties."""
    shorter, longer = sorted((one, other), key=len)
    return shorter.count("/") >= 2 and longer.startswith(shorter)


def name_key(name: str) -> str:
    """A unit's name or code for comparison: half-width, without spaces, letters in one case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def conflict(case: CaseTies, expert: ExpertTies) -> str | None:
    """Why the expert may not sit on the case, as a key of `REASONS`; `None` when nothing bars it."""
    return barred(case, {name_key(unit) for unit in case.units}, expert)


def barred(case: CaseTies, units: Collection[str], expert: ExpertTies) -> str | None:
    """`conflict` with the case's units already made comparable."""
    if not expert.available:
        return "unavailable"
    if same_place(case.place, expert.place):
        return "place"
    if name_key(expert.employer) in units:
        return "employer"
    if any(same_place(case.place, tie) if "/" in tie else name_key(tie) in units for tie in expert.ties):
        return "tie"
    return None


def draw(seed: str, cases: Sequence[CaseTies], experts: Sequence[ExpertTies], per_case: int) -> Draw:
    """Gives each case `per_case` experts. Raises `TooFewExperts`, naming each case and how many are missing,
    and `ValueError` for codes that repeat or contain `|`."""
    excluded: dict[str, dict[str, str]] = {}
    pool = sorted(experts, key=lambda expert: expert.code)
    for case in sorted(cases, key=lambda case: case.code):
        units = {name_key(unit) for unit in case.units}
        reasons = ((expert.code, barred(case, units, expert)) for expert in pool)
        excluded[case.code] = {code: reason for code, reason in reasons if reason is not None}
    codes = [expert.code for expert in pool]
    for names in ([case.code for case in cases], codes):
        if len(set(names)) != len(names) or any("|" in name for name in names):
            raise ValueError(f"codes repeat or contain |: {names}")
    panels = assign(seed, codes, excluded, per_case)
    record = {
        "algorithm": ALGORITHM,
        "seed": seed,
        "seed_sha256": seed_digest(seed),
        "per_case": per_case,
        "experts": codes,
        "excluded": excluded,
        "panels": {case: list(panel) for case, panel in panels.items()},
    }
    return Draw(panels, record)


def assign(
    seed: str, experts: Iterable[str], excluded: Mapping[str, Mapping[str, str]], per_case: int
) -> dict[str, tuple[str, ...]]:
    """Steps 2 to 6 of the algorithm: case → panel. Raises `TooFewExperts`."""
    load = dict.fromkeys(sorted(experts), 0)
    order: dict[str, list[str]] = {}
    lots: dict[str, dict[str, str]] = {}
    for case in sorted(excluded):
        lots[case] = {code: lot(seed, case, code) for code in load if code not in excluded[case]}
        order[case] = sorted(lots[case], key=lots[case].__getitem__)
    if missing := {case: per_case - len(may) for case, may in order.items() if len(may) < per_case}:
        raise TooFewExperts(missing)
    seats: dict[str, set[str]] = {case: set() for case in order}
    turns = sorted(order, key=lambda case: lot(seed, case))
    for _ in range(per_case):
        for case in turns:
            chosen = min((code for code in order[case] if code not in seats[case]), key=load.__getitem__)
            seats[case].add(chosen)
            load[chosen] += 1
    while even_out(load, seats, order):
        pass
    return {case: tuple(code for code in order[case] if code in seats[case]) for case in order}


def even_out(load: dict[str, int], seats: dict[str, set[str]], order: Mapping[str, list[str]]) -> bool:
    """Passes one seat on to an expert with at least two fewer, if any chain does so."""
    least = min(load.values(), default=0)
    for start in sorted(load, key=lambda code: (-load[code], code)):
        if load[start] - least < 2:
            return False
        came: dict[str, tuple[str, str]] = {}
        queue = [start]
        for here in queue:
            for case in order:  # already by code
                if here not in seats[case]:
                    continue
                for code in order[case]:
                    if code in seats[case] or code in came or code == start:
                        continue
                    came[code] = (here, case)
                    if load[start] - load[code] >= 2:
                        pass_on(code, start, came, seats)
                        load[start] -= 1
                        load[code] += 1
                        return True
                    queue.append(code)
    return False


def pass_on(end: str, start: str, came: Mapping[str, tuple[str, str]], seats: dict[str, set[str]]) -> None:
    """Moves the seats along the chain that was found, from its end back to its start."""
    taker = end
    while taker != start:
        giver, case = came[taker]
        seats[case].remove(giver)
        seats[case].add(taker)
        taker = giver


def substitutes(record: Mapping[str, Any], case: str, later: Iterable[str] = ()) -> list[str]:
    """Every expert who may sit on the case, in the draw's order; those who joined the pool `later` come after them,
    in the same order. The first who has no seat there yet comes next."""
    drawn = set(record["experts"])

    def by_lot(codes: Iterable[str]) -> list[str]:
        return sorted(codes, key=lambda code: lot(record["seed"], case, code))

    return by_lot(drawn - set(record["excluded"][case])) + by_lot(set(later) - drawn)


def verify(record: Mapping[str, Any]) -> bool:
    """Recomputes a stored draw: true when seed and committed digest agree and the panels come out the same."""
    try:
        panels = assign(record["seed"], record["experts"], record["excluded"], record["per_case"])
        return (
            record["algorithm"] == ALGORITHM
            and seed_digest(record["seed"]) == record["seed_sha256"]
            and {case: list(panel) for case, panel in panels.items()} == record["panels"]
        )
    except (KeyError, ValueError, TypeError, AttributeError, TooFewExperts):
        return False
