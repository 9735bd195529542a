"""A list as it is imported: what it is, who publishes it, as of when, and its lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.facts.rows import INCIDENT_TITLES
from jiqun.inquiries import sheets, tables
from jiqun.inquiries.forms.inquiry import not_future, rows_from
from jiqun.inquiries.models import IncidentList
from jiqun.web.fields import T, day, line, text

_NEITHER = Text("第 {line} 行既无信用代码也无企业名称。", "Line {line} has neither a credit code nor a name.")


class ImportForm(PayloadForm):
    """A list: `title`, `kind`, `source`, `published_on`, and its table (`sheet` or `lines`); cleaned, `firms`."""

    title = line(
        T("名单名称", "Name of the list"),
        help_text=T(
            "同名再次导入即为新一版，筛查用最新一版。", "The same name again is a new revision; the latest is used."
        ),
    )
    kind = forms.ChoiceField(
        label=T("类别", "Kind"),
        choices=list(INCIDENT_TITLES.items()),
        error_messages={"required": T("请选择类别。", "Choose the kind.")},
        help_text=T("表中有“类别”栏的，以该栏为准。", "Where the table has a column 类别, that one counts."),
    )
    source = line(T("发布机关或来源", "Source"), limit=120)
    published_on = day(T("名单日期", "As of"), help_text=T("发布日或下载日", "When it was published or taken"))
    sheet = sheets.TableField(
        label=T("名单文件（.xlsx、.csv）", "Table (.xlsx, .csv)"),
        required=False,
        help_text=T(
            "第一行为表头：统一社会信用代码、企业名称、类别、等级、日期、文号；信用代码和企业名称至少有一项。",
            "Columns: 统一社会信用代码, 企业名称, 类别, 等级, 日期, 文号; a code or a name each.",
        ),
    )
    lines = text(T("或粘贴表格", "Or paste the table"), limit=1_000_000, rows=5, required=False)

    def clean_published_on(self) -> date:
        """It is there already."""
        return not_future(self, "published_on")

    def clean(self) -> dict[str, Any]:
        """Reads the table; every fault at its line, at once."""
        data: dict[str, Any] = self.cleaned_data
        data["firms"] = []
        at = "sheet" if data.get("sheet") else "lines"
        if not data.get(at):
            if "sheet" not in self.errors:
                self.add_error("sheet", T("请上传名单文件或粘贴表格。", "Upload the table or paste it."))
            return data
        try:
            rows = rows_from(data, at)
        except sheets.Unreadable:
            self.add_error(at, str(sheets.UNREADABLE))
            return data
        table = tables.read(rows, tables.columns(code=False, kind=False, on=False))
        faults = table.faults or [
            _NEITHER.format(line=number) for number, values in table.lines if not (values["uscc"] or values["name"])
        ]
        for said in faults[: tables.MOST_FAULTS]:
            self.add_error(at, str(said))
        if not faults:
            data["firms"] = [{**values, "kind": values["kind"] or data.get("kind", "")} for _, values in table.lines]
        return data

    def standing(self) -> list[str]:
        """The names of lists that are there, so that a new revision gets the same one."""
        if self.doing is None:
            return []
        own = IncidentList.objects.filter(authority=self.doing.by.authority)
        return list(own.order_by("title").values_list("title", flat=True).distinct())
