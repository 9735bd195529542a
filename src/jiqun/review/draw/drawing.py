"""Drawing experts for cases: conflicts and conditions become a record that anyone can recompute (`lots`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.review.draw import lots
from jiqun.review.draw.terms import Terms, meeting
from jiqun.review.draw.ties import CaseTies, ExpertTies, barred, name_key


@dataclass(frozen=True, slots=True)
class Draw:
    """The panel of every case, and the record anyone needs to recompute it."""

    panels: Mapping[str, tuple[str, ...]]
    record: dict[str, Any]


class TooFewExperts(Exception):
    """Seats that cannot be filled: case → condition (`""` for an open seat) → how many are missing."""

    def __init__(self, missing: Mapping[str, Mapping[str, int]], titles: Mapping[str, Text]) -> None:
        self.missing = {case: dict(kinds) for case, kinds in missing.items()}
        lines = [(case, titles.get(key), n) for case, kinds in self.missing.items() for key, n in kinds.items()]
        zh = "；".join(f"{case} {f'“{of.zh}”席位' if of else ''}还缺 {n} 名" for case, of, n in lines)
        en = "; ".join(f"{case} lacks {n}{f' for “{of.en}”' if of else ''}" for case, of, n in lines)
        self.text = Text(
            f"可抽取的专家不足：{zh}。请补充专家库，或核对回避关系后再抽取。",
            f"Too few experts can be drawn: {en}. Add experts to the pool, or check the conflicts, then draw again.",
        )
        super().__init__(self.text.zh)


def draw(seed: str, cases: Sequence[CaseTies], experts: Sequence[ExpertTies], terms: Terms) -> Draw:
    """Gives each case its experts. Raises `TooFewExperts`, naming each case, the condition and how many are missing,
    and `ValueError` for codes that repeat or contain `|`."""
    pool = sorted(experts, key=lambda expert: expert.code)
    codes = [expert.code for expert in pool]
    for names in ([case.code for case in cases], codes):
        if len(set(names)) != len(names) or any("|" in name for name in names):
            raise ValueError(f"codes repeat or contain |: {names}")
    record: dict[str, Any] = {
        "algorithm": lots.ALGORITHM,
        "seed": seed,
        "seed_sha256": lots.seed_digest(seed),
        **terms.plain(),
        "experts": codes,
        "excluded": {},
        "meets": {},
        "preferred": {},
    }
    for case in sorted(cases, key=lambda case: case.code):
        units = {name_key(unit) for unit in case.units}
        reasons = {e.code: barred(case, units, e, terms.days, terms.most_rounds) for e in pool}
        free = [expert for expert in pool if reasons[expert.code] is None]
        record["excluded"][case.code] = {code: reason for code, reason in reasons.items() if reason is not None}
        record["meets"][case.code] = meeting(terms, case, free)
        if terms.prefer_lead:
            record["preferred"][case.code] = [expert.code for expert in free if expert.fields & case.fields]
    try:
        panels, seated = lots.drawn(record)
    except lots.TooFew as short:
        raise TooFewExperts(short.missing, terms.titles()) from short
    record |= {"panels": panels, "seated": seated}
    return Draw({case: tuple(panel) for case, panel in panels.items()}, record)


@dataclass(frozen=True, slots=True)
class Next:
    """The next expert for an empty seat (`None`: nobody is left), and why those before were passed over."""

    code: str | None
    passed: dict[str, str]


def next_in_line(
    record: Mapping[str, Any],
    case: CaseTies,
    pool: Mapping[str, ExpertTies],
    *,
    staying: Sequence[str],
    seated_before: frozenset[str],
    load: Mapping[str, int],
) -> Next:
    """Goes down the draw's order for a case until somebody may take the empty seat as things stand now.

    `staying` are the panel's other members, `seated_before` all who sit or sat there, `load` how many cases each
    reviews now. A panel that met the conditions of the draw still meets them with the new member.
    """
    terms = Terms.from_plain(record, record["per_case"])
    units = {name_key(unit) for unit in case.units}
    passed: dict[str, str] = {}
    for code in lots.substitutes(record, case.code, later=pool):
        expert = pool.get(code)
        if code in seated_before:
            continue
        reason = "unavailable" if expert is None else barred(case, units, expert, terms.days, terms.most_rounds)
        if reason is None and 0 < terms.most <= load.get(code, 0):
            reason = "most"
        if reason is None and not fits(terms, case, [*staying, code], pool):
            reason = "condition"
        if reason is None:
            return Next(code, passed)
        passed[code] = reason
    return Next(None, passed)


def fits(terms: Terms, case: CaseTies, panel: Sequence[str], pool: Mapping[str, ExpertTies]) -> bool:
    """Whether a panel leaves no more seats of conditions empty than there are members missing."""
    missing = terms.per_case - len(panel)
    conditions = terms.plain()["conditions"]
    met = meeting(terms, case, [pool[code] for code in panel if code in pool])
    if missing <= 0:
        return lots.can_sit(conditions, met, panel)
    stand_ins = [f"|{n}" for n in range(missing)]  # seats still to be filled by others can be of any kind
    return lots.can_sit(conditions, {key: [*codes, *stand_ins] for key, codes in met.items()}, [*panel, *stand_ins])
