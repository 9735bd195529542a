"""Storing a roster as an immutable revision, and giving it back exactly as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.facts import rows
from jiqun.facts.workbook.wire import dump_roster
from jiqun.journal.canonical import digests
from jiqun.register.models import (
    BelowSizeRow,
    Cluster,
    EfficiencyRow,
    Enterprise,
    FirmYearRow,
    HonourRow,
    IncidentRow,
    RosterRevision,
    SearchRow,
)

INVENTED_DIVISION = "449999"
"""Division code that GB/T 2260 has not given to any place: firms made up for demonstration carry it."""

FIRM = (
    "industry", "year", "employees", "revenue", "assets", "output", "rd", "patents", "energy", "co2", "platform",
    "software", "exports", "value_added",
)  # fmt: skip
_BELOW = ("year", "size", "lead", "firms", "output", "rd", "employees", "authority", "document")
HONOUR = ("uscc", "title", "level", "issuer", "batch", "valid_from", "valid_to")
_EFFICIENCY = ("uscc", "product", "year", "kind", "unit", "basis")
_BATCH = 500


@transaction.atomic
def store_roster(
    cluster: Cluster,
    roster: rows.Roster,
    by: Account,
    now: datetime,
    file_sha256: str,
    chance: Random,
    warnings: Sequence[Text] = (),
) -> RosterRevision:
    """Stores one revision of a cluster's roster with all its rows; from then on nothing of it changes.

    Numbers run 1, 2, 3 … within the cluster. Enterprises that are new become known, a changed name is taken over.
    `warnings` are what reading the workbook remarked.
    """
    sheet = roster.cluster
    revision = RosterRevision.objects.create(
        id=UUID(int=chance.getrandbits(128), version=4),
        cluster=cluster,
        number=next_number(cluster.pk),
        base_year=sheet.base_year,
        name=sheet.name,
        place=sheet.place,
        lead_codes="、".join(sheet.lead_codes),
        area_m2=sheet.area_m2,
        population=sheet.population,
        firms=len({line.uscc for line in roster.firm_years}),
        sha256=digest_of(roster),
        file_sha256=file_sha256,
        warnings=[{"zh": said.zh, "en": said.en} for said in warnings],
        by=by,
        at=now,
    )
    learn_enterprises(roster.firm_years)
    _store(
        FirmYearRow,
        (
            FirmYearRow(roster=revision, enterprise_id=line.uscc, name=line.name, **_of(line, FIRM))
            for line in roster.firm_years
        ),
    )
    _store(BelowSizeRow, (BelowSizeRow(roster=revision, **_of(line, _BELOW)) for line in roster.below_size))
    _store(HonourRow, (HonourRow(roster=revision, **_of(line, HONOUR)) for line in roster.honours))
    _store(
        IncidentRow,
        (
            IncidentRow(
                roster=revision,
                grade=line.grade or "",
                **_of(line, ("uscc", "kind", "on", "authority", "document")),
            )
            for line in roster.incidents
        ),
    )
    _store(
        SearchRow,
        (
            SearchRow(roster=revision, register=line.register, on=line.on, kinds="、".join(sorted(line.kinds)))
            for line in roster.searches
        ),
    )
    _store(
        EfficiencyRow,
        (
            EfficiencyRow(roster=revision, used=str(line.used), benchmark=str(line.benchmark), **_of(line, _EFFICIENCY))
            for line in roster.efficiency
        ),
    )
    return revision


def next_number(cluster: UUID) -> int:
    """The number of a cluster's next revision, in the caller's transaction."""
    last: int | None = RosterRevision.objects.filter(cluster=cluster).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def digest_of(roster: rows.Roster) -> str:
    """SHA-256 of a roster's canonical content."""
    return digests(dump_roster(roster).encode()).sha256


def too_long(roster: rows.Roster) -> list[Text]:
    """Texts of a roster that the register has no room for, by sheet, firm or line: what is wrong and where."""
    kinds: tuple[tuple[str, Sequence[object], type[models.Model]], ...] = (
        ("企业年度数据", roster.firm_years, FirmYearRow),
        ("规下汇总", roster.below_size, BelowSizeRow),
        ("荣誉资质", roster.honours, HonourRow),
        ("重大事项", roster.incidents, IncidentRow),
        ("查询登记", roster.searches, SearchRow),
        ("能效水效", roster.efficiency, EfficiencyRow),
    )
    found = _over("集群", [roster.cluster], RosterRevision)
    for sheet, lines, model in kinds:
        found += _over(sheet, lines, model)
    return found


def _over(sheet: str, lines: Sequence[object], model: type[models.Model]) -> list[Text]:
    rooms = {
        column.name: column.max_length
        for column in model._meta.get_fields()
        if isinstance(column, models.CharField) and column.max_length
    }
    return [
        Text(
            f"工作表“{sheet}”第 {number} 条数据有一处文字超过 {room} 字（“{value[:20]}…”），请精简。",
            f"Sheet {sheet}, entry {number}: a text is longer than {room} characters (“{value[:20]}…”); shorten it.",
        )
        for number, line in enumerate(lines, start=1)
        for name, room in rooms.items()
        if isinstance(value := getattr(line, name, None), str) and len(value) > room
    ]


def learn_enterprises(lines: Iterable[rows.FirmYear]) -> None:
    """Makes firms known by their credit codes; the name of the latest year is theirs."""
    names = {line.uscc: line.name for line in sorted(lines, key=lambda line: line.year)}
    Enterprise.objects.bulk_create(
        [
            Enterprise(uscc=uscc, name=name, invented=uscc[2:8] == INVENTED_DIVISION)
            for uscc, name in sorted(names.items())
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["uscc"],
        update_fields=["name"],
    )


def to_roster(revision: RosterRevision) -> rows.Roster:
    """The roster as it was read from the workbook, value for value and in its order."""
    return rows.Roster(
        cluster=rows.ClusterSheet(
            name=revision.name,
            place=revision.place,
            lead_codes=tuple(code for code in revision.lead_codes.split("、") if code),
            area_m2=revision.area_m2,
            population=revision.population,
            base_year=revision.base_year,
        ),
        firm_years=tuple(
            rows.FirmYear(uscc=values.pop("enterprise_id"), **values)
            for values in revision.firm_years.order_by("pk").values("enterprise_id", "name", *FIRM)
        ),
        below_size=tuple(rows.BelowSize(**values) for values in revision.below_size.order_by("pk").values(*_BELOW)),
        honours=tuple(rows.Honour(**values) for values in revision.honours.order_by("pk").values(*HONOUR)),
        incidents=tuple(
            rows.Incident(uscc, kind, grade or None, on, authority, document)
            for uscc, kind, grade, on, authority, document in revision.incidents.order_by("pk").values_list(
                "uscc", "kind", "grade", "on", "authority", "document"
            )
        ),
        searches=tuple(
            rows.RegisterSearch(register, on, frozenset(kind for kind in kinds.split("、") if kind))
            for register, on, kinds in revision.searches.order_by("pk").values_list("register", "on", "kinds")
        ),
        efficiency=tuple(
            rows.Efficiency(used=Fraction(values.pop("used")), benchmark=Fraction(values.pop("benchmark")), **values)
            for values in revision.efficiency.order_by("pk").values("used", "benchmark", *_EFFICIENCY)
        ),
    )


def _of(line: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(line, name) for name in names}


def _store(model: type[models.Model], lines: Iterable[Any]) -> None:
    model._default_manager.bulk_create(list(lines), batch_size=_BATCH)
