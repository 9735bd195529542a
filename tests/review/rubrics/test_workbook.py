"""The rubric as a workbook: what is written is read back alike; a broken one is told at its cell."""

from __future__ import annotations

import io
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jiqun.bilingual import Text
from jiqun.review.rubrics import defining, workbook
from jiqun.review.rubrics.model import REASONS, Band, Dimension, Item, Linear, Rubric, Rule, Threshold, plain, read
from jiqun.review.rubrics.revisions import shipped
from jiqun.review.rubrics.sources import known
from jiqun.review.rubrics.tables import ITEM_COLUMNS, RULE_COLUMNS, Line, rows

WORDS = st.text(alphabet="产值增速品牌协同abc 0", min_size=1, max_size=8).map(str.strip).filter(bool)
TEXTS = st.builds(Text, WORDS, WORDS)


def cells(data: bytes) -> dict[str, list[list[str]]]:
    """The sheets of a workbook as `facts.workbook.texts` gives them."""
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: [[str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def written(rubric: Rubric) -> bytes:
    file = io.BytesIO()
    workbook.write(rubric, file)
    return file.getvalue()


@st.composite
def rule_of(draw: st.DrawFn, weight: int, source: str) -> Rule:
    numbers = st.integers(1, 10**6).map(lambda n: Fraction(n, 10**4))
    most = known()[source].most
    if most is not None:
        numbers = numbers.filter(lambda n: n <= most)
    if draw(st.booleans()):
        low, high = sorted(draw(st.lists(numbers, min_size=2, max_size=2, unique=True)))
        return Linear(source, weight, low, draw(st.integers(0, weight // 50 - 1)) * 50, high)
    starts = sorted(draw(st.lists(numbers, min_size=1, max_size=4, unique=True)))
    bands = [Band(start, draw(st.integers(0, weight // 50)) * 50) for start in [None, *starts[:-1]]]
    return Threshold(source, weight, (*bands, Band(starts[-1], weight)))


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Whole rubrics of ten dimensions at ten points, each with one item of one expert part and perhaps a rule."""
    sources = draw(st.permutations(sorted(known())))
    made = []
    for n in range(10):
        computed = draw(st.integers(0, 20)) * 50
        ruled = (draw(rule_of(computed, sources[n])),) if computed else ()
        reason = draw(st.sampled_from(sorted(REASONS)))
        item = Item(str(n), draw(TEXTS), 1000, 50, 1000 - computed, reason, draw(TEXTS), rules=ruled)
        title = Text(f"第{n}{draw(WORDS)}", draw(WORDS))
        made.append(Dimension("A13.2", title, 1000, (item,)))
    return Rubric(tuple(made))


@given(rubrics())
def test_rubric_written_as_tables_is_read_back_alike(rubric: Rubric) -> None:
    items, rules = rows(rubric, known())
    again, flaws = defining.define(
        [Line(n, {column: row[column] for column in ITEM_COLUMNS}) for n, row in enumerate(items, 2)],
        [Line(n, {column: row[column] for column in RULE_COLUMNS}) for n, row in enumerate(rules, 2)],
    )
    assert [flaw.said.zh for flaw in flaws] == []
    assert again == rubric
    assert read(plain(again)) == rubric


@settings(max_examples=3)
@given(rubrics())
def test_workbook_is_read_back_alike(rubric: Rubric) -> None:
    assert workbook.read(cells(written(rubric))) == (rubric, [])


def test_shipped_rubric_survives_its_workbook_byte_for_byte() -> None:
    assert workbook.read(cells(written(shipped()))) == (shipped(), [])
    assert written(shipped()) == written(shipped())


def test_workbook_without_a_sheet_or_a_column_is_refused_whole() -> None:
    sheets = cells(written(shipped()))
    assert [flaw.said.zh for flaw in workbook.read({"Sheet1": [["x"]]})[1]] == [
        "没有找到工作表“指标”。请下载在用的评分表，在其中修改后上传。",
        "没有找到工作表“测算规则”。请下载在用的评分表，在其中修改后上传。",
    ]
    sheets["指标"][0][4] = "号"
    assert [flaw.said.zh for flaw in workbook.read(sheets)[1]] == ["工作表“指标”：缺少列：编号。请保留表头原文。"]


def test_sources_that_rules_may_use_are_listed_in_the_workbook() -> None:
    listed = [line[0] for line in cells(written(shipped()))["可用测算指标"][1:]]
    assert listed == list(known())
