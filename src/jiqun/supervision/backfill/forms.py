"""A table from paper as it is entered: what it is, where it comes from, its document, its lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.inquiries import sheets, tables
from jiqun.supervision.backfill.kinds import KINDS
from jiqun.supervision.backfill.reading import Reader, read
from jiqun.supervision.models.past import PastEntry
from jiqun.web.fields import T, day, line, text


class PastForm(PayloadForm):
    """`kind`, the source document (`source`, `document`, `dated_on`, `file`) and its table (`sheet` or `lines`).

    Cleaned, `cells` are the rows as they came and `rows` the lines as read. `reader` holds every line with its faults
    at their cells, for the preview; nothing of a faulty table is kept.
    """

    kind = forms.ChoiceField(
        label=T("补录内容", "What is entered"),
        choices=[(name, T(each.title.zh, each.title.en)) for name, each in KINDS.items()],
    )
    source = line(
        T("来源", "Source"),
        limit=300,
        help_text=T("文件或卷宗名称、形成单位和日期。", "Name, maker and date of the document or file."),
    )
    document = line(T("文号", "Document number"), limit=80, required=False)
    dated_on = day(T("来源文件日期", "Date of the source"))
    file = EvidenceField(
        label=T("来源文件（扫描件）", "The source document"),
        error_messages={"required": T("请上传来源文件。", "Upload the source document.")},
    )
    sheet = sheets.TableField(label=T("数据表（.xlsx、.csv）", "Table (.xlsx, .csv)"), required=False)
    lines = text(T("或粘贴表格", "Or paste the table"), limit=1_000_000, rows=6, required=False)

    reader: Reader | None = None

    def prepare(self) -> None:
        """Entering anew begins with what was entered."""
        if self.is_bound or self.doing is None or self.doing.subject is None:
            return
        found = PastEntry.objects.get(pk=self.doing.subject.pk)
        for name in ("kind", "source", "document", "dated_on"):
            self.initial.setdefault(name, getattr(found, name))
        self.initial.setdefault("lines", "\n".join("\t".join(cells) for cells in found.cells))

    def clean_dated_on(self) -> date:
        """It is there already."""
        found: date = self.cleaned_data["dated_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(T("来源文件日期不能晚于今天。", "It cannot be a day to come."))
        return found

    def clean(self) -> dict[str, Any]:
        """Reads the table against the register; every fault at its cell, at once."""
        data: dict[str, Any] = self.cleaned_data
        at = "sheet" if data.get("sheet") else "lines"
        if not data.get(at):
            if "sheet" not in self.errors:
                self.add_error("sheet", T("请上传数据表或粘贴表格。", "Upload the table or paste it."))
            return data
        if "kind" not in data or self.doing is None:
            return data
        try:
            cells = rows_of(data, at)
        except sheets.Unreadable:
            self.add_error(at, str(sheets.UNREADABLE))
            return data
        self.reader = read(KINDS[data["kind"]], cells, self.doing.today)
        for said in self.reader.faults[: tables.MOST_FAULTS]:
            self.add_error(at, str(said))
        data["cells"] = [[cell.strip() for cell in row] for row in cells if any(cell.strip() for cell in row)]
        data["rows"] = self.reader.rows
        return data

    @property
    def preview(self) -> tuple[list[Any], list[tuple[int, bool, list[tuple[Any, str, list[str]]]]]] | None:
        """Heads, and each line: number, whether it is faulty, its cells as (head, text, faults)."""
        if self.reader is None or not self.reader.table.given:
            return None
        names = [name for name in self.reader.columns() if any(name in given for _, given in self.reader.table.given)]
        heads = {name: self.reader.columns()[name].label for name in names}
        wrong = self.reader.table.wrong
        lines = []
        for number, given in self.reader.table.given:
            cells = [(heads[name], given.get(name, ""), wrong.get((number, name), [])) for name in names]
            lines.append((number, any(faults for _, _, faults in cells), cells))
        return list(heads.values()), lines


def rows_of(data: dict[str, Any], at: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table that was uploaded or pasted. Raises `Unreadable`."""
    if at == "sheet":
        return sheets.rows_of(data["sheet"]["sha256"], data["sheet"]["name"].lower().endswith(".csv"))
    return sheets.of_text(data["lines"])


class DropForm(PayloadForm):
    """Why an entry is dropped."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, error_messages={"required": T("请写明理由。", "Say why.")})


CHANGED = Text(
    "录入之后登记册有变化，第一处不符：{said}。请重新录入后再确认。",
    "The register changed since this was entered; first: {said}. Enter it anew.",
)
