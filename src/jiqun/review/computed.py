"""Computed scores of a panel: what the rules come to for each case, pinned when the panel is drawn (Article 14(三)).

The chapter says what was measured; the rubric says what it is worth. The record holds both, so that anyone can
compute it again: `recomputed(record, rubric)` needs nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.journal.canonical import canonical, digests
from jiqun.review.models import ComputedScores, Panel, Sheet
from jiqun.review.rubrics.model import Rubric, points
from jiqun.review.rubrics.revisions import rubric_of
from jiqun.review.rubrics.scoring import Computed, Measured, compute
from jiqun.review.rubrics.sources import known, title_of
from jiqun.web.single import single

FORMAT = "jiqun-computed-1"


@dataclass(frozen=True, slots=True)
class Given:
    """What was measured for one case, by source; `basis` names what it rests on (digests of facts and measure)."""

    basis: Mapping[str, str]
    measured: Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class Pinned:
    """The computed part of one item: `points` of at most `most` hundredths; for every rule a sentence in full
    (`told`), and in a few words where it was computed (`short`)."""

    points: int
    most: int
    told: tuple[Text, ...]
    short: tuple[Text, ...] = ()


NOTHING = Pinned(0, 0, ())
_SHORT = Text("{title} {amount}，得 {points}/{weight} 分", "{title} {amount}: {points}/{weight}")


def record_of(rubric: Rubric, rubric_sha256: str, given: Given) -> dict[str, Any]:
    """What is pinned for one case: what was measured of the sources the rubric uses, and what every item comes to."""
    used = {rule.source for item in rubric.items for rule in item.rules}
    measured = {source: given.measured[source] for source in sorted(used & set(given.measured))}
    return {
        "format": FORMAT,
        "rubric_sha256": rubric_sha256,
        "basis": dict(given.basis),
        "measured": {source: _plain(value) for source, value in measured.items()},
        "items": _items(rubric, measured),
    }


def recomputed(record: Mapping[str, Any], rubric: Rubric) -> dict[str, Any]:
    """The record's items computed again from what it says was measured."""
    return _items(rubric, {source: _read(value) for source, value in record["measured"].items()})


def pin(panel: Panel, given: Mapping[UUID, Given], now: datetime) -> None:
    """Pins the computed scores of cases (by id) that have none yet; two queries, in the caller's transaction."""
    rubric, sha256 = rubric_of(panel.rubric), panel.rubric.sha256
    there = set(ComputedScores.objects.filter(panel=panel).values_list("case_id", flat=True))
    rows = []
    for case in sorted(set(given) - there):
        record = record_of(rubric, sha256, given[case])
        rows.append(
            ComputedScores(panel=panel, case_id=case, record=record, sha256=digests(canonical(record)).sha256, at=now)
        )
    ComputedScores.objects.bulk_create(rows)


def digest_of(panel: Panel) -> str:
    """SHA-256 over the digests of all pinned records of a panel, by case number: what the journal keeps."""
    rows = ComputedScores.objects.filter(panel=panel).order_by("case__number").values_list("case__number", "sha256")
    return digests(canonical([list(row) for row in rows])).sha256


def row_of(sheet: Sheet) -> ComputedScores | None:
    """The pinned record a sheet is scored by; one query, read once. None for a panel drawn before there were any."""
    held: Any = sheet
    if not hasattr(held, "computed_row"):
        held.computed_row = single(ComputedScores.objects.filter(case=sheet.case_id))
    found: ComputedScores | None = held.computed_row
    return found


def pinned(sheet: Sheet) -> dict[str, Pinned]:
    """The computed part of every item with rules, by item id."""
    row = row_of(sheet)
    if row is None:
        return {}
    measured = row.record["measured"]
    return {
        id: Pinned(
            item["points"],
            item["most"],
            tuple(Text(**part["text"]) for part in item["parts"]),
            tuple(_short(part, measured) for part in item["parts"]),
        )
        for id, item in row.record["items"].items()
    }


def _short(part: Mapping[str, Any], measured: Mapping[str, Any]) -> Text:
    """A rule's outcome in a few words; why it was not computed, in full."""
    if part["points"] is None:
        return Text(**part["text"])
    return _SHORT.format(
        title=Text(**part["title"]),
        amount=Text(**measured[part["source"]]["amount"]),
        points=points(part["points"]),
        weight=points(part["weight"]),
    )


def _items(rubric: Rubric, measured: Mapping[str, Measured]) -> dict[str, Any]:
    sources = known()
    return {item.id: _item(compute(item, measured, sources)) for item in rubric.items if item.rules}


def _item(found: Computed) -> dict[str, Any]:
    return {
        "points": found.points,
        "most": found.most,
        "parts": [
            {
                "source": part.rule.source,
                "title": _text(title_of(part.rule.source, known().get(part.rule.source))),
                "weight": part.rule.weight,
                "points": part.points,
                "text": _text(part.text),
            }
            for part in found.parts
        ],
    }


def _plain(value: Measured) -> dict[str, Any]:
    return {
        "amount": _text(value.amount),
        "exact": None if value.exact is None else str(value.exact),
        "root": value.root,
        "why": None if value.why is None else _text(value.why),
    }


def _read(kept: Mapping[str, Any]) -> Measured:
    return Measured(
        Text(**kept["amount"]),
        None if kept["exact"] is None else Fraction(kept["exact"]),
        kept["root"],
        None if kept["why"] is None else Text(**kept["why"]),
    )


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
