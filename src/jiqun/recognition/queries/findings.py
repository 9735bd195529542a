"""What the findings page shows: law and findings item by item, each finding opened down to its inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.facts import Facts
from jiqun.instruments.queries.amounts import deciding, limit_of, margin_of, value_of
from jiqun.law import Verdict, distance
from jiqun.law.findings import in_words
from jiqun.law.measure import Measure
from jiqun.recognition.queries.conditions import Condition, LawItem, law_items
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.web import figures

_NO_YEAR = Text("缺 {year} 年数据", "no data of {year}")
_NOT_GIVEN = Text("{what}未填", "{what} not given")
_BLANK = Text("{year} 年{what} {n} 行未填", "{what} of {year}: {n} rows blank")
_AND_MORE = Text("{first}，另 {n} 项", "{first}, and {n} more")


@dataclass(frozen=True)
class Ground:
    """What findings are searched on further: the measure, the round's readings, the facts when they are asked for."""

    case: Case
    measure: Measure

    @cached_property
    def facts(self) -> Facts | None:
        """The facts; one query, at the first look."""
        return precheck.facts_of(application_of(self.case))

    def distance(self, norm: str, verdict: str, margin: str | None, limit: str | None) -> Text | None:
        """What would reach the limit, or what little would undo what is met narrowly; none for others."""
        turn = {"not_met": distance.to_reach, "met": distance.to_lose}.get(verdict)
        if turn is None or self.facts is None or (verdict == "met" and not distance.narrow(margin, limit)):
            return None
        round_ = application_of(self.case).round
        found = turn(self.measure, self.facts, norm, on=precheck.legal_date(round_), readings=round_.readings)
        return None if found is None else found.text


@dataclass(frozen=True, slots=True)
class InputShown:
    """A fact a finding rests on, in words; `fact` names it for the page of its rows, where it has any."""

    label: str
    year: int | None
    value: str
    missing: int
    fact: str


@dataclass(frozen=True)
class FindingShown:
    """One norm on the page. Everything is worked out when it is printed, as printed findings are kept."""

    condition: Condition
    ground: Ground = field(repr=False)

    @property
    def finding(self) -> Any:
        """The finding as plain values."""
        return self.condition.finding

    @property
    def bar(self) -> tuple[str, str] | None:
        """Value and limit of the bar; none while open, or where the limit is zero."""
        found = deciding(self.finding)
        if found["value"] is None or found["limit"] in (None, "0"):
            return None
        return found["value"], found["limit"]

    @property
    def value(self) -> str:
        """What was computed."""
        return value_of(self.finding)

    @property
    def limit(self) -> str:
        """What the norm asks for; where nothing is the limit, the word of the law."""
        word = getattr(self.ground.measure.norm(self.condition.id).condition, "word", None)
        if word is not None and "{limit}" not in word.text.zh:
            return str(word.text)
        return limit_of(self.finding)

    @property
    def margin(self) -> str:
        """How far it is from the limit, negative where it falls short."""
        return margin_of(self.finding)

    @property
    def deciding(self) -> str:
        """The year the value is of, where every year counts."""
        return year_of(self.finding)

    @property
    def inputs(self) -> list[InputShown]:
        """What it rests on."""
        return [input_shown(each) for each in self.finding["inputs"]]

    @property
    def missing(self) -> Text | None:
        """What is missing of its inputs, in a few words."""
        gaps = [gap for each in self.finding["inputs"] if (gap := gap_of(each)) is not None]
        gaps = list(dict.fromkeys(gaps))
        if len(gaps) > 1:
            return _AND_MORE.format(first=gaps[0], n=len(gaps) - 1)
        return gaps[0] if gaps else None

    @property
    def parts(self) -> list[tuple[str, str, str, str]]:
        """Its years or branches: title, verdict, value, limit."""
        return [(title_of(part), part["verdict"], value_of(part), limit_of(part)) for part in self.finding["parts"]]

    @property
    def flips(self) -> list[tuple[Text, Text, str]]:
        """The readings that would change the verdict: phrase, way, verdict."""
        readings = self.ground.measure.readings
        return [
            (readings[f["reading"]].phrase, readings[f["reading"]].values[f["value"]], f["verdict"])
            for f in self.finding["flips_under"]
        ]

    @property
    def distance(self) -> Text | None:
        """The least change that would turn the verdict."""
        found = self.finding
        return self.ground.distance(found["id"], found["verdict"], found["margin"], found["limit"])


@dataclass(frozen=True, slots=True)
class FindingsShown:
    """The page: law and findings item by item, the assessment, how many computed norms have which verdict."""

    items: list[tuple[LawItem, list[FindingShown]]]
    assessment: Mapping[str, Any]
    measure: Measure
    tally: list[tuple[str, int]]
    attention: list[FindingShown]


def page(case: Case) -> FindingsShown | None:
    """What is computed of an application; `None` without a roster. One query as a rule."""
    found = precheck.findings(case)
    if found is None:
        return None
    measure = precheck.measure_of(application_of(case).round)
    ground = Ground(case, measure)
    by_norm = {finding["id"]: finding for finding in found["findings"]}
    conditions = [
        Condition(
            norm.id, norm.clause, norm.title, norm.quote, by_norm[norm.id]["verdict"], by_norm[norm.id], None, False
        )
        for norm in measure.norms
        if norm.id in by_norm
    ]
    items = [
        (item, [FindingShown(each, ground) for each in item.conditions]) for item in law_items(measure, conditions)
    ]
    counted = Counter(each.computed for each in conditions)
    open_ = ("not_met", "undetermined")
    attention = [FindingShown(each, ground) for each in conditions if each.computed in open_]
    return FindingsShown(
        items, found, measure, [(v.value, counted[v.value]) for v in Verdict if counted[v.value]], attention
    )


def input_shown(given: Mapping[str, Any]) -> InputShown:
    """One input in words."""
    known, year = given["value"], given["year"]
    value = figures.NOTHING if known is None else str(in_words(known, given["unit"]))
    return InputShown(given["label"], year, value, given["missing"], given.get("fact", "") if year else "")


def gap_of(given: Mapping[str, Any]) -> Text | None:
    """What an input lacks."""
    if given["value"] is None and given["unit"] != "起":
        return _NO_YEAR.format(year=given["year"]) if given["year"] else _NOT_GIVEN.format(what=given["label"])
    if given["missing"]:
        return _BLANK.format(year=given["year"], what=given["label"], n=given["missing"])
    return None


def deciding_part(finding: Mapping[str, Any]) -> str:
    """The key of the part whose value the finding shows; "" where it has no parts."""
    for part in finding["parts"]:
        if part["verdict"] == finding["verdict"] and part["exact"] == finding["exact"] is not None:
            return key_of(part)
    return ""


def year_of(finding: Mapping[str, Any]) -> str:
    """The year the value is of, where every year counts; "" elsewhere."""
    key = deciding_part(finding)
    return key if key.isdigit() and len(key) == 4 else ""


def key_of(part: Mapping[str, Any]) -> str:
    """What follows the norm's id in a part's: a year, or the number of a branch."""
    return str(part["id"]).rsplit(".", 1)[1]


def title_of(part: Mapping[str, Any]) -> str:
    """A part by its title; one kept before parts had titles by the words of the law it quotes."""
    return str(part.get("title", part["quote"]))
