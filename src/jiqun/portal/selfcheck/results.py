"""An assessment as the lines of a page: by clause, what was computed, what is missing, what other readings give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from jiqun.bilingual import Text
from jiqun.instruments.queries.amounts import limit_of, value_of
from jiqun.law import Assessment, Finding, Measure, Verdict
from jiqun.law.findings import Input, in_words
from jiqun.portal.quotes import Piece, pieces
from jiqun.web import figures
from jiqun.web.verdicts import VERDICTS

_SHORT = Text("相差 {amount}", "short by {amount}")
_SPARE = Text("余量 {amount}", "by {amount}")
_EXACTLY = Text("恰为门槛值", "exactly the limit")


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its numbers as a person reads them.

    `inputs` are label, year, amount and rows without a figure; `parts` verdict and explanation of branches or years.
    """

    finding: Finding
    value: str
    limit: str
    margin: Text
    inputs: tuple[tuple[Text, int | None, Text, int], ...]
    parts: tuple[tuple[Verdict, Text], ...]

    @property
    def has_blanks(self) -> bool:
        """Whether any input has rows without a figure."""
        return any(blanks for *_, blanks in self.inputs)


@dataclass(frozen=True, slots=True)
class Item:
    """A clause with its findings: its text in `pieces`, those that a computed norm quotes with its id."""

    anchor: str
    pieces: tuple[Piece, ...]
    computed: tuple[Row, ...]
    judged: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another reading of a phrase, and the norms whose verdict it alone would change."""

    phrase: Text
    way: Text
    changes: tuple[tuple[Finding, Verdict], ...]


def items(measure: Measure, assessment: Assessment) -> list[Item]:
    """The findings clause by clause, in the order of the articles."""
    found = []
    for anchor, group in groupby(assessment.findings, key=lambda finding: finding.clause):
        findings = tuple(group)
        computed = tuple(row(each) for each in findings if measure.norm(each.id).computed)
        judged = tuple(each for each in findings if not measure.norm(each.id).computed)
        found.append(
            Item(anchor, pieces(measure.clause(anchor).text, (each.finding for each in computed)), computed, judged)
        )
    return found


def row(finding: Finding) -> Row:
    """One finding with its numbers in words."""
    plain = finding.plain()
    inputs = tuple(map(_input, finding.inputs))
    parts = tuple((part.verdict, _titled(part)) for part in finding.parts)
    return Row(finding, value_of(plain), limit_of(plain), _margin(finding), inputs, parts)


def _titled(part: Finding) -> Text:
    """The explanation of a part under its title; a year says itself which it is."""
    title, text = part.title, part.text
    return text if text.zh.startswith(title.zh) else Text(f"{title.zh}：{text.zh}", f"{title.en}: {text.en}")


def _margin(finding: Finding) -> Text:
    """How far the value lies from the limit, in words and in the limit's unit; nothing while it is open."""
    check, margin = finding.result.check, finding.margin
    if check is None or margin is None or finding.unit == "起":
        return Text("", "")
    if margin == "0":
        return _EXACTLY
    far, unit = margin.removeprefix("-"), check.limit.unit
    amount = Text(unit.distance(far, True), unit.distance(far, False))
    return (_SHORT if margin.startswith("-") else _SPARE).format(amount=amount)


def counts(assessment: Assessment) -> list[tuple[str, int]]:
    """How many norms have each verdict, in the order verdicts are always listed."""
    found = Counter(finding.verdict.value for finding in assessment.findings)
    return [(name, found[name]) for name in VERDICTS if found[name]]


def missing(assessment: Assessment) -> list[tuple[Finding, tuple[Text, ...]]]:
    """The open norms, each with what it needs for a decision."""
    return [(finding, finding.needs) for finding in assessment.findings if finding.needs]


def other_ways(measure: Measure, assessment: Assessment) -> list[OtherWay]:
    """The readings that would change something, in the order of the measure."""
    changes: dict[tuple[str, str], list[tuple[Finding, Verdict]]] = {}
    for finding in assessment.findings:
        for flip in finding.flips_under:
            changes.setdefault((flip.reading, flip.value), []).append((finding, flip.verdict))
    return [
        OtherWay(reading.phrase, text, tuple(changes[key, value]))
        for key, reading in measure.readings.items()
        for value, text in reading.values.items()
        if (key, value) in changes
    ]


def not_default(
    measure: Measure, assessment: Assessment, fixed: Mapping[str, str]
) -> Iterator[tuple[bool, Text, Text]]:
    """The readings that are not the measure's own default: whether an interpretation fixed it so, phrase, way."""
    for key, value in assessment.receipt.readings.items():
        reading = measure.readings[key]
        if value != reading.default:
            yield fixed[key] == value, reading.phrase, reading.values[value]


def _input(given: Input) -> tuple[Text, int | None, Text, int]:
    return given.label, given.year, _amount(given), given.missing


def _amount(given: Input) -> Text:
    if given.value is None:
        return Text("未提供", "not given")
    try:
        return in_words(given.value, given.unit)
    except KeyError:  # a unit that is written as it is kept
        said = figures.figure(given.value)
        return Text(f"{said} {given.unit}", f"{said} {given.unit}")
