"""A county that applies: an open round, and an application brought as far as a test needs it."""

from __future__ import annotations

import io
from datetime import datetime
from functools import cache
from typing import Any
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.demo import rosters
from jiqun.facts.rows import Roster
from jiqun.facts.workbook.template import write_template
from jiqun.forms.definitions import Field, shipped_form
from jiqun.forms.revisions import ensure_revision
from jiqun.recognition.acts.filing import drafts, evidence_drafts
from jiqun.recognition.models import Round
from jiqun.recognition.queries.filing.application import application_of, requirements
from jiqun.register.models import Cluster
from jiqun.review.models import RubricRevision
from tests.evidence.samples import PDF
from tests.office import HUICHENG, PROVINCE, approver, at, chance, officer
from tests.remembered import remembered

NOW = at("2025-03-20 10:00")
COUNTY_CLOSES, PREFECTURE_CLOSES = at("2025-04-14 17:30"), at("2025-04-30 17:30")
NEW_CLUSTER = {
    "cluster": "",
    "name": "惠城区电子元件产业集群",
    "lead_codes": "398、397",
    "niche": "电子元件",
    "strategic": "electronics",
}


@remembered
def open_round(number: str = "2025-R1", **fields: Any) -> Round:
    """A round open since 2025-03-10; the tests of the call part issue one through its acts."""
    officer(PROVINCE)
    case = Case.objects.create(
        id=uuid7(at("2025-03-01 09:00"), chance(crc32(number.encode()))),
        number=number,
        procedure_name="round",
        state="open",
        title="2025年度认定批次",
        authority_id=PROVINCE,
        path="440000/",
        audience=Audience.STAFF,
        measure="gd_2023_4",
        opened_at=at("2025-03-01 09:00"),
    )
    rubric, _ = RubricRevision.objects.get_or_create(
        name="测试", number=1, defaults={"definition": {}, "sha256": "0" * 64, "origin": "测试", "at": NOW}
    )
    return Round.objects.create(
        case=case,
        **{
            "year": 2025,
            "county_deadline": COUNTY_CLOSES,
            "prefecture_deadline": PREFECTURE_CLOSES,
            "form": ensure_revision("申报", NOW),
            "rubric": rubric,
            "issued_on": at("2025-03-10 09:00").date(),
            **fields,
        },
    )


@remembered
def start(row: Round, by: Account | None = None, key: str = "start", now: datetime = NOW, **payload: Any) -> Case:
    """An application of a new cluster, unless `payload` says otherwise."""
    done = open_matter(
        "application",
        by=by or officer(HUICHENG),
        payload={"round": str(row.pk), **NEW_CLUSTER, **payload},
        key=key,
        now=now,
        chance=chance(crc32(key.encode())),
    )
    case: Case = done.subject
    return case


def do(
    case: Case, act: str, by: Account, *, key: str = "", now: datetime = NOW, files: Any = None, **payload: Any
) -> Done:
    """One act at the version that stands."""
    key = key or f"{act}-{by.username}-{now:%m%d%H%M}"
    return perform(
        "application",
        case.pk,
        act,
        by=by,
        version=Case.objects.values_list("version", flat=True).get(pk=case.pk),
        payload=payload,
        files=files,
        key=key,
        now=now,
        chance=chance(crc32(f"{case.pk}{key}".encode())),
    )


@cache
def roster(base_year: int = 2024, firms: int = 12) -> Roster:
    """A small roster of invented firms that meets the computed conditions."""
    shape = rosters.Character(firms=firms)
    return rosters.roster(
        chance(3),
        name="惠城区电子元件产业集群",
        place="惠城区",
        short="惠城",
        leads=("398",),
        base_year=base_year,
        shape=shape,
    )


@cache
def workbook(base_year: int = 2024, firms: int = 12) -> bytes:
    """The workbook of that roster."""
    file = io.BytesIO()
    write_template(file, roster(base_year, firms))
    return file.getvalue()


def upload(data: bytes, name: str = "名册.xlsx") -> SimpleUploadedFile:
    """What a browser sends."""
    return SimpleUploadedFile(name, data)


def answer_for(field: Field, base_year: int = 2024) -> Any:
    """A whole answer to any field."""
    if field.ask == "figures":
        line = {str(year): "12.5" for year in field.years_of(base_year)}
        return {part.zh: line for part in field.parts} if field.parts else line
    given = {
        "codes": "398",
        "choice": "electronics",
        "uscc": "91449999MA0000000D",
        "decimal": "81.5",
        "table": [["甲", "1"]],
        "register": {"count": 2, "text": "甲、乙"},
    }
    return given.get(field.ask, f"{field.label.zh}：说明")


@remembered
def answer_everything(case: Case, by: Account) -> None:
    """Every section of the form."""
    for section in shipped_form("申报").sections:
        data = {field.id: answer_for(field) for field in section.fields if field.asked}
        saved = drafts.save_answers(case.pk, section.number, data, by=by, now=NOW)
        assert saved.whole, saved.faults


@remembered
def keep_ledgers(case: Case, by: Account, key: str = "ledgers") -> None:
    """Entries in the ledgers that the form requires, pasted without proof."""
    cluster = application_of(Case.objects.get(pk=case.pk)).cluster
    for kind, lines in LEDGERS.items():
        perform(
            "ledger",
            cluster.pk,
            "paste",
            by=by,
            version=Cluster.objects.values_list("version", flat=True).get(pk=cluster.pk),
            payload={"kind": kind, "lines": lines},
            key=f"{key}-{kind}",
            now=NOW,
            chance=chance(crc32(f"{case.pk}{kind}".encode())),
        )


@remembered
def attach_everything(case: Case, by: Account) -> None:
    """Every required proof."""
    fresh = Case.objects.get(pk=case.pk)
    luck = chance(crc32(case.pk.bytes))
    for each in requirements(application_of(fresh), fresh.measure):
        if each.required:
            evidence_drafts.attach_evidence(
                case.pk,
                each.id,
                PDF + each.id.encode(),
                name=f"{each.id}.pdf",
                by=by,
                now=NOW,
                chance=luck,
            )


LEDGERS = {
    "sharing": "分类\t机制或平台名称\n通用生产设备\t共享检测中心\n物流\t集运平台",
    "platform": "分类\t平台名称\t认定文号\t认定单位\t认定日期\n"
    "省级\t工程技术研究中心\t粤科函〔2023〕8号\t广东省科学技术厅\t2023-05-06",
}
GOALS = [
    {
        "indicator": "集群总产值",
        "unit": "亿元",
        "base": "120",
        "targets": {"2025": "132", "2026": "146", "2027": "161"},
        "owner": "惠城区中小企业主管部门",
    }
]


@remembered
def whole(row: Round, by: Account | None = None, key: str = "start", **payload: Any) -> Case:
    """An application that lacks nothing."""
    clerk = by or officer(HUICHENG)
    case = start(row, clerk, key, **payload)
    answer_everything(case, clerk)
    keep_ledgers(case, clerk, f"{key}-ledgers")
    do(case, "import_roster", clerk, key=f"{key}-roster", files={"workbook": upload(workbook())})
    do(case, "set_goals", clerk, key=f"{key}-goals", goals=GOALS)
    attach_everything(case, clerk)
    return Case.objects.get(pk=case.pk)


@remembered
def submitted(row: Round, key: str = "start", now: datetime = NOW, code: str = HUICHENG, **payload: Any) -> Case:
    """An application handed in and signed."""
    case = whole(row, officer(code), key, **payload)
    do(case, "submit", officer(code), key=f"{key}-submit", now=now)
    do(case, "sign", approver(code), key=f"{key}-sign", now=now, affirmed="on")
    return Case.objects.get(pk=case.pk)
