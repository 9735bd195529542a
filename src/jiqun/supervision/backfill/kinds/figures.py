"""Past yearly figures of clusters, as they were handed in on paper (Article 16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.register.figures import keep, line_of
from jiqun.register.models import FIGURES, Cluster, ClusterYear
from jiqun.supervision.backfill.cells import count, tonnes, wan, which, year
from jiqun.supervision.backfill.reading import Kind, Reader
from jiqun.supervision.models.past import PastEntry

PARTS = (
    ("firms_sme", "firms"),
    ("output_sme", "output"),
    ("output_lead", "output"),
    ("rd_sme", "rd"),
    ("platform_users", "firms"),
    ("software_users", "firms"),
    ("top_firms", "firms"),
    ("listed_firms", "firms"),
)
"""A figure, and the whole it is a part of."""
_NOT_ENDED = Text("{year} 年尚未结束，不能补录。", "{year} has not ended.")
_TWICE = Text("与第 {line} 行重复（同一集群同一年度）。", "The same cluster and year as line {line}.")
_LIVE = Text(
    "该年数据已在系统内报送（{source}），补录不覆盖。",
    "That year was handed in here ({source}); paper does not replace it.",
)
_MORE = Text("大于{whole}。", "It is more than {whole}.")
_NOTHING = Text("本行没有任何数据。", "There is no figure in this line.")
_DROP = Text(
    "{title}比上年下降 90% 以上，请核对单位。",
    "{title} is lower than the year before by 90 % or more; look at its unit.",
)
_REPLACES = Text("将替换此前补录的数据（{source}）。", "It takes the place of what was entered before ({source}).")


def columns() -> dict[str, forms.Field]:
    """Cluster, place, year and a column a figure."""
    return {
        **which(),
        "year": year(),
        "firms": count("企业数（家）", "Firms"),
        "firms_sme": count("中小企业数（家）", "SMEs"),
        "employees": count("从业人员（人）", "Employees"),
        "output": wan("总产值", "Output"),
        "output_sme": wan("中小企业产值", "Output of SMEs"),
        "output_lead": wan("主导产业产值", "Output of the lead industry"),
        "revenue": wan("营业收入", "Revenue"),
        "rd": wan("研发经费", "R&D"),
        "rd_sme": wan("中小企业研发经费", "R&D of SMEs"),
        "patents": count("有效发明专利（件）", "Patents in force"),
        "energy": tonnes("综合能耗（吨标准煤）", "Energy (tce)"),
        "co2": tonnes("二氧化碳排放（吨）", "Carbon dioxide (t)"),
        "exports": wan("出口额", "Exports"),
        "platform_users": count("应用工业互联网平台的企业（家）", "Firms on industrial internet platforms"),
        "software_users": count("应用工业软件的企业（家）", "Firms with industrial software"),
        "top_firms": count("单项冠军和“小巨人”企业（家）", "Champions and little giants"),
        "listed_firms": count("国家高企、专精特新等优质企业（家）", "Other quality firms"),
    }


def prepare(reader: Reader) -> None:
    """What is kept of each cluster and year; one query."""
    rows = ClusterYear.objects.values_list("cluster", "year", "backfilled", "source", "output")
    reader.held["kept"] = {(pk, year): (paper, source, output) for pk, year, paper, source, output in rows}
    reader.held["seen"] = {}
    reader.held["outputs"] = {key: output for key, (_, _, output) in reader.held["kept"].items()}
    for number, values in reader.table.lines:
        found = reader.names.called(values.get("name") or "", values.get("place") or "")
        if len(found) == 1 and (number, "year") not in reader.table.wrong:
            reader.held["outputs"][found[0].pk, values["year"]] = values.get("output")


def line(reader: Reader, number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """One cluster's figures of one year."""
    of: Cluster = values["of"]
    year_, key = values["year"], (of.pk, values["year"])
    titles = {name: each.label for name, each in reader.columns().items()}
    if year_ >= reader.today.year:
        reader.wrong(number, "year", _NOT_ENDED.format(year=year_))
    if (before := reader.held["seen"].setdefault(key, number)) != number:
        reader.wrong(number, "year", _TWICE.format(line=before))
    paper, source, _ = reader.held["kept"].get(key, (True, "", None))
    if not paper:
        reader.wrong(number, "year", _LIVE.format(source=source))
    figures = {name: values[name] for name in FIGURES}
    if all(value is None for value in figures.values()):
        reader.wrong(number, "year", _NOTHING)
    for part, whole in PARTS:
        if figures[part] is not None and figures[whole] is not None and figures[part] > figures[whole]:
            reader.wrong(number, part, _MORE.format(whole=titles[whole]))
    notes = [_REPLACES.format(source=source)] if source and paper else []
    before_output = reader.held["outputs"].get((of.pk, year_ - 1))
    if figures["output"] is not None and before_output and figures["output"] * 10 <= before_output:
        notes.append(_DROP.format(title=titles["output"]))
    return {"year": year_, "figures": figures, "notes": [{"zh": each.zh, "en": each.en} for each in notes]}


def write(doing: Doing, entry: PastEntry) -> int:
    """Keeps the years, marked as from paper, with the document they come from."""
    clusters = Cluster.objects.in_bulk([UUID(row["cluster"]) for row in entry.rows])
    lines = [
        line_of(
            clusters[UUID(row["cluster"])],
            row["year"],
            row["figures"],
            {},
            entry.source,
            doing.now,
            case_id=doing.subject.pk,
            backfilled=True,
        )
        for row in entry.rows
    ]
    return len(keep(lines))


YEARS = Kind(
    "years",
    Text("年度数据", "Yearly figures"),
    Text(
        "每行一个集群一年；未掌握的留空，不要填 0。", "A line a cluster and year; blank where it is not known, not 0."
    ),
    columns,
    prepare,
    line,
    write,
)
