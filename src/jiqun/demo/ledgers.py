"""The ledgers the counties keep in the demonstration: pasted as a clerk would, all of it invented."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.casework.models import Case
from jiqun.demo.clusters import Invented
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, current
from jiqun.ledgers.fields import fields_of
from jiqun.ledgers.kinds import kind
from jiqun.ledgers.models import Entry
from jiqun.register.models import FirmYearRow

Line = dict[str, str]


def keep(stage: Stage, case: Case, of: Invented, now: datetime, paper: bytes, *, proofs: int = 0) -> None:
    """Pastes ledgers of a cluster whose roster is imported; the first `proofs` sharing mechanisms and platforms get
    a file each."""
    application = current(case)
    cluster, by = application.cluster, stage.officer(of.place)
    rows = FirmYearRow.objects.filter(roster=application.roster).order_by("enterprise_id")
    codes = list(rows.values_list("enterprise_id", flat=True).distinct())
    for name, lines in invented(stage.chance, of, codes).items():
        payload = {"kind": name, "lines": table(name, lines)}
        stage.do(cluster, "paste", by, now, payload, name="ledger")
    proved = Entry.objects.filter(cluster=cluster, kind__in=("sharing", "platform")).order_by("pk")
    for entry in proved[:proofs]:
        upload = SimpleUploadedFile(f"{entry.title}.pdf", paper)
        stage.do(entry, "prove", by, now, name="ledger_entry", files={"proofs": [upload]})


def table(name: str, lines: list[Line]) -> str:
    """Lines as a spreadsheet hands them over: the columns by their names, then a line each."""
    columns = {field: str(made.label) for field, made in fields_of(kind(name)).items()}
    rows = ["\t".join(line.get(field, "") for field in columns) for line in lines]
    return "\n".join(["\t".join(columns.values()), *rows])


def invented(chance: Random, of: Invented, codes: list[str]) -> dict[str, list[Line]]:
    """What one cluster has, at firms of its roster (`codes`); names say that it is made up."""
    short, niche = of.short, of.niche

    def day(first: int = 2022, last: int = 2024) -> str:
        return f"{chance.randint(first, last)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    def firm() -> str:
        return chance.choice(codes)

    def number() -> str:
        return str(chance.randint(10, 99))

    sharing = [
        ("通用生产设备", f"{niche}共享检测中心"),
        ("物流", f"{short}集中发运平台"),
        ("仓储", f"{short}公共仓"),
        ("人力", f"{short}{niche}用工余缺调剂平台"),
        ("设计", f"{niche}工业设计中心"),
    ]
    return {
        "sharing": [
            {"sub": sub, "title": f"{title}{INVENTED}", "uscc": firm(), "on": day(2020, 2024)}
            for sub, title in sharing[: chance.randint(3, 5)]
        ],
        "platform": [
            {
                "sub": sub,
                "title": f"{short}{niche}{what}{INVENTED}",
                "uscc": firm(),
                "document": f"粤工信函〔{year}〕{number()}号",
                "issuer": issuer,
                "on": f"{year}-06-18",
            }
            for sub, what, issuer, year in (
                ("省级", "工程技术研究中心", "省科技厅", 2022),
                ("市级", "企业技术中心", "市工业和信息化局", 2023),
            )
        ],
        "standard": [
            {
                "sub": "团体标准",
                "part": part,
                "title": f"{niche}{what}{INVENTED}",
                "uscc": firm(),
                "document": f"T/XN {number()}{number()}-2023",
                "on": "2023-09-01",
            }
            for part, what in (("主持", "通用技术要求"), ("参与", "试验方法"))
        ],
        "cooperation": [
            {
                "title": f"{niche}{what}{INVENTED}",
                "uscc": firm(),
                "party": f"某理工大学{INVENTED}",
                "on": day(),
                "amount": str(chance.randint(30, 400)),
            }
            for what in ("新材料联合开发", "工艺改进", "检测方法研究")
        ],
        "service": [
            {"sub": "公共服务平台", "title": f"{short}中小企业公共服务平台{INVENTED}", "on": "2021-05-20"},
            {
                "sub": "年度服务企业",
                "title": f"2024 年服务企业{INVENTED}",
                "on": "2024-12-20",
                "number": str(chance.randint(80, 600)),
            },
        ],
        "support": [
            {
                "sub": "资金",
                "title": f"{niche}产业扶持资金{INVENTED}",
                "document": f"{short[:1]}财〔{year}〕{number()}号",
                "on": f"{year}-10-15",
                "amount": str(chance.randint(200, 1500)),
            }
            for year in (2022, 2023, 2024)
        ],
    }
