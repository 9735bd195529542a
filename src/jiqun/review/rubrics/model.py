"""The detailed indicator system (细化指标体系) as it is scored by: dimensions, items, rules; plain immutable values.

Points are integers in hundredths; limits of rules are exact fractions. No database here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.law.units import decimal

FULL = 100_00
"""What all items together are worth, in hundredths of a point."""

KINDS = {
    "rule": Text("规则测算", "By rule"),
    "both": Text("规则测算＋专家判断", "By rule and by the expert"),
    "expert": Text("专家判断", "The expert's judgement"),
}
REASONS = {
    "always": Text("逐项写明理由", "a reason is always given"),
    "extremes": Text("满分或零分须写明理由", "a reason is given for full marks and for zero"),
    "never": Text("理由可不填", "a reason is optional"),
}
"""When an expert's score needs a reason."""


@dataclass(frozen=True, slots=True)
class Band:
    """Values from `start` (included) up to the next band's earn `points`; the first has no lower end."""

    start: Fraction | None
    points: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """Points by bands of the value of `source`; the best band earns `weight`."""

    source: str
    weight: int
    bands: tuple[Band, ...]

    way = "threshold"


@dataclass(frozen=True, slots=True)
class Linear:
    """Nothing below `low`, `base` points at `low`, `weight` from `high` on, in proportion between."""

    source: str
    weight: int
    low: Fraction
    base: int
    high: Fraction

    way = "linear"


Rule = Threshold | Linear


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to score: from 0 to `weight` hundredths of a point.

    `expert` of them are an expert's judgement in whole `step`s, the rest is computed by `rules`. `reason` is a key of
    `REASONS`. `norms` and `fields` (of the application form) are the evidence that is looked at for it.
    """

    id: str
    title: Text
    weight: int
    step: int
    expert: int
    reason: str
    guidance: Text
    norms: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def kind(self) -> str:
        """A key of `KINDS`."""
        return "expert" if not self.rules else "both" if self.expert else "rule"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One aspect of Article 13 with its items; `weight` in hundredths is the sum of theirs."""

    clause: str
    title: Text
    weight: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric as it is scored by."""

    dimensions: tuple[Dimension, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for dimension in self.dimensions for item in dimension.items)

    def item(self, id: str) -> Item:
        """One item by its id. Raises `LookupError`."""
        for each in self.items:
            if each.id == id:
                return each
        raise LookupError(id)


def points(hundredths: int) -> str:
    """Hundredths as points without needless zeros: 450 → 4.5."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def read(definition: Mapping[str, Any]) -> Rubric:
    """The rubric a stored definition describes.

    Revisions never change, so those stored before items had rules are read as well: all of it is an expert's.
    """
    common = definition.get("step", 0)
    return Rubric(
        tuple(
            Dimension(d["clause"], Text(**d["title"]), d["weight"], tuple(_item(i, common) for i in d["items"]))
            for d in definition["dimensions"]
        ),
    )


def _item(given: Mapping[str, Any], common_step: int) -> Item:
    guidance = given.get("guidance") or given.get("rule") or {"zh": "", "en": ""}
    return Item(
        given["id"],
        Text(**given["title"]),
        given["weight"],
        given.get("step", common_step),
        given.get("expert", given["weight"]),
        given.get("reason", "always"),
        Text(**guidance),
        tuple(given.get("norms", ())),
        tuple(given.get("fields", ())),
        tuple(_rule(rule) for rule in given.get("rules", ())),
    )


def _rule(given: Mapping[str, Any]) -> Rule:
    if given["way"] == Linear.way:
        return Linear(given["source"], given["weight"], Fraction(given["low"]), given["base"], Fraction(given["high"]))
    bands = (Band(None if b["from"] is None else Fraction(b["from"]), b["points"]) for b in given["bands"])
    return Threshold(given["source"], given["weight"], tuple(bands))


def plain(rubric: Rubric) -> dict[str, Any]:
    """The definition `read` takes, of texts, integers and decimal text only."""
    return {
        "dimensions": [
            {
                "clause": d.clause,
                "title": _text(d.title),
                "weight": d.weight,
                "items": [
                    {
                        "id": i.id,
                        "title": _text(i.title),
                        "weight": i.weight,
                        "step": i.step,
                        "expert": i.expert,
                        "reason": i.reason,
                        "guidance": _text(i.guidance),
                        "norms": list(i.norms),
                        "fields": list(i.fields),
                        "rules": [plain_rule(rule) for rule in i.rules],
                    }
                    for i in d.items
                ],
            }
            for d in rubric.dimensions
        ],
    }


def plain_rule(rule: Rule) -> dict[str, Any]:
    """A rule as the definition keeps it."""
    head: dict[str, Any] = {"source": rule.source, "way": rule.way, "weight": rule.weight}
    if isinstance(rule, Linear):
        return {**head, "low": decimal(rule.low), "base": rule.base, "high": decimal(rule.high)}
    bands = [{"from": None if b.start is None else decimal(b.start), "points": b.points} for b in rule.bands]
    return {**head, "bands": bands}


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
