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

本表由 `jiqun measure table --tests tests/law > docs/norms.md` 生成，由 `tests/law/test_norms_table.py` 核对。
测试一栏列出 `tests/law` 中写明该条件编号的测试文件；◆ 表示测算条件，`test_generated_boundaries.py` 按办法文件为其逐项
生成边界测试。

Generated; do not edit. The last column lists the files of `tests/law` that name the norm; ◆ marks a computed norm, for
which `test_generated_boundaries.py` makes boundary tests from the measure file.
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
    """The test files that name each norm, by norm, as paths below `tests`."""
    sources = {path: path.read_text("utf-8") for path in sorted(tests.rglob("test_*.py"))} if tests else {}
    found: dict[str, list[str]] = {}
    for norm in measure.norms:
        named = re.compile(rf"(?<![\w.]){re.escape(norm.id)}(?![\w])")
        found[norm.id] = [
            path.relative_to(tests).as_posix() for path, text in sources.items() if tests and named.search(text)
        ]
    return found
