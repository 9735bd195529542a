"""What taking over a notice on public holidays asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.standards import holiday_notice
from jiqun.standards.schedule import OFF
from jiqun.standards.workdays import known_years
from jiqun.web.fields import T, day, line, text

FIRST_YEAR = 2018
YEAR = Text("年度应在 {first} 至 {last} 之间。", "A year from {first} to {last}.")
FUTURE = Text("印发日期不能晚于今天。", "The notice cannot be dated ahead.")
NOT_OFFICIAL: Any = Text("请填写中国政府网（gov.cn）上通知原文的网址。", "Give the address of the notice on gov.cn.")
NO_NEW_YEAR = Text(
    "通知没有写{year}年1月1日放假：请核对年度，或粘贴全文。",
    "The notice does not name 1 January {year}: check the year, or paste all of it.",
)
STRAY = Text("{day} 不在{year}年及其前后相邻的月份内。", "{day} is neither in {year} nor next to it.")


class NoticeForm(PayloadForm):
    """`year`, `document`, `dated_on`, `source`, `words`; told with the days that were read as `rows`."""

    year = forms.IntegerField(label=T("年度", "Year"))
    document = line(
        T("文号", "Document"), limit=60, help_text=T("如 国办发明电〔2025〕7号。", "As the notice bears it.")
    )
    dated_on = day(T("印发日期", "Dated"))
    source = forms.URLField(
        label=T("原文网址", "Address"),
        max_length=300,
        assume_scheme="https",
        error_messages={"required": NOT_OFFICIAL, "invalid": NOT_OFFICIAL},
    )
    words = text(
        T("通知正文", "The words of the notice"),
        limit=6000,
        rows=12,
        help_text=T(
            "从“一、元旦：…”粘贴到最后一项；系统逐句读出放假和调休上班的日期，并核对星期。",
            "Paste from “一、元旦：…” to the last item; days off and days worked are read, weekdays are checked.",
        ),
    )

    def clean_year(self) -> int:
        """From the first year that is known to the next one."""
        year: int = self.cleaned_data["year"]
        last = self.today.year + 1 if self.doing is not None else year
        if not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(str(YEAR.format(first=FIRST_YEAR, last=last)))
        return year

    def clean_dated_on(self) -> Any:
        """Not ahead."""
        found = self.cleaned_data["dated_on"]
        if self.doing is not None and found > self.today:
            raise forms.ValidationError(str(FUTURE))
        return found

    def clean_source(self) -> str:
        """On the government's own site."""
        found: str = self.cleaned_data["source"]
        host = urlsplit(found).hostname or ""
        if host != "gov.cn" and not host.endswith(".gov.cn"):
            raise forms.ValidationError(str(NOT_OFFICIAL))
        return found

    def clean(self) -> dict[str, Any]:
        """The words are read; a year that is not known yet must name its 1 January, as every notice does."""
        data: dict[str, Any] = self.cleaned_data
        if "year" not in data or not data.get("words"):
            return data
        year = data["year"]
        found = holiday_notice.read(data["words"], year)
        faults = [*found.faults]
        faults += [
            STRAY.format(day=row.day, year=year)
            for row in found.rows
            if row.day.year != year and (row.day.year, row.day.month) not in ((year - 1, 12), (year + 1, 1))
        ]
        new_year = any((row.day.year, row.day.month, row.day.day, row.kind) == (year, 1, 1, OFF) for row in found.rows)
        if not faults and year not in known_years() and not new_year:
            faults.append(NO_NEW_YEAR.format(year=year))
        for each in faults:
            self.add_error("words", str(each))
        rows = [{"date": row.day.isoformat(), "name": row.name, "kind": row.kind} for row in found.rows]
        return data | {"rows": rows}


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=500, rows=3)
