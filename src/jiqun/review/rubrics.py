"""The detailed indicator system (细化指标体系) experts score by, as data (Article 14(三)).

The department's own table is not public. The one that comes with the product is an example derived from the aspects
of Article 13; it says so wherever it is shown, and another one can be pinned to a round without code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from jiqun.bilingual import Text
from jiqun.journal.canonical import canonical, digests
from jiqun.review.models import RubricRevision

DEFAULT = "细化指标体系（示例）"
ORIGIN = "示例，本产品自拟：依《办法》第十三条各方面编制，主管部门的评分表公布后可整体替换"
ORIGIN_EN = (
    "An example of this product's own, derived from the aspects of Article 13; "
    "the department's table can take its place as a whole"
)
STEP = 50
"""Scores are given in steps of half a point, in hundredths."""

KINDS = {
    "rule": Text("规则类，由专家参考系统测算评分", "By rule; scored by the expert with the findings beside"),
    "both": Text("规则＋专家", "By rule and by the expert"),
    "expert": Text("专家判断", "The expert's judgement"),
}


class RubricError(ValueError):
    """A rubric that cannot be scored by; the text says what is wrong."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to score: from 0 to `weight` hundredths of a point. `kind` is rule, both or expert."""

    id: str
    title: Text
    weight: int
    kind: str
    rule: Text | None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One aspect of Article 13 with its items; `weight` in hundredths is the sum of theirs."""

    clause: str
    title: Text
    weight: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric as it is scored by. `step` is the smallest difference between two scores, in hundredths."""

    step: int
    dimensions: tuple[Dimension, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for dimension in self.dimensions for item in dimension.items)


def read(definition: Mapping[str, Any]) -> Rubric:
    """The rubric a stored definition describes."""
    return Rubric(
        definition["step"],
        tuple(
            Dimension(
                d["clause"],
                Text(**d["title"]),
                d["weight"],
                tuple(
                    Item(i["id"], Text(**i["title"]), i["weight"], i["kind"], Text(**i["rule"]) if i["rule"] else None)
                    for i in d["items"]
                ),
            )
            for d in definition["dimensions"]
        ),
    )


def check(rubric: Rubric) -> None:
    """Raises `RubricError` unless weights sum to 100 overall and by dimension, and items can be told apart."""
    if repeated := {i.id for i in rubric.items if sum(other.id == i.id for other in rubric.items) > 1}:
        said = "、".join(sorted(repeated))
        raise RubricError(Text(f"评分项编号重复：{said}。", f"Items share a number: {said}."))
    for dimension in rubric.dimensions:
        given = sum(item.weight for item in dimension.items)
        if given != dimension.weight:
            raise RubricError(
                Text(
                    f"“{dimension.title.zh}”各项分值合计 {points(given)} 分，应为 {points(dimension.weight)} 分。",
                    f"The items of “{dimension.title.en}” sum to {points(given)}, not {points(dimension.weight)}.",
                )
            )
    if (total := sum(d.weight for d in rubric.dimensions)) != 100_00:
        raise RubricError(
            Text(
                f"各项分值合计 {points(total)} 分，应为 100 分，请调整后再用。",
                f"The weights sum to {points(total)}, not 100; correct them before use.",
            )
        )


def points(hundredths: int) -> str:
    """Hundredths as points without needless zeros: 450 → 4.5."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def define(rows: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """A definition from table rows (see data/rubric_default.csv). Raises `RubricError`."""
    dimensions: dict[str, dict[str, Any]] = {}
    for row in rows:
        dimension = dimensions.setdefault(
            row["clause"],
            {
                "clause": row["clause"],
                "title": {"zh": row["dimension"], "en": row["dimension_en"]},
                "weight": int(row["dimension_weight"]) * 100,
                "items": [],
            },
        )
        dimension["items"].append(
            {
                "id": row["id"],
                "title": {"zh": row["item"], "en": row["item_en"]},
                "weight": int(row["item_weight"]) * 100,
                "kind": row["kind"],
                "rule": {"zh": row["rule"], "en": row["rule_en"]} if row["rule"] else None,
            }
        )
    definition = {"step": STEP, "aggregation": "mean", "dimensions": list(dimensions.values())}
    check(read(definition))
    return definition


def ensure_default(now: datetime) -> RubricRevision:
    """The example rubric as a revision; made once, and anew as the next number when its content changes."""
    with (files("jiqun.review") / "data" / "rubric_default.csv").open(encoding="utf-8") as file:
        definition = define(csv.DictReader(file))
    sha256 = digests(canonical(definition)).sha256
    known = RubricRevision.objects.filter(name=DEFAULT)
    if (same := known.filter(sha256=sha256).first()) is not None:
        return same
    return RubricRevision.objects.create(
        name=DEFAULT, number=known.count() + 1, definition=definition, sha256=sha256, origin=ORIGIN, at=now
    )
