"""The brief (简况): one page on the recognised clusters of a place, or on one of them, as on a day (Article 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from jiqun.bilingual import Text
from jiqun.register.terms import Standing
from jiqun.supervision.evaluation.content.figures import FIGURES
from jiqun.supervision.overview import ledger
from jiqun.supervision.overview.brief_facts import Entry

RECENT = 3
"""How many years stand in a brief."""


def pairs(entries: list[Entry], on: date) -> list[tuple[Text, Text]]:
    """What a brief says, a name and a text each: of one cluster its line of the ledger, of several their sums."""
    if len(entries) == 1:
        return list(zip(ledger.HEADS, ledger.lines(entries, on)[0], strict=True))
    counted = Counter(_latest(entry, on) for entry in entries)
    years = sorted({row.year for entry in entries for row in entry.years})[-RECENT:]
    reports = Counter(row.year for entry in entries for row in entry.reports if row.received_at)
    outcomes = Counter(row.outcome for entry in entries for row in entry.visits)
    return [
        (Text("认定集群", "Recognised clusters"), Text(f"{len(entries)}个", str(len(entries)))),
        (
            Text("认定状态", "Standing"),
            _counts(((state.title, counted[state]) for state in Standing if counted[state]), "个"),
        ),
        *((Text(f"{year}年数据", f"Figures of {year}"), totals(entries, year)) for year in years),
        (Text("规划目标", "Goals"), _goals(entries)),
        (
            Text("已接收年度报告", "Annual reports received"),
            _counts(((Text(f"{year}年度", str(year)), n) for year, n in sorted(reports.items())), "份"),
        ),
        (
            Text("现场核查", "Visits"),
            _counts(((title, outcomes[name]) for name, title in ledger.OUTCOMES.items() if outcomes[name]), "次"),
        ),
        (
            Text("公文", "Papers"),
            Text(f"{(n := sum(len(entry.papers) for entry in entries))}件", str(n)),
        ),
    ]


def totals(entries: list[Entry], year: int) -> Text:
    """The sums of a year over the clusters whose figure is known, with how many those are."""
    said = []
    rows = [row for entry in entries for row in entry.years if row.year == year]
    for name in ledger.TOLD:
        known = [row for row in rows if getattr(row, name) is not None]
        if not known:
            continue
        figure = FIGURES[name]
        told = figure.said(sum(getattr(row, name) for row in known))
        least = any(name in row.blanks for row in known)
        zh, en = ("不低于", "at least ") if least else ("", "")
        said.append(
            Text(
                f"{figure.title.zh}{zh}{told.zh}（{len(known)}个集群有数）",
                f"{figure.title.en} {en}{told.en} ({len(known)} clusters)",
            )
        )
    return ledger.joined(said)


def _latest(entry: Entry, on: date) -> Standing:
    """What the recognition last entered is on the day."""
    return entry.recognitions[-1].standing(on)


def _goals(entries: list[Entry]) -> Text:
    kept = sum(len(entry.goals) for entry in entries)
    results = sum(len(entry.results) for entry in entries)
    return Text(
        f"冻结目标{kept}项，已报送年度实际值{results}项", f"{kept} frozen goals, {results} yearly results received"
    )


def _counts(found: Iterable[tuple[Text, int]], of: str) -> Text:
    """How many of each; `of` is the measure word."""
    told = [Text(f"{title.zh}{n}{of}", f"{title.en} {n}") for title, n in found]
    return ledger.joined(told, "，", ", ") if told else ledger.same("—")
