"""What the computation says: one finding a norm, and the assessment that holds them all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from jiqun.bilingual import Text, language, speaking
from jiqun.facts import Facts
from jiqun.law import explanation, units
from jiqun.law.basis import Basis
from jiqun.law.benchmark import unit_in_english
from jiqun.law.conditions import JUDGED, Part, Result
from jiqun.law.explanation import leaves, margin, needs, shown, steps
from jiqun.law.given import Given
from jiqun.law.interpretations import Interpretation
from jiqun.law.norms import Norm
from jiqun.law.readings import Flip, Reading
from jiqun.law.verdicts import Verdict

HEADING = Text("系统测算，不作为审核结论", "Computed by the system; not a decision of the review")


class Input(NamedTuple):
    """A figure a finding rests on. `value` is None when nothing was given; `missing` counts rows without a figure.

    A figure of a single line that is no whole number (unit consumption, benchmark) is decimal text. `fact` is its name
    among the declared facts, empty for a figure of the cluster itself or a record.
    """

    label: Text
    year: int | None
    value: int | str | None
    unit: str
    missing: int
    fact: str

    def plain(self, rich: bool = True) -> dict[str, Any]:
        """As in the JSON, in the language in force; `rich` adds the name of the fact."""
        found = {
            "label": str(self.label),
            "year": self.year,
            "value": self.value,
            "unit": self.unit,
            "missing": self.missing,
        }
        return {**found, "fact": self.fact} if rich else found


def in_words(value: int | str, unit: str) -> Text:
    """An input's figure with its unit, as a person reads it."""
    if isinstance(value, int):
        return units.read(value, unit)
    return Text(f"{value} {unit}", f"{value} {unit_in_english(unit)}")


class Finding:
    """A norm applied to a cluster, or one branch or year of it: a view of the tree that the evaluation left.

    Nothing of it is kept twice: decimals and sentences are rendered from the tree when they are asked for. `basis`
    are the registered bases the norm rests on that day, and the interpretations that fix a reading it asked for; none
    when it applies by the measure's own text.
    """

    __slots__ = ("_given", "_norm", "_readings", "_steps", "basis", "flips_under", "id", "quote", "result", "title")

    def __init__(
        self,
        norm: Norm,
        result: Result,
        given: Given,
        readings: Mapping[str, Reading],
        flips: tuple[Flip, ...] = (),
        basis: tuple[Basis | Interpretation, ...] = (),
        part: Part | None = None,
        within: str = "",
    ) -> None:
        self._norm, self._given, self._readings = norm, given, readings
        self.result = result
        self.id, self.title, self.quote = norm.id, norm.title, norm.quote
        if part is not None:
            self.id, self.title, self.quote = f"{within}.{part.key}", part.title, part.quote or norm.quote
        self.flips_under, self.basis = flips, basis
        self._steps = steps(result.check) if result.check else None

    @property
    def clause(self) -> str:
        """The clause of the norm, such as `A13.2`."""
        return self._norm.clause

    @property
    def verdict(self) -> Verdict:
        """What the computation says."""
        return self.result.verdict

    @property
    def value(self) -> str | None:
        """Decimal text in `unit`, rounded away from the limit and never onto it; None while nothing settles it."""
        check, k = self.result.check, self._steps
        return shown(check, k) if check and k is not None else None

    @property
    def change(self) -> Text | None:
        """What the value is a change from (较上年), where it is a change; None for a value that is none."""
        return explanation.change(self.result.check) if self.result.check else None

    @property
    def exact(self) -> str | None:
        """The number that was compared, as a fraction; of a growth it is end/base."""
        return explanation.exact(self.result.check) if self.result.check else None

    @property
    def unit(self) -> str:
        """The unit of value, limit and margin; "" is a plain ratio: 0.1 is 10%."""
        return self.result.check.limit.unit.json if self.result.check else ""

    @property
    def op(self) -> str | None:
        """The comparison: `>`, `>=`, `<` or `<=`."""
        return self.result.check.op if self.result.check else None

    @property
    def limit(self) -> str | None:
        """The limit in force, as a fraction in `unit`."""
        return self.result.check.limit.exact if self.result.check else None

    @property
    def margin(self) -> str | None:
        """How far the value shown lies from the limit, positive on the side that meets the norm."""
        check, k = self.result.check, self._steps
        return margin(check, k) if check and k is not None else None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The figures the finding rests on, each once."""
        return tuple(
            Input(leaf.label, leaf.year, leaf.given, leaf.unit, leaf.missing, leaf.fact)
            for leaf in dict.fromkeys(leaves(self.result))
        )

    @property
    def needs(self) -> tuple[Text, ...]:
        """What is missing for a decision: nothing when there is one."""
        return needs(self.result)

    @property
    def parts(self) -> tuple[Finding, ...]:
        """The branches of an any_of or all_of, or the years of an "each year"."""
        return tuple(
            Finding(self._norm, part.result, self._given, self._readings, basis=self.basis, part=part, within=self.id)
            for part in self.result.parts
        )

    @property
    def text(self) -> Text:
        """The explanation in both languages."""
        return Text(self.said(True), self.said(False))

    def said(self, zh: bool) -> str:
        """The explanation in one language."""
        if self.result is JUDGED:
            return explanation.judged(zh)
        if self.id != self._norm.id:
            return explanation.part_story(self.result, zh)
        told = explanation.story(self._norm, self.result, self._given, zh)
        return told + explanation.other_readings(self.flips_under, self._readings, self._given, zh)

    def plain(self, *, rich: bool = True) -> dict[str, Any]:
        """As in the JSON, in the language in force; `rich` adds title, change, names of facts, and an empty basis."""
        zh = language() == "zh"
        found = {
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
            "inputs": [i.plain(rich) for i in self.inputs],
            "flips_under": [flip.plain() for flip in self.flips_under],
            "needs": [str(need) for need in self.needs],
            "parts": [part.plain(rich=rich) for part in self.parts],
            "text": self.said(zh),
        }
        if rich or self.basis:
            found["basis"] = [str(basis.text) for basis in self.basis]
        if rich:
            found |= {"title": str(self.title), "change": str(self.change or "")}
        return found


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is needed to compute the same again: hashes of measure and facts, the readings, the code."""

    measure_sha256: str
    facts: Facts
    readings: Mapping[str, str]
    code: str

    @property
    def facts_sha256(self) -> str:
        """SHA-256 of the facts' canonical JSON."""
        return self.facts.sha256

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

    def plain(self, language: str = "zh", *, rich: bool = True) -> dict[str, Any]:
        """The JSON as Python values; texts in one language. `rich` as in `Finding.plain`."""
        with speaking(language):
            return {
                "measure": self.measure,
                "on": self.on.isoformat(),
                "verdict": self.verdict.value,
                "findings": [finding.plain(rich=rich) for finding in self.findings],
                "warnings": [str(warning) for warning in self.warnings],
                "receipt": self.receipt.plain(),
            }

    def to_json(self, language: str = "zh") -> str:
        """The JSON of `jiqun check --json`: the same input gives the same bytes."""
        return json.dumps(self.plain(language, rich=False), ensure_ascii=False, indent=1) + "\n"
