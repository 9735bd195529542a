"""Rubric revisions: a definition is stored once and never changed; a round pins the one in force when it is drafted.

The department's own table is not public. The one that comes with the product is an example derived from the aspects
of Article 13; it says so wherever it is shown, and the department's takes its place without code.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Max

from jiqun.bilingual import Text
from jiqun.journal.canonical import canonical, digests
from jiqun.law.citation import citing
from jiqun.review.models import RubricRevision
from jiqun.review.rubrics.defining import define
from jiqun.review.rubrics.model import Rubric, plain, read
from jiqun.review.rubrics.tables import ITEM_COLUMNS, RULE_COLUMNS, Line

DEFAULT = "细化指标体系（示例）"
NAME = "细化指标体系"
NAMES = {
    DEFAULT: Text("细化指标体系（示例）", "Detailed indicator system (example)"),
    NAME: Text("细化指标体系", "Detailed indicator system"),
}
ORIGIN = citing(
    "示例，本产品自拟：依《办法》{A13}各方面编制，主管部门的评分表公布后可整体替换",
    "An example of this product's own, derived from the aspects of {A13}; "
    "the department's table can take its place as a whole",
)


@cache
def shipped() -> Rubric:
    """The example that comes with the product. Raises `ValueError` with the flaws where its tables have any."""
    rubric, flaws = define(
        _lines("rubric_default.csv", list(ITEM_COLUMNS)), _lines("rubric_default_rules.csv", list(RULE_COLUMNS))
    )
    if flaws:
        raise ValueError("\n".join(flaw.said.zh for flaw in flaws))
    return rubric


def _lines(name: str, columns: list[str]) -> list[Line]:
    with (files("jiqun.review") / "data" / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Line(number, {column: row[column] for column in columns}) for number, row in enumerate(rows, 2)]


def ensure(name: str, definition: Mapping[str, Any], origin: str, now: datetime) -> RubricRevision:
    """The revision with this definition; made once, another one as the next number of its name."""
    sha256 = digests(canonical(dict(definition))).sha256
    known = RubricRevision.objects.filter(name=name)
    if (same := known.filter(sha256=sha256).first()) is not None:
        return same
    last = known.aggregate(last=Max("number"))["last"] or 0
    return RubricRevision.objects.create(
        name=name, number=last + 1, definition=dict(definition), sha256=sha256, origin=origin, at=now
    )


def ensure_default(now: datetime) -> RubricRevision:
    """The example as a revision; made once, and anew as the next number when its content changes."""
    return ensure(DEFAULT, plain(shipped()), ORIGIN.zh, now)


def in_force() -> RubricRevision | None:
    """The department's latest revision; `None` before it has put one in force."""
    return RubricRevision.objects.filter(name=NAME).order_by("-number").first()


def current(now: datetime) -> RubricRevision:
    """What a round that is drafted now pins: the department's latest revision, or else the example."""
    return in_force() or ensure_default(now)


def origin_of(revision: RubricRevision) -> Text:
    """Where a revision comes from, in both languages where it is the product's own."""
    return ORIGIN if revision.origin == ORIGIN.zh else Text(revision.origin, revision.origin)


_read: dict[str, Rubric] = {}
_MOST = 16


def rubric_of(revision: RubricRevision) -> Rubric:
    """The rubric of a revision. Revisions never change, so each is read once; its definition may be deferred."""
    if revision.sha256 not in _read:
        while len(_read) >= _MOST:
            _read.pop(next(iter(_read)))
        _read[revision.sha256] = read(revision.definition)
    return _read[revision.sha256]
