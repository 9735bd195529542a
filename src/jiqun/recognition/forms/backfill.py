"""A list decided on paper, as it is entered: what it is, and its lines from a pasted table or a CSV file (历史补录)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.notices.models import Announcement
from jiqun.recognition.acts.backfill import COLUMNS, pasted
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.register.levels import TITLES
from jiqun.register.models import Recognition
from jiqun.standards import divisions, industries

HEADERS = {
    "name": "name",
    "集群名称": "name",
    "名称": "name",
    "place": "place",
    "所在地": "place",
    "lead_codes": "lead_codes",
    "lead codes": "lead_codes",
    "主导产业代码": "lead_codes",
    "主导产业": "lead_codes",
    "valid_from": "valid_from",
    "有效期起": "valid_from",
    "valid_to": "valid_to",
    "有效期止": "valid_to",
    "source": "source",
    "来源": "source",
}
MOST = 500
LONGEST_FILE = 512 * 1024
APPLICANTS = ("county", "town", "zone")
Row = dict[str, Any]


def table(entered: str) -> tuple[list[tuple[int, dict[str, str]]], list[Text]]:
    """The lines of a pasted table or CSV as (line number, column → text), and what is wrong with its head.

    Tabs divide the columns where the first line has any, else commas. A head names the columns in Chinese or
    English; without one they stand in the order of `COLUMNS`.
    """
    lines = entered.replace("\ufeff", "").strip("\r\n")
    first = lines.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(lines), delimiter="\t" if "\t" in first else ",")
    rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        return [], [Text("表中没有内容。", "The table is empty.")]
    head = [HEADERS.get(cell.lower()) for cell in rows[0][1]]
    if "name" not in head:
        return [(n, dict(zip(COLUMNS, cells, strict=False))) for n, cells in rows], []
    unknown = [cell for cell, column in zip(rows[0][1], head, strict=True) if column is None]
    if unknown:
        return [], [
            Text(
                f"表头“{'、'.join(unknown)}”无法识别；可用：集群名称、所在地、主导产业代码、有效期起、有效期止、来源。",
                f"Columns {', '.join(unknown)} are not known; use {', '.join(COLUMNS)}.",
            )
        ]
    named = [str(column) for column in head]
    return [(n, dict(zip(named, cells, strict=False))) for n, cells in rows[1:]], []


def day_of(said: str) -> date | None:
    """A date, `None` when blank. Raises `ValueError`."""
    return date.fromisoformat(said) if said else None


class Reader:
    """Reads the lines one by one and collects everything that is wrong."""

    def __init__(self, shared: Mapping[str, Any]) -> None:
        self.shared = shared
        self.faults: list[Text] = []
        self.seen: dict[tuple[str, str], int] = {}
        self.known = set(Authority.objects.values_list("code", flat=True))

    def wrong(self, number: int, zh: str, en: str) -> None:
        """Keeps one fault with its line."""
        self.faults.append(Text(f"第 {number} 行：{zh}", f"Line {number}: {en}"))

    def read(self, number: int, cells: Mapping[str, str]) -> Row:
        """One line as it is kept; what is wrong with it goes to `faults`."""
        name, authority = cells.get("name", ""), self.place(number, cells.get("place", ""))
        if not name:
            self.wrong(number, "缺少集群名称。", "the cluster's name is missing.")
        elif authority and (before := self.seen.setdefault((authority, name), number)) != number:
            self.wrong(number, f"与第 {before} 行重复。", f"the same as line {before}.")
        codes = [c for c in cells.get("lead_codes", "").replace(",", "、").replace(" ", "、").split("、") if c]
        for code in codes:
            for problem in industries.problems(code):
                self.wrong(number, problem, problem)
        start, end = self.term(number, cells)
        source = cells.get("source", "") or self.shared.get("source", "")
        return {
            "name": name,
            "place": divisions.full_name(authority) if authority else "",
            "authority": authority,
            "lead_codes": "、".join(codes),
            "valid_from": start,
            "valid_to": end,
            "source": source,
        }

    def place(self, number: int, said: str) -> str:
        """The code of the county, town or zone a name means; empty when it is not clear, which is kept as a fault."""
        if not said:
            self.wrong(number, "缺少所在地。", "the place is missing.")
            return ""
        found = [d for d in divisions.named(said) if d.kind in APPLICANTS and d.code in self.known]
        if len(found) == 1:
            return found[0].code
        if found:
            names = [divisions.full_name(d.code) for d in found]
            self.wrong(
                number,
                f"所在地“{said}”不止一处（{'、'.join(names)}），请写全称。",
                f"“{said}” may mean {', '.join(names)}; give the full name.",
            )
        else:
            self.wrong(
                number,
                f"没有找到所在地“{said}”，请写县（市、区）、镇街或功能区的名称，如 佛山市南海区。",
                f"There is no place “{said}”; name a county, town or zone such as 佛山市南海区.",
            )
        return ""

    def term(self, number: int, cells: Mapping[str, str]) -> tuple[str | None, str | None]:
        """First and last day of the term, from the line or from what is given for the whole list."""
        found: list[date | None] = []
        for column, title in (("valid_from", "有效期起"), ("valid_to", "有效期止")):
            said = cells.get(column, "")
            try:
                found.append(day_of(said) or self.shared.get(column))
            except ValueError:
                found.append(None)
                self.wrong(
                    number,
                    f"{title}“{said}”应写成 2024-07-10 的样式；名单没有载明的请留空。",
                    f"{column} “{said}” is no date like 2024-07-10; leave it blank where the list does not say.",
                )
        start, end = found
        if start and end and end < start:
            self.wrong(number, "有效期止早于有效期起。", "the term ends before it begins.")
        return start.isoformat() if start else None, end.isoformat() if end else None


class BackfillForm(PayloadForm):
    """A list decided on paper. `rows` is the pasted table; a CSV file of the same columns may be given instead.

    Dates of the term given for the whole list hold where a line has none of its own.
    """

    level = forms.ChoiceField(label=T("级别", "Level"), choices=list(TITLES.items()))
    batch = forms.CharField(
        label=T("批次名称", "Name of the batch"),
        max_length=60,
        error_messages=required("请填写批次名称。", "Name the batch."),
    )
    title = forms.CharField(
        label=T("名单标题", "Title of the list"), max_length=200, error_messages=required("请填写标题。", "Title it.")
    )
    document = forms.CharField(
        label=T("发文字号", "Document number"),
        required=False,
        max_length=80,
        help_text=T("来源没有载明的请留空，不要自拟。", "Leave it blank where the source does not say."),
    )
    source = forms.CharField(
        label=T("来源", "Source"),
        max_length=300,
        help_text=T("公告、通告或公开报道的名称、日期、网址。", "Name, date and address of the public source."),
        error_messages=required("请填写来源。", "Give the source."),
    )
    announced_on = day(T("公布日期", "Announced on"), required=False)
    valid_from = day(T("有效期起", "In force from"), required=False)
    valid_to = day(T("有效期止", "In force until"), required=False)
    rows = text(
        T("名单（粘贴表格）", "The list (paste a table)"),
        required=False,
        limit=200_000,
        rows=12,
        help_text=T(
            "每行一个集群：集群名称、所在地、主导产业代码、有效期起、有效期止、来源；后四列可以留空。",
            "One cluster a line: name, place, lead codes, valid_from, valid_to, source; the last four may be blank.",
        ),
    )
    file = forms.FileField(label=T("或上传 CSV 文件", "Or upload a CSV file"), required=False)

    def prepare(self) -> None:
        """Entering anew begins with what was entered."""
        if self.is_bound or self.doing is None or self.doing.subject is None:
            return
        found = Announcement.objects.get(pk=self.doing.subject.pk)
        for name in ("level", "batch", "title", "document", "source", "announced_on", "valid_from", "valid_to"):
            self.initial.setdefault(name, getattr(found, name))
        self.initial.setdefault("rows", pasted(found.rows))

    def clean_file(self) -> str | None:
        """The text of the file."""
        upload = self.cleaned_data["file"]
        if not upload:
            return None
        if upload.size > LONGEST_FILE:
            raise forms.ValidationError(T("CSV 文件不能超过 512 KB。", "The CSV file may have 512 KB at most."))
        data: bytes = upload.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(
            T("文件不是文本，请另存为 CSV（UTF-8）后上传。", "This is no text; save it as CSV (UTF-8) first.")
        )

    def clean(self) -> dict[str, Any]:
        """Every fault of every line at once; nothing of a faulty table is kept."""
        data = super().clean() or {}
        entered = data.pop("file", None) or data.get("rows") or ""
        place = "file" if self.files else "rows"
        if not entered:
            self.add_error("rows", T("请粘贴名单或上传 CSV 文件。", "Paste the list or upload a CSV file."))
            return data
        lines, faults = table(entered)
        if len(lines) > MOST:
            faults, lines = [Text(f"一次最多补录 {MOST} 行。", f"{MOST} lines at most.")], []
        elif not lines and not faults:
            faults = [Text("表头之下没有内容。", "There is nothing below the head.")]
        reader = Reader(data)
        data["rows"] = [reader.read(number, cells) for number, cells in lines]
        for fault in [*faults, *reader.faults, *self.repeated(data)]:
            self.add_error(place, T(fault.zh, fault.en))
        return data

    def repeated(self, data: Mapping[str, Any]) -> Iterator[Text]:
        """Lists and recognitions that are on record already."""
        level, batch = data.get("level", ""), data.get("batch", "")
        if Announcement.objects.public().filter(level=level, batch=batch).exists():
            yield Text(f"{level}“{batch}”的名单已经在册。", f"The list of {level} “{batch}” is on record already.")
        rows = Recognition.objects.filter(level=level, batch=batch).values_list("cluster__authority", "cluster__name")
        have = set(rows)
        for row in data["rows"]:
            if (row["authority"], row["name"]) in have:
                yield Text(f"{row['name']}在本批次已有认定。", f"{row['name']} is recognised in this batch already.")


class DiscardForm(PayloadForm):
    """Why an entry is dropped."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, missing=T("请写明理由。", "Say why."))
