"""Annual reports that came in on paper (Article 16): that and when they were received, not what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.procedure import procedure
from jiqun.forms.revisions import current
from jiqun.register.models import Cluster
from jiqun.standards import province
from jiqun.supervision.backfill.cells import batch, on, which, words, year
from jiqun.supervision.backfill.reading import Kind, Reader
from jiqun.supervision.models.past import PastEntry
from jiqun.supervision.models.report import AnnualReport

NOON = time(12)
TABLE, FORM = "annual_report", "年度"
_NOT_ENDED = Text("{year} 年尚未结束，不能有年度报告。", "{year} has not ended; there is no report on it.")
_TWICE = Text("与第 {line} 行重复（同一集群同一年度）。", "The same cluster and year as line {line}.")
_THERE = Text("该年度报告已在册（{number}）。", "The report on that year is there already ({number}).")
_FUTURE = Text("不能晚于今天。", "It cannot be a day to come.")
_EARLY = Text("早于报告年度结束之日。", "It is before the year ended.")
_OUTSIDE = Text("该认定的有效期不涵盖 {year} 年。", "The term of this recognition does not cover {year}.")


def columns() -> dict[str, forms.Field]:
    """Cluster, place, batch, year, the day the province had it, a remark."""
    return {
        **which(),
        "batch": batch(),
        "year": year(),
        "received_on": on("省级收到日期", "Received by the province", required=True),
        "remark": words("说明", "Remark", required=False),
    }


def prepare(reader: Reader) -> None:
    """Which reports are there; one query."""
    rows = AnnualReport.objects.values_list("cluster", "year", "case__number")
    reader.held["reports"] = {(pk, year): number for pk, year, number in rows}
    reader.held["seen"] = {}


def line(reader: Reader, number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """One report that was received."""
    of: Cluster = values["of"]
    about, received = values["year"], values["received_on"]
    if about >= reader.today.year:
        reader.wrong(number, "year", _NOT_ENDED.format(year=about))
    if (before := reader.held["seen"].setdefault((of.pk, about), number)) != number:
        reader.wrong(number, "year", _TWICE.format(line=before))
    if there := reader.held["reports"].get((of.pk, about)):
        reader.wrong(number, "year", _THERE.format(number=there))
    if received > reader.today:
        reader.wrong(number, "received_on", _FUTURE)
    elif received.year <= about:
        reader.wrong(number, "received_on", _EARLY)
    found = reader.recognition(number, of, values["batch"])
    if found is None:
        return {}
    if found.valid_from and found.valid_to and not found.valid_from.year <= about <= found.valid_to.year:
        reader.wrong(number, "year", _OUTSIDE.format(year=about))
    return {
        "recognition": str(found.pk),
        "batch": found.batch,
        "year": about,
        "received_on": received.isoformat(),
        "remark": values["remark"],
        "notes": [],
    }


def write(doing: Doing, entry: PastEntry) -> int:
    """Makes a received report of each line, marked as from paper; its content stays in the source document.

    When it left the county and the prefecture is not known and stays blank.
    """
    clusters = Cluster.objects.select_related("authority").in_bulk([UUID(row["cluster"]) for row in entry.rows])
    form, as_report = current(FORM, doing.now), replace(doing, procedure=procedure(TABLE))
    for row in entry.rows:
        of, about = clusters[UUID(row["cluster"])], row["year"]
        received = datetime.combine(date.fromisoformat(row["received_on"]), NOON, ZONE)
        case = open_case(
            as_report,
            number=f"NB-{about}-{next_number(f'report/{about}'):04d}",
            title=f"{of.name}{about}年度报告",
            authority=of.authority,
            measure=province.here().measure,
            state="received",
            cluster=of,
            audience=Audience.CHAIN,
        )
        Case.objects.filter(pk=case.pk).update(backfilled=True)
        AnnualReport.objects.create(
            case=case,
            cluster=of,
            recognition_id=UUID(row["recognition"]),
            year=about,
            prefecture_id=of.authority.prefecture_code or of.authority_id,
            form=form,
            received_at=received,
            opinion=row["remark"],
        )
    return len(entry.rows)


REPORTS = Kind(
    "reports",
    Text("年度报告报送情况", "Reports received"),
    Text(
        "每行一份已收到的纸质年度报告；未报送的不录。",
        "A line a report received on paper; none for those not handed in.",
    ),
    columns,
    prepare,
    line,
    write,
)
