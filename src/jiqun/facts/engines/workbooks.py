"""Roster workbooks as flat rows: what a county hands in, added up like any other file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.facts.columns import NAMES, FlatRow
from jiqun.facts.engines import refusals
from jiqun.facts.errors import FactError
from jiqun.facts.prepare import flat_rows, in_order
from jiqun.facts.workbook import read

_SHOWN = 5
_NO_DAY = Text(
    "汇总名册工作簿要有一个日期（称号按当日是否有效计算）；请给出 on（命令行为 --on 2025-03-20）。",
    "Adding up workbooks takes a day (titles count when valid on it); give on (on the command line: --on 2025-03-20).",
)


def rows(paths: Iterable[Path], on: date | None) -> Iterator[FlatRow]:
    """The flat rows of workbooks, keyed by the cluster's name. `FactError` with what the reader found wrong, when a
    cluster comes twice, or without the day."""
    if on is None:
        raise FactError(_NO_DAY)
    seen: dict[str, Path] = {}
    for path in paths:
        try:
            found = read(path.read_bytes(), on=on)
        except OSError as error:
            raise FactError(refusals.UNREADABLE.format(place=path, reason=error.strerror)) from error
        if found.roster is None:
            raise FactError(refusals.BAD_WORKBOOK.format(place=path, problems=_joined(found.errors)))
        name = found.roster.cluster.name
        if name in seen:
            raise FactError(refusals.SAME_CLUSTER.format(one=seen[name], other=path, cluster=name))
        seen[name] = path
        yield from flat_rows(found.roster, on=on, cluster=name)


def as_csv(paths: Sequence[Path], on: date | None, folder: Path) -> tuple[Path, ...]:
    """The flat rows of workbooks as one CSV file in a folder, for engines that read files; none for no workbook."""
    if not paths:
        return ()
    into = folder / "workbooks.csv"
    with into.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        writer.writerows(in_order(rows(paths, on)))
    return (into,)


def _joined(problems: Iterable[object]) -> Text:
    sentences = [getattr(problem, "sentence") for problem in problems]  # noqa: B009
    return Text("；".join(each.zh for each in sentences[:_SHOWN]), "; ".join(each.en for each in sentences[:_SHOWN]))
