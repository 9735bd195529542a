"""Firms that another cluster's roster of the same base year counts too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiqun.bilingual import Text
from jiqun.facts.plausible.remark import FIRM_YEARS, HEADERS, Remark

SOMEWHERE = Text("另一集群", "another cluster")


def remarks(rows: Iterable[tuple[int, str]], known: Mapping[str, str | None]) -> Iterator[Remark]:
    """`rows` are the sheet's (row, credit code); `known` maps a code to the other cluster's name, `None` where the
    reader may not see which it is. One remark a firm."""
    told = set()
    for row, code in rows:
        if code in known and code not in told:
            told.add(code)
            name = known[code]
            there = SOMEWHERE if name is None else Text(f"“{name}”", f"“{name}”")
            yield Remark(
                FIRM_YEARS,
                row,
                HEADERS["uscc"],
                code,
                Text(
                    f"{there.zh}同一基准年的名册中也有这家企业，同一企业不应在两个集群重复计算。"
                    "请与该集群核实，只在主要生产经营所在的集群中保留。",
                    f"The roster of {there.en} for the same base year has this firm, too; a firm should not be counted "
                    "twice. Settle it with that cluster and keep it where it mainly works.",
                ),
            )
