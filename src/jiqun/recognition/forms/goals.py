"""The goals of the three-year plan as a form: a line a goal (Articles 13(九), 15)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiqun.bilingual import Text, listing
from jiqun.casework.procedure import PayloadForm
from jiqun.forms.fields import decimal_text, plain_text
from jiqun.law.citation import here
from jiqun.recognition.forms.words import T
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of, goals
from jiqun.register.known import KnownGoal, goals_of
from jiqun.register.models import Goal
from jiqun.web.figures import shown

GOAL_ROWS, SHOWN = 12, 8
GOAL_TEXTS = (("indicator", 80), ("unit", 30), ("base", 30), ("owner", 80))
CELL = '<td><input type="text" name="{0}-{1}-{2}" id="id_{0}-{1}-{2}" value="{3}" aria-label="{4} {5}"></td>'
TABLE = '<div class="scroll"><table class="dense"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'


class GoalsInput(forms.Widget):
    """A line a goal: indicator, unit, base, three yearly targets, the unit responsible."""

    use_fieldset = True
    years: tuple[int, ...] = ()
    base_year = 0
    known: tuple[tuple[str, str, str], ...] = ()
    """Indicator, unit and base of what the roster tells of the base year: offered, not entered."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """From a program a list of mappings; from a browser put together from its inputs."""
        whole = data.get(name)
        if isinstance(whole, list | tuple):
            return whole
        return [
            {
                **{key: data.get(f"{name}-{n}-{key}", "") for key, _ in GOAL_TEXTS},
                "targets": {str(year): data.get(f"{name}-{n}-{year}", "") for year in self.years},
            }
            for n in range(GOAL_ROWS)
        ]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The table with empty lines to fill."""
        heads = {
            "indicator": Text("指标", "Indicator"),
            "unit": Text("单位", "Unit"),
            "base": Text(f"{self.base_year} 年基值", f"Base {self.base_year}"),
            **{str(year): Text(f"{year} 年目标", f"Target {year}") for year in self.years},
            "owner": Text("责任单位", "Unit responsible"),
        }
        rows = [dict(row) for row in value or [] if isinstance(row, Mapping)]
        rows += [{} for _ in range(min(GOAL_ROWS, max(len(rows) + 2, SHOWN)) - len(rows))]
        head = format_html_join("", "<th scope='col'>{}</th>", ((str(title),) for title in heads.values()))
        body = format_html_join(
            "",
            "<tr>{}</tr>",
            (
                (
                    format_html_join(
                        "",
                        CELL,
                        (
                            (name, n, key, row.get(key, row.get("targets", {}).get(key, "")), str(title), n + 1)
                            for key, title in heads.items()
                        ),
                    ),
                )
                for n, row in enumerate(rows)
            ),
        )
        return format_html(TABLE, head, body)


class GoalsField(forms.Field):
    """`[{"indicator", "unit", "base", "targets": {year: figure}, "owner"}]`; figures are decimals as text."""

    widget = GoalsInput

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The lines that hold anything, each whole; every fault at once with its line."""
        years = [str(year) for year in self.widget.years]
        found, faults = [], []
        for number, row in enumerate(value or [], start=1):
            targets = row.get("targets") or {}
            given = [row.get(key) for key, _ in GOAL_TEXTS] + [targets.get(year) for year in years]
            if not any(str(each or "").strip() for each in given):
                continue
            offered = tuple(str(row.get(key) or "").strip() for key in ("indicator", "unit", "base"))
            if offered in self.widget.known and not any(str(each or "").strip() for each in given[3:]):
                continue  # offered and left as it was
            line, wrong = self.line(row, targets, years)
            faults += [f"{Text(f'第 {number} 行', f'Line {number}')}：{said}" for said in wrong]
            found.append(line)
        if not found:
            faults.append(str(Text("请至少填写一项目标。", "Give one goal at least.")))
        if len(found) > GOAL_ROWS:
            faults.append(str(Text(f"最多 {GOAL_ROWS} 项目标，请归并。", f"At most {GOAL_ROWS} goals; merge some.")))
        if faults:
            raise ValidationError(faults)
        return found

    def line(
        self, row: Mapping[str, Any], targets: Mapping[str, Any], years: list[str]
    ) -> tuple[dict[str, Any], list[str]]:
        """One goal and what is wrong with it."""
        wrong: list[str] = []
        line: dict[str, Any] = {"targets": {}}
        names = {
            "indicator": Text("指标", "indicator"),
            "unit": Text("单位", "unit"),
            "base": Text("基值", "base"),
            "owner": Text("责任单位", "unit responsible"),
        }

        def put(into: dict[str, Any], key: str, name: Text, value: Any, longest: int, figure: bool) -> None:
            try:
                into[key] = decimal_text(value) if figure else plain_text(value, longest)
            except ValidationError as fault:
                wrong.extend(f"{name}：{said}" for said in fault.messages)
                return
            if not into[key]:
                wrong.append(str(Text(f"{name.zh}未填。", f"the {name.en} is blank.")))

        for key, longest in GOAL_TEXTS:
            put(line, key, names[key], row.get(key), longest, key == "base")
        for year in years:
            put(line["targets"], year, Text(f"{year} 年目标", f"target {year}"), targets.get(year), 30, True)
        return line, wrong


class GoalsForm(PayloadForm):
    """The goals of the three years after the base year."""

    goals = GoalsField(
        label=T("三年发展规划目标", "Goals of the three-year plan"),
        help_text=T("认定后冻结，复核时逐项考核（{A15}）。", "Frozen at recognition and judged one by one ({A15})."),
    )

    def prepare(self) -> None:
        """The years of the round, and the goals as they stand."""
        if self.doing is None or self.doing.subject is None:
            return
        widget: Any = self.fields["goals"].widget
        widget.base_year = application_of(self.doing.subject).round.base_year
        widget.years = tuple(range(widget.base_year + 1, widget.base_year + 4))
        widget.known = known_bases(application_of(self.doing.subject))
        if not self.is_bound:
            self.initial["goals"] = (
                [line_of(goal) for goal in goals(self.doing.subject)]
                or self.planned(widget.base_year)
                or [{"indicator": indicator, "unit": unit, "base": base} for indicator, unit, base in widget.known]
            )

    def planned(self, base_year: int) -> list[dict[str, Any]]:
        """The goals other rooms know, such as the plan's; the form says where they are from, they may be changed."""
        assert self.doing is not None
        found = goals_of(application_of(self.doing.subject).cluster, base_year)[:GOAL_ROWS]
        if found:
            sources = listing(dict.fromkeys(goal.source for goal in found))
            self.fields["goals"].help_text = T(
                f"已带自{sources.zh}，请核对修改；保存后生效。认定后冻结，复核时逐项考核（{here('A15').zh}）。",
                f"Brought in from {sources.en}: check and change them, then save. "
                f"Frozen at recognition ({here('A15').en}).",
            )
        return [line_of(goal) for goal in found]


def line_of(goal: Goal | KnownGoal) -> dict[str, Any]:
    """A goal as the form holds it."""
    names = ("indicator", "unit", "base", "targets", "owner")
    return {name: getattr(goal, name) for name in names}


OFFERED = (
    ("集群总产值", "亿元", ("output",), 10**10),
    ("中小企业研发经费", "亿元", ("rd_sme",), 10**10),
    ("有效发明专利", "件", ("patents",), 1),
    ("从业人员", "人", ("employees",), 1),
)
"""What most plans have a goal for: indicator, unit, facts added up, and what one of the unit is in theirs (分, 件)."""


def known_bases(application: Application) -> tuple[tuple[str, str, str], ...]:
    """Indicator, unit and base of the goals offered, from the roster's base year; none without a roster."""
    facts = precheck.facts_of(application) if application.roster_id else None
    if facts is None or facts.base_year not in facts.years:
        return ()
    year = facts.years[facts.base_year]
    figures = {names: Fraction(sum(year[name] for name in names), size) for _, _, names, size in OFFERED}
    return tuple(
        (indicator, unit, shown(figures[names], 2 if size > 1 else 0).replace(",", ""))
        for indicator, unit, names, size in OFFERED
    )
