"""What a draw is made under: seats, conditions of seats, limits. Fixed with the committed seed, before the draw."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jiqun.bilingual import Text
from jiqun.review.draw.ties import CaseTies, ExpertTies, Period
from jiqun.review.fields import field_name

LEAD = "lead"
"""The field of the cluster's own lead industry, whichever that is."""

OUTSIDE = {
    "": Text("不限任职地", "from anywhere"),
    "prefecture": Text("申报地所在市以外", "from outside the prefecture"),
    "neighbours": Text("申报地所在市及相邻市以外", "from outside the prefecture and its neighbours"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """So many seats of each panel go to experts of a field (`LEAD`: that of the lead industry, "": any) who work
    somewhere (a key of `OUTSIDE`). One expert takes one seat."""

    key: str
    seats: int
    field: str = ""
    outside: str = ""

    @property
    def title(self) -> Text:
        """For people: 财务（申报地所在市以外）."""
        zh, en = [], []
        if self.field:
            said = LEAD_TITLE if self.field == LEAD else field_name(self.field)
            zh.append(said.zh)
            en.append(said.en)
        if self.outside:
            zh.append(OUTSIDE[self.outside].zh)
            en.append(OUTSIDE[self.outside].en)
        return Text("、".join(zh) or "不限", ", ".join(en) or "any")

    def met(self, case: CaseTies, expert: ExpertTies) -> bool:
        """Whether an expert may take such a seat of this case, conflicts aside."""
        if self.field and not (case.fields if self.field == LEAD else {self.field}) & expert.fields:
            return False
        own, works_in = prefecture(case.place), prefecture(expert.place)
        if not self.outside or not works_in:  # a provincial body belongs to no prefecture
            return True
        return works_in != own and (self.outside != "neighbours" or works_in not in neighbours().get(own, ()))


LEAD_TITLE = Text("与主导产业对口", "field of the lead industry")


@dataclass(frozen=True, slots=True)
class Terms:
    """`per_case` experts a case; nobody on more than `most` cases; nobody who served in `most_rounds` of the
    `last_rounds` latest rounds (0: no limit each); free on all `days`; experts of the lead industry first among
    equals."""

    per_case: int
    conditions: tuple[Condition, ...] = ()
    most: int = 0
    last_rounds: int = 0
    most_rounds: int = 0
    prefer_lead: bool = False
    days: Period | None = None

    def plain(self) -> dict[str, Any]:
        """As it is kept with the panel, and journalled."""
        return {
            "per_case": self.per_case,
            "conditions": [
                {"key": c.key, "seats": c.seats, "field": c.field, "outside": c.outside} for c in self.conditions
            ],
            "most": self.most,
            "last_rounds": self.last_rounds,
            "most_rounds": self.most_rounds,
            "prefer_lead": self.prefer_lead,
            "days": None if self.days is None else [day.isoformat() for day in self.days],
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any], per_case: int) -> Terms:
        """The terms kept by `plain`; nothing kept is a draw of `per_case` without terms."""
        days = kept.get("days")
        return cls(
            per_case,
            tuple(Condition(**each) for each in kept.get("conditions", ())),
            kept.get("most", 0),
            kept.get("last_rounds", 0),
            kept.get("most_rounds", 0),
            kept.get("prefer_lead", False),
            None if days is None else (date.fromisoformat(days[0]), date.fromisoformat(days[1])),
        )

    def titles(self) -> dict[str, Text]:
        """By key of a condition, what it is called."""
        return {condition.key: condition.title for condition in self.conditions}


def prefecture(path: str) -> str:
    """The code of the prefecture in a path; empty for the province."""
    codes = path.split("/")
    return codes[1] if len(codes) > 2 else ""


@lru_cache(maxsize=1)
def neighbours() -> dict[str, frozenset[str]]:
    """By prefecture, those it has a border with on land."""
    shipped = files("jiqun.review").joinpath("data/prefecture_neighbours.csv").read_text(encoding="utf-8")
    return {row["code"]: frozenset(row["neighbours"].split()) for row in csv.DictReader(shipped.splitlines())}


def meeting(terms: Terms, case: CaseTies, experts: Iterable[ExpertTies]) -> dict[str, list[str]]:
    """By condition, the codes of those who meet it at a case."""
    rows = list(experts)
    return {each.key: [expert.code for expert in rows if each.met(case, expert)] for each in terms.conditions}
