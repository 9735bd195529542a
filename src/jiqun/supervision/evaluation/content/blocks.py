"""Tables and drawings that a territory's and a cluster's report share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.supervision.evaluation.content.facts import Member, Share, Sum
from jiqun.supervision.evaluation.content.figures import FIGURES, points
from jiqun.supervision.evaluation.content.writing import Source, Writer, both, exact

NONE = "—"


def years(writer: Writer, title: Text, names: Sequence[str]) -> None:
    """Figures with the years side by side and the growth of the last. Where sums leave clusters out, how many have the
    figure stands in a line of its own, or in the cells where the figures differ in it."""
    facts = writer.facts
    head = [Text("指标", "Figure"), *(Text(f"{year}年", str(year)) for year in facts.years)]
    head.append(Text("比上年（两年可比）", "On the year before (same clusters)"))
    sums = {name: [facts.total(name, year) for year in facts.years] for name in names}
    grown = {name: facts.growth(name) for name in names}
    counts = [_common([sums[name][n] for name in names]) for n in range(len(facts.years))]
    counts.append(_common(list(grown.values())))
    rows: list[list[Text | str]] = []
    for name in names:
        cells = [_sum(name, total, counts[n] is None) for n, total in enumerate(sums[name])]
        rows.append([FIGURES[name].head, *cells, _growth(grown[name], counts[-1] is None)])
    partly = any(count is not None and count < len(facts.members) for count in counts)
    if len(facts.members) > 1 and partly:
        told = [NONE if count is None else str(count) for count in counts]
        rows.append([Text("计入集群（个）", "Clusters counted"), *told])
    how = Text("各集群年度数据逐年求和", "sums of the clusters' yearly figures")
    everybody = tuple(member.id for member in facts.members)
    source = Source(how, tuple(names), facts.years, everybody, len(everybody))
    shares = (24, *(17 for _ in facts.years), 20)
    writer.table(title, head, rows, source=source, widths=shares)


def _common(found: Sequence[Sum | Share]) -> int | None:
    """How many clusters all of them count; `None` where they differ. What nobody has is left out of it."""
    counts = {len(each.counted) for each in found if each.value is not None}
    return counts.pop() if len(counts) == 1 else (0 if not counts else None)


def _sum(name: str, total: Sum, alone: bool) -> Text | str:
    if total.value is None:
        return NONE
    number = FIGURES[name].written(total.value)
    said = f"≥{number}" if total.blanks else number
    return _counted(said, total, alone)


def _growth(found: Share, alone: bool) -> Text | str:
    return NONE if found.value is None else _counted(points(found.value).zh, found, alone)


def _counted(said: str, found: Sum | Share, alone: bool) -> Text | str:
    n = len(found.counted)
    return Text(f"{said}（{n}个集群）", f"{said} ({n} clusters)") if alone and n < found.of else said


def columns(writer: Writer, name: str) -> None:
    """A figure's years as columns; a year in which fewer clusters had the figure says how many did."""
    facts, figure = writer.facts, FIGURES[name]
    if not any(facts.total(name, year).value for year in facts.years):
        return
    bars = []
    for year in facts.years:
        total = facts.total(name, year)
        shown = NONE if total.value is None else figure.written(total.value)
        n = len(total.counted)
        note = Text(f"{n}个集群", f"{n} clusters") if total.of > 1 else Text("", "")
        value = None if total.value is None else exact(Fraction(total.value))
        bars.append({"label": both(Text(f"{year}年", str(year))), "value": value, "shown": shown, "note": both(note)})
    how = Text(f"历年{figure.title.zh}", f"{figure.title.en} by year")
    counted = tuple(m.id for m in facts.members if any(m.figure(name, year) is not None for year in facts.years))
    source = Source(how, (name,), facts.years, counted, len(facts.members))
    title = Text(f"历年{figure.head.zh}", f"{figure.head.en} by year")
    writer.add(kind="columns", title=both(title), bars=bars, source=writer.place(source))


def cell(member: Member, name: str, year: int) -> Text | str:
    """One cluster's figure as a table writes it; a lower bound says so."""
    value = member.figure(name, year)
    if value is None:
        return NONE
    number = FIGURES[name].written(value)
    return Text(f"≥{number}", f"≥{number}") if member.blanks.get(year, {}).get(name) else number
