"""The table clause → norm → demand → tests as Markdown: `docs/norms.md` is what this prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from jiqun.bilingual import speaking
from jiqun.law import Measure, Norm
from jiqun.law.citation import cite
from jiqun.law.demand_text import demand
from jiqun.law.sources import STATUSES

_TOP = """# 条款、条件、要求、测试 · Clauses, norms, demands, tests

本表由 `jiqun measure table --tests tests > docs/norms.md` 生成，由 `tests/law/test_norms_table.py` 核对。
测试一栏列出写明该条件编号的测试文件；此外 `tests/law/test_generated_boundaries.py` 从办法文件生成每一项测算条件的
边界测试（标 ◆）。

Generated; do not edit. The last column names the test files that name the norm; ◆ marks the computed norms, for each of
which `tests/law/test_generated_boundaries.py` makes boundary tests from the measure file.
"""


def document(measures: Sequence[Measure], tests: Path | None) -> str:
    """The tables of some measures; the tests are looked for in the Python files below `tests`."""
    with speaking("zh"):
        return "\n".join([_TOP, *(line for measure in measures for line in _table(measure, _named(tests, measure)))])


def _table(measure: Measure, named: dict[str, list[str]]) -> Iterator[str]:
    yield f"## {measure.id}：《{measure.title}》（{measure.number}，{STATUSES[measure.status].zh}）\n"
    yield "| 条款 clause | 条件 norm | 名称 title | 要求 demand | 测试 tests |"
    yield "|---|---|---|---|---|"
    for norm in measure.norms:
        yield (
            f"| {cite(norm.clause).zh} {norm.clause} | `{norm.id}` | {norm.title.zh} | {_demand(norm)} "
            f"| {' '.join([*('◆' for _ in range(norm.computed)), *(f'`{file}`' for file in named[norm.id])])} |"
        )
    yield ""


def _demand(norm: Norm) -> str:
    return demand(norm).zh.replace("|", "\\|")


def _named(tests: Path | None, measure: Measure) -> dict[str, list[str]]:
    """The test files that name each norm, by norm."""
    sources = {path: path.read_text("utf-8") for path in sorted(tests.rglob("test_*.py"))} if tests else {}
    found: dict[str, list[str]] = {}
    for norm in measure.norms:
        named = re.compile(rf"(?<![\w.]){re.escape(norm.id)}(?![\w])")
        files = [path for path, text in sources.items() if named.search(text)]
        found[norm.id] = [path.relative_to(tests.parent).as_posix() for path in files] if tests else []
    return found
