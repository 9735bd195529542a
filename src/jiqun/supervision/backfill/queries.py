"""What is read of tables from paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import Actor
from jiqun.register.models import FIGURES
from jiqun.supervision.backfill.kinds import KINDS
from jiqun.supervision.backfill.kinds.decisions import OUTCOMES, STEPS
from jiqun.supervision.models.past import PastEntry
from jiqun.web import figures

NOTHING = figures.NOTHING
Line = tuple[Mapping[str, Any], list[tuple[Text, str, bool]], list[Text]]
"""A stored line, its cells (head, text, whether a figure), its remarks."""


def entries(by: Actor) -> list[tuple[Case, PastEntry, Text, Text]]:
    """Entries the actor may see, the newest first, with their kind and state; one query."""
    rows = (
        Case.objects.visible_to(by)
        .filter(procedure_name="past")
        .select_related("past_entry")
        .order_by("-opened_at", "-number")
    )
    found: list[Any] = list(rows)
    return [
        (case, case.past_entry, KINDS[case.past_entry.kind].title, case.procedure.by_state[case.state].title)
        for case in found
    ]


def lines(entry: PastEntry) -> list[Line]:
    """The lines of an entry as its page shows them."""
    shown = {"years": of_year, "reports": of_report, "goals": of_goal, "decisions": of_decision}[entry.kind]
    return [(row, shown(row), [Text(**note) for note in row["notes"]]) for row in entry.rows]


def of_year(row: Mapping[str, Any]) -> list[tuple[Text, str, bool]]:
    """The year and its figures in the units of the table."""
    titles = KINDS["years"].columns()
    found = [(Text("年度", "Year"), str(row["year"]), False)]
    for name in FIGURES:
        value = row["figures"][name]
        each = titles[name].each  # type: ignore[attr-defined]
        said = NOTHING if value is None else figures.shown(figures.fraction(value) / each, "exact")
        found.append((titles[name].label, said, True))  # type: ignore[arg-type]
    return found


def of_report(row: Mapping[str, Any]) -> list[tuple[Text, str, bool]]:
    """The year and the day it was received."""
    return [
        (Text("认定批次", "Batch"), row["batch"], False),
        (Text("年度", "Year"), str(row["year"]), False),
        (Text("省级收到日期", "Received by the province"), row["received_on"], False),
        (Text("说明", "Remark"), row["remark"] or NOTHING, False),
    ]


def of_goal(row: Mapping[str, Any]) -> list[tuple[Text, str, bool]]:
    """The goal and its path."""
    path = "　".join(f"{year}：{target}" for year, target in row["targets"].items())
    return [
        (Text("认定批次", "Batch"), row["batch"], False),
        (Text("指标", "Indicator"), f"{row['indicator']}（{row['unit']}）", False),
        (Text("基值", "Base"), row["base"], True),
        (Text("逐年目标", "Yearly targets"), path, False),
        (Text("责任单位", "Unit responsible"), row["owner"] or NOTHING, False),
    ]


def of_decision(row: Mapping[str, Any]) -> list[tuple[Text, str, bool]]:
    """The decision, its days, what it rests on."""
    rests = "；".join(f"{title}：{row[name]}" for name, title in STEPS.items() if row[name])
    return [
        (Text("认定批次", "Batch"), row["batch"], False),
        (Text("决定", "Decision"), str(OUTCOMES[row["outcome"]]), False),
        (Text("决定日期", "Decided on"), row["decided_on"], False),
        (Text("生效日期", "In force from"), row.get("start") or row["effective_on"], False),
        (Text("续期至", "New end"), row.get("end", NOTHING), False),
        (Text("理由", "Reason"), row["reason"] or NOTHING, False),
        (Text("案卷", "The file"), rests or NOTHING, False),
    ]
