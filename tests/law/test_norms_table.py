"""`docs/norms.md`: every clause of a measure that binds, its norm, its limit and the tests that hold it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jiqun import law
from jiqun.bilingual import Text
from jiqun.console import measure_table
from jiqun.law import Basis
from jiqun.law.demand_text import demand
from tests.law.boundary_table import COMPUTED

ROOT = Path(__file__).parents[2]
MEASURES = [law.load(name) for name in law.library()]


def test_table_in_the_docs_is_the_one_generated() -> None:
    made = measure_table.document(MEASURES, ROOT / "tests" / "law")
    kept = (ROOT / "docs" / "norms.md").read_text("utf-8")
    assert kept == made, "run: jiqun measure table --tests tests/law > docs/norms.md"


def test_every_computed_norm_has_the_generated_boundaries_its_mark_promises() -> None:
    assert {(m.id, n.id) for m, n in COMPUTED} == {(m.id, n.id) for m in MEASURES for n in m.norms if n.computed}


def test_norm_is_found_by_its_whole_id_only(tmp_path: Path) -> None:
    tests = tmp_path / "law"
    tests.mkdir()
    for name, text in {"a": "2.2.area", "b": "12.2.area 2.2.area_m2", "c": '"2.2.area.1"'}.items():
        (tests / f"test_{name}.py").write_text(text)
    row = next(r for r in measure_table.document(MEASURES, tests).splitlines() if "`2.2.area`" in r)
    assert row == "| 第二条（二） A2.2 | `2.2.area` | 占地面积 | 不超过 100 平方公里 | ◆ `test_a.py` `test_c.py` |"


@pytest.mark.parametrize(
    ("norm", "said"),
    [
        ("13.2.output", Text("40 亿元以上", "at least 4000 million yuan")),
        ("13.2.growth", Text("高于 10%", "above 10%")),
        ("13.2.brand", Text("定性", "judged")),
        ("13.7.co2_intensity", Text("持续下降", "falling every time")),
        ("13.7.energy", Text("（高耗能）高于 1 倍", "(high-energy) above 1 times")),
        (
            "13.3.firms",
            Text("任一：（1）不少于 1 家；（2）不少于 10 家", "any of: (1) no fewer than 1; (2) no fewer than 10"),
        ),
    ],
)
def test_demand_of_a_norm_in_words(norm: str, said: Text) -> None:
    assert demand(law.load("gd_2023_4").norm(norm)) == said


def test_demand_that_changes_says_since_when_or_that_of_the_day() -> None:
    start = date(2025, 1, 1)
    change = Basis("override", "1号", start, "省厅", start, None, "调整", "gd_2023_4", "", "13.2.output", "50", "亿元")
    norm = law.load("gd_2023_4").under([change]).norm("13.2.output")
    assert demand(norm).zh == "40 亿元以上（2023-02-28 起）；50 亿元以上（2025-01-01 起）"
    assert [demand(norm, day).zh for day in (date(2024, 12, 31), start)] == ["40 亿元以上", "50 亿元以上"]
    both = law.load("gd_2023_4").norm("13.3.firms")
    every = replace(both, condition=replace(both.condition, any=False))  # type: ignore[type-var]
    assert demand(every).zh.startswith("均须：（1）不少于 1 家；")
