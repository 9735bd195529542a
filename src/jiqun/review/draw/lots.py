"""抽取专家：算法与复核，只用 Python 标准库 / Drawing experts by lot and checking a draw, standard library alone.

    python draw.py 抽取记录.json [--digest 抽取前公布的种子摘要]

Plain Python 3.11, no other file of the product (Article 14(三)). How to recompute a draw `jiqun-draw-2` by hand from
its record:

1. The seed is 32 bytes in hexadecimal; its SHA-256 (of the bytes) was in the journal before the draw.
2. `lot(a, b)` is HMAC-SHA256 with the seed as key over the UTF-8 text `a|b`, in hexadecimal; `lot(a)` the same over `a`
   alone. Cases take their turn by `lot(case)`; experts stand in the order of `lot(expert)`, at a case in that of
   `lot(case, expert)`.
3. Experts in `excluded[case]` may not sit on that case; nobody sits on more than `most` cases (0: no limit).
4. A case has the seats of every condition, and the rest of its `per_case` seats are open to all. A seat of a condition
   goes to an expert in `meets[case][condition]`.
5. Seats are filled one a case and turn: those of the first condition, of the second and so on, then the open ones. A
   seat goes to the expert who may take it, is not yet at the case, and has the fewest seats so far; among equals to one
   in `preferred[case]`; among those to the lowest `lot(case, expert)`. If all of them have `most` seats, a chain of
   experts passes seats on, so that one with room ends it: the first that a breadth-first search from the seat finds.
   A step of it is: an expert enters the seat's case, giving up a seat elsewhere (seats in the cases' turn); or one who
   is at the case already changes to this seat, leaving the own one. Experts are looked at by `lot(case, expert)`.
6. Then the load is evened out: experts are taken in the order (most seats first, then `lot(expert)`); from the first
   who can, a seat is passed on along such a chain to one who has at least two seats fewer. This is repeated until no
   chain is left; no draw under these conditions is more even.
7. A case's panel is listed by `lot(case, expert)`. The same order gives substitutes.

The order in which inputs are given plays no part. `jiqun-draw-1` (no conditions, no limit) evens out by code instead of
lots; its records are checked as well.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FIRST, ALGORITHM = "jiqun-draw-1", "jiqun-draw-2"
OPEN = ""
"""The key of a seat that asks for nothing."""

Node = tuple[str, ...]  # an expert (code,) or a kind of seat (case, condition)
Missing = dict[str, dict[str, int]]
Seated = dict[str, dict[str, str]]


class TooFew(Exception):
    """Seats that nobody can fill: case → condition (`OPEN` for an open seat) → how many."""

    def __init__(self, missing: Missing) -> None:
        self.missing = missing
        super().__init__(str(missing))


def seed_digest(seed: str) -> str:
    """SHA-256 of the seed's bytes: what is committed to before the draw."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def lot(seed: str, *parts: str) -> str:
    """The lot of a case, of an expert, or of an expert at a case."""
    return hmac.new(bytes.fromhex(seed), "|".join(parts).encode(), hashlib.sha256).hexdigest()


class Seating:
    """The seats of all cases while they are filled. `terms` is a record, of which the results are not read."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        seed = terms["seed"]
        self.most = terms["most"] or len(terms["excluded"])
        self.per_case: int = terms["per_case"]
        self.conditions: list[tuple[str, int]] = [(each["key"], each["seats"]) for each in terms["conditions"]]
        self.load = dict.fromkeys(sorted(terms["experts"], key=lambda code: lot(seed, code)), 0)
        self.turns = sorted(terms["excluded"], key=lambda case: lot(seed, case))
        self.order: dict[str, list[str]] = {}
        for case in self.turns:
            barred = set(terms["excluded"][case])
            lots = {code: lot(seed, case, code) for code in self.load if code not in barred}
            self.order[case] = sorted(lots, key=lots.__getitem__)
        self.meets = {case: {key: set(codes) for key, codes in terms["meets"][case].items()} for case in self.turns}
        self.preferred = {case: set(terms["preferred"].get(case, ())) for case in self.turns}
        self.seats: Seated = {case: {} for case in self.turns}

    def kinds(self) -> Iterator[str]:
        """Which seat of a case is filled turn by turn."""
        for key, seats in self.conditions:
            yield from (key for _ in range(seats))
        yield from (OPEN for _ in range(self.per_case - sum(seats for _, seats in self.conditions)))

    def may(self, case: str, key: str, code: str) -> bool:
        """Whether an expert who may sit on the case may take this kind of seat."""
        return key == OPEN or code in self.meets[case][key]

    def fill(self) -> None:
        """Steps 5 and 6. Raises `TooFew` when seats stay empty, whoever passes on what."""
        missing: Missing = {}
        for key in self.kinds():
            for case in self.turns:
                if not self.fill_one(case, key):
                    missing.setdefault(case, {}).setdefault(key, 0)
                    missing[case][key] += 1
        if missing:
            raise TooFew({case: missing[case] for case in sorted(missing)})
        while self.even_out():
            pass

    def fill_one(self, case: str, key: str) -> bool:
        """Fills one seat, by a chain if need be."""
        free = [
            code
            for code in self.order[case]
            if code not in self.seats[case] and self.load[code] < self.most and self.may(case, key, code)
        ]
        if free:
            chosen = min(free, key=lambda code: (self.load[code], code not in self.preferred[case]))
            self.seats[case][chosen] = key
            self.load[chosen] += 1
            return True
        return self.pass_on((case, key), lambda code: self.load[code] < self.most)

    def even_out(self) -> bool:
        """Passes one seat on to an expert with at least two fewer, if any chain does so."""
        least = min(self.load.values(), default=0)
        for start in sorted(self.load, key=self.load.__getitem__, reverse=True):  # stable: equals by lot(expert)
            if (fewer := self.load[start] - 2) < least:
                return False
            if self.pass_on((start,), lambda code, fewer=fewer: self.load[code] <= fewer):  # type: ignore[misc]
                return True
        return False

    def steps(self, node: Node) -> Iterator[tuple[Node, str]]:
        """Where a chain can go on, and who moves: seats an expert gives up; who can take a seat."""
        if len(node) == 1:
            yield from (
                ((case, self.seats[case][node[0]]), node[0]) for case in self.turns if node[0] in self.seats[case]
            )
            return
        case, key = node
        for code in self.order[case]:
            here = self.seats[case].get(code)
            if here != key and self.may(case, key, code):
                yield (code,) if here is None else (case, here), code

    def pass_on(self, first: Node, room: Callable[[str], bool]) -> bool:
        """Finds the shortest chain from an expert who gives up a seat, or from an empty one, to one with room."""
        came: dict[Node, tuple[Node, str]] = {first: (first, "")}
        queue = [first]
        for node in queue:
            for after, mover in self.steps(node):
                if after in came:
                    continue
                came[after] = node, mover
                if len(after) == 1 and room(after[0]):
                    self.move(after, first, came)
                    return True
                queue.append(after)
        return False

    def move(self, end: Node, first: Node, came: Mapping[Node, tuple[Node, str]]) -> None:
        """Moves everybody along the chain, from its end back to its start."""
        node = end
        while node != first:
            before, mover = came[node]
            if len(before) == 1:
                del self.seats[node[0]][mover]
                self.load[mover] -= 1
            else:
                self.seats[before[0]][mover] = before[1]
                self.load[mover] += len(node) == 1
            node = before

    def panels(self) -> dict[str, list[str]]:
        """Step 7, by case."""
        return {case: [code for code in self.order[case] if code in self.seats[case]] for case in sorted(self.seats)}


def drawn(terms: Mapping[str, Any]) -> tuple[dict[str, list[str]], Seated]:
    """The panels by case, and who sits on which kind of seat. Raises `TooFew`."""
    seating = Seating(terms)
    seating.fill()
    return seating.panels(), {case: dict(sorted(seating.seats[case].items())) for case in sorted(seating.seats)}


def can_sit(
    conditions: Iterable[Mapping[str, Any]], meets: Mapping[str, Collection[str]], panel: Sequence[str]
) -> bool:
    """Whether the members of a panel can be placed so that the seats of every condition are taken, each by another."""
    wanted = [each["key"] for each in conditions for _ in range(each["seats"])]
    holder: dict[int, str] = {}

    def place(seat: int, tried: set[str]) -> bool:
        for code in panel:
            if code in tried or code not in meets[wanted[seat]]:
                continue
            tried.add(code)
            other = next((at for at, who in holder.items() if who == code), None)
            if other is None or place(other, tried):
                holder[seat] = code
                return True
        return False

    return all(place(seat, set()) for seat in range(len(wanted)))


def substitutes(record: Mapping[str, Any], case: str, later: Iterable[str] = ()) -> list[str]:
    """Every expert who may sit on the case, in the draw's order; those who joined the pool `later` come after them,
    in the same order. The first who has no seat there yet and fits the conditions comes next."""
    known = set(record["experts"])

    def by_lot(codes: Iterable[str]) -> list[str]:
        return sorted(codes, key=lambda code: lot(record["seed"], case, code))

    return by_lot(known - set(record["excluded"][case])) + by_lot(set(later) - known)


# ── checking a record ────────────────────────────────────────────────────────────────────────────────────


def verify(record: Mapping[str, Any]) -> bool:
    """Recomputes a stored draw: true when nothing in it differs."""
    return not faults(record)


def faults(record: Mapping[str, Any], digest: str = "") -> list[str]:
    """What of a record does not hold, in words; `digest` is the one published before the draw."""
    try:
        found = []
        if seed_digest(record["seed"]) != record["seed_sha256"] or (digest and digest != record["seed_sha256"]):
            found.append("种子与抽取前公布的摘要不符 / the seed is not the one committed to")
        if not same(record):
            found.append("按种子和条件重算的结果与记录不符 / the panels do not come out of seed and conditions")
        return found + wrong_substitutes(record)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, TooFew):
        return ["记录残缺，无法重算 / the record is incomplete and cannot be recomputed"]


def same(record: Mapping[str, Any]) -> bool:
    """Whether the panels come out the same."""
    if record["algorithm"] == FIRST:
        panels = assign_first(record["seed"], record["experts"], record["excluded"], record["per_case"])
        return {case: list(panel) for case, panel in panels.items()} == record["panels"]
    return record["algorithm"] == ALGORITHM and drawn(record) == (record["panels"], record["seated"])


def wrong_substitutes(record: Mapping[str, Any]) -> list[str]:
    """Substitutes who were not next: whoever stood before them must have been passed over with a reason."""
    found = []
    taken = {case: set(panel) for case, panel in record["panels"].items()}
    for change in record.get("substitutions", ()):
        case, chosen = change["case"], change["in"]
        passed = set(change.get("passed", ()))
        order = substitutes(record, case, change.get("joined", ()))
        left = [code for code in order if code not in taken[case] and code not in passed]
        if "passed" in change and left[:1] != [chosen]:
            found.append(f"{case}：{chosen} 不是顺位专家 / {chosen} was not next at {case}")
        taken[case].add(chosen)
    return found


# ── jiqun-draw-1 ─────────────────────────────────────────────────────────────────────────────────────────


def assign_first(
    seed: str, experts: Iterable[str], excluded: Mapping[str, Collection[str]], per_case: int
) -> dict[str, tuple[str, ...]]:
    """The panels of a draw without conditions, evened out by code. Raises `TooFew`."""
    load = dict.fromkeys(sorted(experts), 0)
    order: dict[str, list[str]] = {}
    for case in sorted(excluded):
        lots = {code: lot(seed, case, code) for code in load if code not in excluded[case]}
        order[case] = sorted(lots, key=lots.__getitem__)
    if missing := {case: {OPEN: per_case - len(may)} for case, may in order.items() if len(may) < per_case}:
        raise TooFew(missing)
    seats: dict[str, set[str]] = {case: set() for case in order}
    for _ in range(per_case):
        for case in sorted(order, key=lambda case: lot(seed, case)):
            chosen = min((code for code in order[case] if code not in seats[case]), key=load.__getitem__)
            seats[case].add(chosen)
            load[chosen] += 1
    while even_out_first(load, seats, order):
        pass
    return {case: tuple(code for code in order[case] if code in seats[case]) for case in order}


def even_out_first(load: dict[str, int], seats: dict[str, set[str]], order: Mapping[str, list[str]]) -> bool:
    """Passes one seat on to an expert with at least two fewer, if any chain does so."""
    least = min(load.values(), default=0)
    for start in sorted(load, key=lambda code: (-load[code], code)):
        if load[start] - least < 2:
            return False
        came: dict[str, tuple[str, str]] = {}
        queue = [start]
        for here in queue:
            for case in (case for case in order if here in seats[case]):
                for code in order[case]:
                    if code in seats[case] or code in came or code == start:
                        continue
                    came[code] = here, case
                    queue.append(code)
                    if load[start] - load[code] >= 2:
                        load[start], load[code] = load[start] - 1, load[code] + 1
                        while code != start:
                            giver, at = came[code]
                            seats[at].symmetric_difference_update({giver, code})
                            code = giver
                        return True
    return False


def main(given: Sequence[str]) -> int:
    """Checks the record in a file. Exit 0: it holds; 1: it does not; 2: it cannot be read."""
    words = list(given)
    digest = words.pop(words.index("--digest") + 1) if "--digest" in words[:-1] else ""
    names = [word for word in words if word != "--digest"]
    try:
        record = json.loads(Path(names[0]).read_text(encoding="utf-8-sig"))
    except (IndexError, OSError, ValueError):
        print("用法：draw.py 抽取记录.json [--digest 种子摘要] / this is no record of a draw")
        return 2
    wrong = faults(record, digest.strip().lower())
    for line in wrong:
        print(f"不一致 / differs: {line}")
    if not wrong:
        cases, experts = len(record["panels"]), len(record["experts"])
        print(f"一致：{cases} 个集群、{experts} 名专家，重算结果与记录相同 / whole: recomputed, all the same")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
