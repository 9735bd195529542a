"""The ledger (台账): a line for each recognised cluster with all that is on record of it (Articles 15 to 17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiqun.bilingual import Text
from jiqun.register.models import ClusterYear
from jiqun.standards import divisions
from jiqun.supervision.evaluation.content.figures import FIGURES
from jiqun.supervision.overview.brief_facts import Entry
from jiqun.visits.models.visit import FAILED, PASSED, REMARKS
from jiqun.web.templatetags.look import demonstration

HEADS = (
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("批次和文号", "Batch and document"),
    Text("有效期和状态", "Term and standing"),
    Text("年度数据", "Figures of a year"),
    Text("规划目标（目标／实际）", "Goals (target / result)"),
    Text("年度报告", "Annual reports"),
    Text("现场核查", "Visits"),
    Text("公文", "Papers"),
)
WIDTHS = (5, 4, 5, 6, 8, 8, 5, 4, 6)
TOLD = ("firms", "employees", "output", "revenue", "rd", "patents")
"""The figures a line has room for."""
PAPER = Text("［历史补录］", " [entered from paper]")
OUTCOMES = {
    PASSED: Text("通过", "passed"),
    REMARKS: Text("有意见", "with remarks"),
    FAILED: Text("未通过", "not passed"),
}


def lines(entries: list[Entry], on: date) -> list[tuple[Text, ...]]:
    """A line under `HEADS` for each cluster, as on a day: of one cluster every year, of several their latest each."""
    return [
        (
            same(entry.cluster.name + demonstration(entry.cluster.name, entry.cluster.invented, "zh")),
            same(divisions.full_name(entry.cluster.authority_id)),
            joined(same(f"{row.batch}　{row.document or row.source}") for row in entry.recognitions),
            standing(entry, on),
            joined(year_said(year) for year in (entry.years if len(entries) == 1 else entry.years[-1:])),
            goals(entry),
            reports(entry),
            visits(entry),
            papers(entry),
        )
        for entry in entries
    ]


def standing(entry: Entry, on: date) -> Text:
    """Terms, what they are worth on the day, and what was decided since."""
    terms = [
        joined(
            (
                same(f"{row.valid_from or '—'}～{row.valid_to or '—'}"),
                row.standing(on).title,
            ),
            " ",
        )
        for row in entry.recognitions
    ]
    decided = [
        Text(f"{each.effective_on}起：{each.title.zh}", f"from {each.effective_on}: {each.title.en}")
        for each in entry.changes
    ]
    return joined((*terms, *decided))


def year_said(year: ClusterYear) -> Text:
    """The figures of one year that are known; a lower bound says so."""
    said = []
    for name in TOLD:
        if (value := getattr(year, name)) is None:
            continue
        figure = FIGURES[name]
        told, least = figure.said(value), name in year.blanks
        zh, en = ("不低于", "at least ") if least else ("", "")
        said.append(Text(f"{figure.title.zh}{zh}{told.zh}", f"{figure.title.en} {en}{told.en}"))
    figures = joined(said, "，", ", ")
    return Text(f"{year.year}年：{figures.zh or '—'}", f"{year.year}: {figures.en or '—'}")


def goals(entry: Entry) -> Text:
    """Every goal with its targets in force and the results received; nothing is judged here."""
    return joined(
        Text(
            f"{each.goal.indicator}（{each.goal.unit}）{entered.zh}：{told}",
            f"{each.goal.indicator} ({each.goal.unit}){entered.en}: {told}",
        )
        for each in entry.goals
        for entered in (PAPER if each.goal.backfilled else same(""),)
        for told in (
            "；".join(
                f"{year} {target}／{entry.results.get((each.goal.pk, int(year)), '—')}"
                for year, target in each.targets.items()
            ),
        )
    )


def reports(entry: Entry) -> Text:
    """The reports handed in, with the day they were received."""
    return joined(
        Text(f"{row.year}年：已接收", f"{row.year}: received")
        if row.received_at
        else Text(f"{row.year}年：审核中", f"{row.year}: being checked")
        for row in entry.reports
    )


def visits(entry: Entry) -> Text:
    """The concluded visits with their outcomes."""
    return joined(
        Text(f"{row.held_on or '—'} {outcome.zh}", f"{row.held_on or '—'} {outcome.en}")
        for row in entry.visits
        for outcome in (OUTCOMES.get(row.outcome, same("—")),)
    )


def papers(entry: Entry) -> Text:
    """Number, day and heading of the papers."""
    return joined(same(f"{row.number}（{row.dated_on or '—'}）{row.heading}") for row in entry.papers)


def same(said: str) -> Text:
    """What is the same in both languages: names, numbers, days."""
    return Text(said, said)


def joined(parts: Iterable[Text], zh: str = "\n", en: str = "") -> Text:
    """Parts below one another, or with what is put between them."""
    rows = list(parts)
    return Text(zh.join(row.zh for row in rows), (en or zh).join(row.en for row in rows))
