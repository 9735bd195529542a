"""What the computation says: one finding a norm, and the assessment that holds them all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.bilingual import Text, speaking
from jiqun.law.verdicts import Verdict

HEADING = Text("系统测算，不作为审核结论", "Computed by the system; not a decision of the review")


@dataclass(frozen=True, slots=True)
class Input:
    """A fact a finding rests on. `value` is None when nothing was given; `missing` counts rows without a figure."""

    label: Text
    year: int | None
    value: int | None
    unit: str
    missing: int

    def plain(self) -> dict[str, Any]:
        """As in the JSON, in the language in force."""
        return {
            "label": str(self.label),
            "year": self.year,
            "value": self.value,
            "unit": self.unit,
            "missing": self.missing,
        }


@dataclass(frozen=True, slots=True)
class Flip:
    """A reading that would change the verdict, if it alone were read in another way."""

    reading: str
    value: str
    verdict: Verdict

    def plain(self) -> dict[str, Any]:
        """As in the JSON."""
        return {"reading": self.reading, "value": self.value, "verdict": self.verdict.value}


@dataclass(frozen=True, slots=True)
class Finding:
    """A norm applied to a cluster.

    `value`, `limit` and `margin` are decimal text in `unit` ("" is a plain ratio: 0.1 is 10%); `value` is None when
    it is not certain enough to settle the verdict, and otherwise rounded away from the limit, never onto it. `exact`
    is the number that was compared, as a fraction; of a growth it is end/base. `margin` is positive on the side that
    meets the norm. `parts` are the branches of an any_of, or the years of an "each year".
    """

    id: str
    clause: str
    quote: str
    title: Text
    verdict: Verdict
    value: str | None
    exact: str | None
    unit: str
    op: str | None
    limit: str | None
    margin: str | None
    inputs: tuple[Input, ...]
    flips_under: tuple[Flip, ...]
    needs: tuple[Text, ...]
    parts: tuple[Finding, ...]
    text: Text

    def plain(self) -> dict[str, Any]:
        """As in the JSON, in the language in force."""
        return {
            "id": self.id,
            "clause": self.clause,
            "quote": self.quote,
            "verdict": self.verdict.value,
            "value": self.value,
            "exact": self.exact,
            "unit": self.unit,
            "op": self.op,
            "limit": self.limit,
            "margin": self.margin,
            "inputs": [i.plain() for i in self.inputs],
            "flips_under": [flip.plain() for flip in self.flips_under],
            "needs": [str(need) for need in self.needs],
            "parts": [part.plain() for part in self.parts],
            "text": str(self.text),
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is needed to compute the same again: hashes of measure and facts, the readings, the code."""

    measure_sha256: str
    facts_sha256: str
    readings: Mapping[str, str]
    code: str

    def plain(self) -> dict[str, Any]:
        """As in the JSON."""
        return {
            "measure_sha256": self.measure_sha256,
            "facts_sha256": self.facts_sha256,
            "readings": dict(self.readings),
            "code": self.code,
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings for a cluster under a measure at a legal date, in the order of the articles.

    `verdict` is the Kleene AND of the computed norms; it says nothing about those a person has to judge.
    """

    measure: str
    on: date
    verdict: Verdict
    findings: tuple[Finding, ...]
    warnings: tuple[Text, ...]
    receipt: Receipt

    def finding(self, norm_id: str) -> Finding:
        """The finding of a norm; `KeyError` when the measure has no such norm."""
        for finding in self.findings:
            if finding.id == norm_id:
                return finding
        raise KeyError(norm_id)

    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts by norm."""
        return {finding.id: finding.verdict for finding in self.findings}

    def plain(self, language: str = "zh") -> dict[str, Any]:
        """The JSON as Python values; texts in one language."""
        with speaking(language):
            return {
                "measure": self.measure,
                "on": self.on.isoformat(),
                "verdict": self.verdict.value,
                "findings": [finding.plain() for finding in self.findings],
                "warnings": [str(warning) for warning in self.warnings],
                "receipt": self.receipt.plain(),
            }

    def to_json(self, language: str = "zh") -> str:
        """The JSON as text: the same input gives the same bytes."""
        return json.dumps(self.plain(language), ensure_ascii=False, indent=1) + "\n"
