"""A list of the nation as it is imported, and which cluster of the register each of its lines means (Article 12)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.inquiries import sheets, tables
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.models import NationalList
from jiqun.register.naming import Names, places
from jiqun.standards import divisions, industries
from jiqun.web.fields import line

RECOGNISED, RENEWED, NOT_RENEWED = "recognised", "renewed", "not_renewed"
KINDS = {
    RECOGNISED: Text("认定名单", "Recognised"),
    RENEWED: Text("复核通过名单", "Renewed"),
    NOT_RENEWED: Text("复核未通过名单", "Not renewed"),
}
NEW = "new"
_TWICE = Text("与第 {line} 行重复。", "The same as line {line}.")
_NO_PLACE = Text("没有“{place}”这个县（市、区）、镇街或功能区。", "There is no county, town or zone “{place}”.")
_SEVERAL = Text("“{place}”不止一处（{names}），请写全称。", "“{place}” may mean {names}; give it in full.")
_ENDS = Text("早于有效期起。", "It ends before it begins.")


class CodesField(forms.CharField):
    """Codes of GB/T 4754, parted by 、 or commas; cleaned, parted by 、."""

    def clean(self, value: Any) -> str:
        """The codes. Raises `ValidationError` with every fault."""
        said = super().clean(value).replace(",", "、").replace("，", "、").replace(" ", "、")
        codes = [code for code in said.split("、") if code]
        if wrong := [problem for code in codes for problem in industries.problems(code)]:
            raise ValidationError(wrong)
        return "、".join(codes)


def columns() -> dict[str, forms.Field]:
    """The columns of a national list."""
    fill = required("请填写。", "Fill this in.")
    return {
        "name": line(T("集群名称", "Cluster"), limit=120, error_messages=fill),
        "place": line(T("所在地", "Place"), limit=60, error_messages=fill),
        "lead_codes": CodesField(label=T("主导产业代码", "Lead codes"), required=False, max_length=80),
        "valid_from": day(T("有效期起", "In force from"), required=False),
        "valid_to": day(T("有效期止", "In force until"), required=False),
    }


class ImportForm(PayloadForm):
    """What the list is, its document, and its table (`sheet` or `lines`). Cleaned, `rows` are its lines, each with the
    cluster its name and place mean (`cluster`), blank where that is not clear: a person says so afterwards."""

    kind = forms.ChoiceField(
        label=T("名单类别", "Kind"), choices=[(name, T(each.zh, each.en)) for name, each in KINDS.items()]
    )
    batch = line(
        T("批次名称", "Batch"),
        limit=60,
        help_text=T("如 国家第三批", "Such as 国家第三批"),
        error_messages=required("请填写批次名称。", "Name the batch."),
    )
    document = line(
        T("文件名称和文号", "Document"), limit=80, error_messages=required("请填写文件。", "Name the document.")
    )
    dated_on = day(T("公布日期", "Announced on"))
    source = line(T("来源", "Source"), limit=300, error_messages=required("请填写来源。", "Give the source."))
    valid_from = day(T("有效期起", "In force from"), required=False)
    valid_to = day(T("有效期止", "In force until"), required=False)
    file = EvidenceField(label=T("名单文件", "The list's document"))
    sheet = sheets.TableField(
        label=T("名单表（.xlsx、.csv）", "Table (.xlsx, .csv)"),
        required=False,
        help_text=T(
            "表头：集群名称、所在地、主导产业代码、有效期起、有效期止；后三列可以没有。",
            "Columns: 集群名称, 所在地, 主导产业代码, 有效期起, 有效期止; the last three may be missing.",
        ),
    )
    lines = text(T("或粘贴表格", "Or paste the table"), limit=200_000, rows=6, required=False)

    def clean(self) -> dict[str, Any]:
        """Reads the table; every fault at its line, at once. A cluster that is not known is no fault."""
        data: dict[str, Any] = self.cleaned_data
        data["rows"] = []
        if self.doing is not None and data.get("dated_on") and data["dated_on"] > self.today:
            self.add_error("dated_on", T("公布日期不能晚于今天。", "It cannot be a day to come."))
        at = "sheet" if data.get("sheet") else "lines"
        if not data.get(at):
            if "sheet" not in self.errors:
                self.add_error("sheet", T("请上传名单表或粘贴表格。", "Upload the table or paste it."))
            return data
        try:
            cells = (
                sheets.rows_of(data["sheet"]["sha256"], data["sheet"]["name"].lower().endswith(".csv"))
                if at == "sheet"
                else sheets.of_text(data["lines"])
            )
        except sheets.Unreadable:
            self.add_error(at, str(sheets.UNREADABLE))
            return data
        rows, faults = read(cells)
        for said in faults[: tables.MOST_FAULTS]:
            self.add_error(at, str(said))
        data["rows"] = rows
        return data


def read(cells: Any) -> tuple[list[dict[str, Any]], list[Text]]:
    """The lines of a list with the cluster each means, and every fault; one query."""
    fields = columns()
    table, names = tables.read(cells, fields), Names()
    rows, seen = [], dict[tuple[str, str], int]()
    for number, values in table.lines:
        name, place = values.get("name"), values.get("place")
        code = ""
        if place:
            found = places(place)
            if len(found) == 1:
                code = found[0]
            elif found:
                several = "、".join(divisions.full_name(each) for each in found)
                said = _SEVERAL.format(place=place, names=several)
                table.find_fault(number, "place", fields["place"].label, said)
            else:
                table.find_fault(number, "place", fields["place"].label, _NO_PLACE.format(place=place))
        if name and code and (before := seen.setdefault((name, code), number)) != number:
            table.find_fault(number, "name", fields["name"].label, _TWICE.format(line=before))
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            table.find_fault(number, "valid_to", fields["valid_to"].label, _ENDS)
        known = names.called(name, str(place)) if name and code else []
        rows.append(
            {
                "line": number,
                "name": name,
                "place": divisions.full_name(code) if code else place,
                "code": code,
                "lead_codes": values.get("lead_codes", ""),
                "valid_from": start.isoformat() if start else None,
                "valid_to": end.isoformat() if end else None,
                "cluster": str(known[0].pk) if len(known) == 1 else "",
                "new": False,
            }
        )
    return rows, table.faults


class MatchForm(PayloadForm):
    """Which cluster each line means: one of the register, a new one, or not said yet. Cleaned, `matched` by line."""

    def prepare(self) -> None:
        """A choice a line: those alike first, then the others of its prefecture."""
        self.rows: list[dict[str, Any]] = []
        if self.doing is None or self.doing.subject is None:
            return
        self.rows = NationalList.objects.get(pk=self.doing.subject.pk).rows
        names = Names()
        for row in self.rows:
            alike = names.alike(row["name"], row["place"])
            near = [each for each in names.known if each.code[:4] == row["code"][:4] and each not in alike]
            chosen = [each for each in names.known if str(each.pk) == row["cluster"] and each not in (*alike, *near)]
            known = [(str(each.pk), f"{each.name}（{each.place}）") for each in (*chosen, *alike, *near)]
            self.fields[f"line_{row['line']}"] = forms.ChoiceField(
                label=T(f"{row['name']}（{row['place']}）", f"{row['name']} ({row['place']})"),
                choices=[("", T("待定", "Not said yet")), (NEW, T("登记为新集群", "Enter as new")), *known],
                required=False,
                initial=NEW if row["new"] else row["cluster"],
                help_text="" if row["cluster"] or row["new"] else T("登记册里没有此名", "Not in the register"),
            )

    def clean(self) -> dict[str, Any]:
        """Two lines do not mean the same cluster."""
        given = {str(row["line"]): self.cleaned_data.get(f"line_{row['line']}", "") for row in self.rows}
        known = [said for said in given.values() if said not in ("", NEW)]
        if len(set(known)) < len(known):
            twice = [number for number, said in given.items() if said not in ("", NEW) and known.count(said) > 1]
            lines = "、".join(twice)
            raise forms.ValidationError(
                T(f"第 {lines} 行对应了同一集群。", f"Lines {', '.join(twice)} mean the same cluster.")
            )
        return {"matched": given}


def day_of(said: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(said) if said else None
