"""What is written is read back the same: through the workbook and through JSON."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.bilingual import Text
from jiqun.facts.rows import (
    INCIDENT_KINDS,
    TITLES,
    BelowSize,
    ClusterSheet,
    Efficiency,
    FirmYear,
    Honour,
    Incident,
    RegisterSearch,
    Roster,
)
from jiqun.facts.workbook import CellProblem, Reading, read, wire, write_template
from jiqun.facts.workbook.cells import BLANKS, UNKNOWN_GRADES
from jiqun.facts.workbook.figures import LARGEST, Figure, Ratio
from jiqun.standards import credit_code
from tests.facts.workbook.samples import CODE, ROSTER


def written(roster: Roster | None) -> bytes:
    stream = io.BytesIO()
    write_template(stream, roster)
    return stream.getvalue()


words = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)
    .map(lambda text: text.strip(BLANKS))
    .filter(lambda text: text == text.strip())
)
filled = words.filter(bool) | st.sampled_from(["=1+1", "+86", "-", "@x", "＝甲", "_x0041_", "a  b", "甲\n乙", "'"])
figures = st.none() | st.integers(0, LARGEST) | st.sampled_from([0, 1, 10**14 + 1, LARGEST - 1])
pieces = st.none() | st.integers(0, LARGEST)
codes = st.integers(0, 10**9 - 1).map(lambda n: credit_code.complete(f"91449999{n:09d}"))
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
years = st.integers(2000, 2099)
industry = st.sampled_from(["38", "382", "3821", "01", "0111", "1711"])
truths = st.none() | st.booleans()
decimals = st.decimals(0, 10**9, places=6).map(Fraction)

clusters = st.builds(
    ClusterSheet, filled, filled, st.lists(industry, min_size=1, unique=True).map(tuple), figures, pieces, years
)
firms = st.builds(
    FirmYear,
    codes, filled, industry, years,
    pieces, figures, figures, figures, figures, pieces, figures, figures, truths, truths, figures, figures,
)  # fmt: skip
aggregates = st.builds(
    BelowSize,
    years,
    st.sampled_from(["中型", "小型", "微型"]),
    st.booleans(),
    pieces,
    figures,
    figures,
    pieces,
    words,
    words,
)
honours = st.tuples(st.lists(days, min_size=2, max_size=2).map(sorted), st.booleans()).flatmap(
    lambda term: st.builds(
        Honour,
        codes,
        st.sampled_from(TITLES),
        words,
        words,
        words,
        st.just(term[0][0]),
        st.just(term[0][1] if term[1] else None),
    )
)
grades = st.none() | words.filter(lambda text: text and text.lower() not in UNKNOWN_GRADES)
incidents = st.builds(Incident, codes, st.sampled_from(INCIDENT_KINDS), grades, days, words, words)
searches = st.builds(RegisterSearch, filled, days, st.sets(st.sampled_from(INCIDENT_KINDS), min_size=1).map(frozenset))
efficiency = st.builds(
    Efficiency, codes, filled, years, st.sampled_from(["能效", "水效"]), decimals, decimals, filled, words
)


def some(rows: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(rows, max_size=3).map(tuple)


rosters = st.builds(
    Roster,
    clusters,
    st.lists(firms, max_size=4, unique_by=lambda firm: (firm.uscc, firm.year)).map(tuple),
    some(aggregates),
    some(honours),
    some(incidents),
    some(searches),
    some(efficiency),
)


def test_a_written_roster_is_read_back_the_same() -> None:
    reading = read(written(ROSTER), on=date(2025, 3, 20))
    assert reading == Reading(ROSTER, firm_rows=(2, 3, 4))


@settings(max_examples=40)
@given(rosters)
def test_any_written_roster_is_read_back_the_same(roster: Roster) -> None:
    reading = read(written(roster))
    assert [str(problem) for problem in reading.errors] == []
    assert reading.roster == roster


@settings(max_examples=100)
@given(rosters)
def test_any_roster_goes_through_json_unchanged(roster: Roster) -> None:
    assert wire.load_roster(wire.dump_roster(roster)) == roster


def test_problems_go_through_json_unchanged() -> None:
    problem = CellProblem("集群", 3, "B", "基准年", "x", Text("年份", "a year"), Text("改", "Correct it."))
    whole = CellProblem("", None, None, "", "", Text("", ""), Text("坏", "Broken."))
    reading = Reading(None, (problem, whole), (whole,))
    assert wire.load(wire.dump(reading)) == reading


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[null,[],[]]",
        "[null,[],[],[],[]]",
        "[null,[1],[]]",
        "[null,{},[]]",
        wire.dump(Reading(ROSTER)).replace("2024", '"2024"', 1),
        wire.dump(Reading(ROSTER)).replace("2023-07-01", "2023-13-01"),
        wire.dump(Reading(ROSTER)).replace("87/20", "87/0"),
        wire.dump(Reading(ROSTER)).replace("true", "1", 1),
        "[" * 100_000,
    ],
)
def test_json_that_is_not_a_reading_is_malformed(text: str) -> None:
    with pytest.raises(wire.Malformed):
        wire.load(text)


@given(st.integers(0, LARGEST), st.sampled_from([1, 1_000, 1_000_000]))
def test_any_figure_is_written_as_the_decimal_that_is_read_back(value: int, scale: int) -> None:
    kind = Figure(Text("万元", "10,000 yuan"), scale, Text("分", "one fen"))
    shown = kind.write(value)
    assert isinstance(shown, Decimal)
    assert kind.read(f"{shown:f}") == value
    if len(shown.normalize().as_tuple().digits) <= 15:
        assert kind.read(float(shown)) == value


@given(st.decimals(0, 10**12, allow_nan=False, places=9))
def test_any_decimal_fraction_is_written_exactly(value: Decimal) -> None:
    shown = Ratio().write(Fraction(value))
    assert isinstance(shown, Decimal)
    assert Ratio().read(f"{shown:f}") == Fraction(value)


def test_fraction_without_decimal_form_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="no exact decimal form"):
        Ratio().write(Fraction(1, 3))


def test_search_that_covers_nothing_cannot_be_written() -> None:
    nothing = RegisterSearch("信用中国", date(2025, 3, 1), frozenset())
    with pytest.raises(ValueError, match="covers no kind"):
        written(Roster(ROSTER.cluster, (), searches=(nothing,)))


def test_title_that_is_not_listed_cannot_be_written() -> None:
    honour = Honour(CODE, "小巨人", "", "", "", date(2023, 7, 1), None)
    with pytest.raises(ValueError, match="小巨人"):
        written(Roster(ROSTER.cluster, (), honours=(honour,)))
