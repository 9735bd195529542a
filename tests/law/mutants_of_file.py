"""Slips in a measure file: another word, another limit, another formula, a branch less. Quotes stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import yaml

from jiqun import law
from jiqun.law import Measure
from jiqun.law.loading import read
from jiqun.law.words import WORDS

Line = dict[str, Any]
COUNTED = ("家", "起")
SMALL_STEP = Decimal("0.001")


@dataclass(frozen=True)
class Slip:
    """A norm's line with one thing changed, or the same under a changed reading; `name` says what."""

    name: str
    measure_id: str
    norm: Line
    readings: Line


@cache
def lines_of(measure_id: str) -> Line:
    """The file of a measure as plain text values, without what no verdict depends on."""
    text = (resources.files("jiqun.law.measures") / measure_id / "measure.yaml").read_text("utf-8")
    lines: Line = yaml.load(text, yaml.BaseLoader)
    lines.pop("parameters", None)
    lines["norms"] = [norm for norm in lines["norms"] if "judgement" not in norm]
    return lines


def measure_of(slip: Slip) -> Measure:
    """The measure with the slip in it. Raises `MeasureError` where the slip is found at load.

    It borrows all it does not change from the real one, which is quicker than to load that again for each slip.
    """
    real = law.load(slip.measure_id)
    text = (resources.files("jiqun.law.measures") / slip.measure_id / "text.md").read_text("utf-8")
    lender = lines_of(slip.measure_id).get("formulas", slip.measure_id)
    lines = {**lines_of(slip.measure_id), "id": "slip", "formulas": lender, "readings": slip.readings}
    lines["norms"] = [slip.norm]
    plain = yaml.dump(lines, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    return read(plain, text, real.formulas, sha256="")


class _Plain(yaml.SafeDumper):
    """Without aliases, as a person would have written it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def line_of(measure_id: str, norm_id: str) -> Line:
    """The line of a norm."""
    return next(norm for norm in lines_of(measure_id)["norms"] if norm["id"] == norm_id)


def comparisons_of(measure_id: str, norm_id: str) -> list[Line]:
    """The line of a norm and of its branches, as far as they compare something."""
    line = line_of(measure_id, norm_id)
    return [part for part in (line, *line.get("any_of", ()), *line.get("all_of", ())) if "word" in part]


def slips(measure_id: str, norm_id: str) -> Iterator[Slip]:
    """Every slip in one norm of a measure."""
    for what, changed in _norms(line_of(measure_id, norm_id), law.load(measure_id)):
        yield Slip(what, measure_id, changed, _not_borrowed(measure_id))


def defaults(measure_id: str, norm_id: str, keys: set[str]) -> Iterator[Slip]:
    """The readings of a norm with another default each."""
    own = lines_of(measure_id).get("readings", {})
    for key in own.keys() & keys:
        for value in own[key]["values"].keys() - {own[key]["default"]}:
            changed = {key: {**own[key], "default": value}}
            yield Slip(
                f"default of {key} {value}",
                measure_id,
                line_of(measure_id, norm_id),
                {**_not_borrowed(measure_id), **changed},
            )


def _not_borrowed(measure_id: str) -> Line:
    """The readings that a measure does not get from a lender when it has a slip."""
    lines = lines_of(measure_id)
    return lines.get("readings", {}) if "formulas" in lines else {}


def _norms(norm: Line, measure: Measure) -> Iterator[tuple[str, Line]]:
    if kind := norm.get("applies_if"):
        other = {"高耗能": "高用水", "高用水": "高耗能"}[kind]
        yield "applies always", {key: value for key, value in norm.items() if key != "applies_if"}
        yield f"applies if {other}", {**norm, "applies_if": other}
    for join, other in (("any_of", "all_of"), ("all_of", "any_of")):
        if join in norm:
            rest = {key: value for key, value in norm.items() if key != join}
            yield f"{other} for {join}", {**rest, other: norm[join]}
            for n, branch in enumerate(norm[join]):
                yield f"without branch {n + 1}", {**norm, join: norm[join][:n] + norm[join][n + 1 :]}
                for what, changed in _norms(branch, measure):
                    branches = [*norm[join][:n], changed, *norm[join][n + 1 :]]
                    yield f"branch {n + 1}, {what}", {**norm, join: branches}
    yield from _comparisons(norm, measure)


def _comparisons(norm: Line, measure: Measure) -> Iterator[tuple[str, Line]]:
    for word in WORDS:
        if norm.get("word") not in (None, word):
            yield f"{word} for {norm['word']}", {**norm, "word": word}
    for n, limit in enumerate(norm.get("limit", ())):
        for step in (1, -1) if limit["unit"] in COUNTED else (1, -1, SMALL_STEP, -SMALL_STEP):
            changed = deepcopy(norm)
            changed["limit"][n]["number"] = str(Decimal(limit["number"]) + step)
            yield f"limit {step:+}", changed
    for key in ("value", "each", "falling"):
        for name, formula in measure.formulas.items():
            if key in norm and name != norm[key] and formula.unit == measure.formulas[norm[key]].unit:
                yield f"{name} for {norm[key]}", {**norm, key: name}
