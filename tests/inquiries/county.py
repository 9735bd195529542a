"""A county with a cluster on a roster, and inquiries brought as far as a test needs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.steps import Done
from jiqun.inquiries.models import Hit
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, RosterRevision
from jiqun.standards.credit_code import complete
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIZHOU, PROVINCE, at, chance, officer

NOW = at("2025-03-20 10:00")
FIRMS = {complete(f"91449999MA00000{n:02d}"): f"惠城第{n:02d}电子有限公司" for n in range(6)}
CODES = sorted(FIRMS)
LETTERS = ("emergency", "tax")
KINDS = {"emergency": ["安全事故"], "tax": ["税收违法"]}


def cluster(code: str = HUICHENG, name: str = "惠城区电子元件产业集群", *, roster: bool = True) -> Cluster:
    """A cluster of a county, with a roster of six firms unless said otherwise."""
    by = officer(code)
    assert by.authority is not None
    made = Cluster.objects.create(
        id=f"{crc32(name.encode()):032x}", name=name, authority=by.authority, path=by.authority.path, lead_codes="398"
    )
    if roster:
        add_roster(made)
    return Cluster.objects.select_related("authority").get(pk=made.pk)


def add_roster(of: Cluster, number: int = 1) -> RosterRevision:
    """A revision that lists every firm of `FIRMS`."""
    revision = RosterRevision.objects.create(
        id=f"{crc32(f'{of.pk}{number}'.encode()):032x}",
        cluster=of,
        number=number,
        base_year=2024,
        place="惠城区",
        lead_codes="398",
        firms=len(FIRMS),
        sha256=f"{number:064d}",
        by=officer(HUICHENG),
        at=NOW,
    )
    for uscc, name in FIRMS.items():
        Enterprise.objects.get_or_create(uscc=uscc, defaults={"name": name})
        FirmYearRow.objects.create(roster=revision, enterprise_id=uscc, name=name, industry="3989", year=2024)
    return revision


def opened(of: Cluster, by: str = HUICHENG, departments: Any = LETTERS, **more: Any) -> Case:
    """An inquiry of that authority's officer."""
    table = "county_inquiry" if by == HUICHENG else "prefecture_inquiry"
    payload = {"cluster": str(of.pk), "departments": list(departments), "until": "2025-03-18", "note": "", **more}
    done = open_matter(
        table, by=officer(by), payload=payload, key=f"open-{by}-{of.pk}", now=NOW, chance=chance(crc32(by.encode()))
    )
    case: Case = done.subject
    return case


def act(
    subject: Case | Hit,
    name: str,
    by: Account,
    *,
    files: Any = None,
    key: str = "",
    now: datetime = NOW,
    **payload: Any,
) -> Done:
    """One act at the version that stands."""
    table = "incident_hit" if isinstance(subject, Hit) else subject.procedure_name
    version = type(subject).objects.values_list("version", flat=True).get(pk=subject.pk)
    key = key or f"{name}-{subject.pk}-{version}"
    return perform(
        table, subject.pk, name, by=by, version=version, payload=payload, files=files, key=key, now=now,
        chance=chance(crc32(key.encode())),
    )  # fmt: skip


def sent(of: Cluster, by: str = HUICHENG, departments: Any = LETTERS) -> Case:
    """One that has gone out to every department."""
    case = opened(of, by, departments)
    act(
        case, "record_sending", officer(by), departments=list(departments), document="惠城工信函〔2025〕8号",
        sent_on="2025-03-18", reply_by="2025-03-28",
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


def reply(case: Case, department: str, lines: str = "", by: str = HUICHENG, **changes: Any) -> Done:
    """An answer: no record, unless lines are given."""
    payload = {
        "department": department,
        "replied_by": "惠州市应急管理局",
        "document": "惠应急函〔2025〕3号",
        "replied_on": "2025-03-19",
        "covers": KINDS[department],
        "outcome": "hits" if lines else "none",
        "lines": lines,
        **changes,
    }
    files = payload.pop("files", {"file": scan()})
    return act(case, "record_reply", officer(by), files=files, key=f"reply-{case.pk}-{department}", **payload)


def scan(name: str = "复函.pdf") -> SimpleUploadedFile:
    """The scan of an answer."""
    return SimpleUploadedFile(name, PDF)


def pasted(*codes: str, on: str = "2024-05-06", grade: str = "") -> str:
    """Records as pasted from a spreadsheet."""
    return "统一社会信用代码\t等级\t日期\t文号\n" + "\n".join(
        f"{code}\t{grade}\t{on}\t惠应急事故〔2024〕{number}号" for number, code in enumerate(codes, start=1)
    )


def conclude(hit: Hit, outcome: str = "unfounded", **more: Any) -> Done:
    """The prefecture's conclusion."""
    given: dict[str, Any] = {"unfounded": {"reason": "同名，非本企业"}, "outside": {"reason": "一般事故"}}.get(
        outcome, {"kind": hit.kind, "on": "2024-05-06", "authority": "惠州市应急管理局", "grade": "较大"}
    )
    return act(hit, "conclude", officer(HUIZHOU), outcome=outcome, **{**given, **more})


def imported(by: str = PROVINCE, title: str = "严重失信主体名单", key: str = "", **changes: Any) -> Done:
    """A list pasted by the officer of an authority: the first firm by code."""
    payload = {
        "title": title,
        "kind": "严重失信",
        "source": "国家企业信用信息公示系统",
        "published_on": "2025-03-01",
        "lines": f"统一社会信用代码,企业名称,日期,文号\n{CODES[0]},别的名字,2024-01-02,粤市监〔2024〕5号",
        **changes,
    }
    files = payload.pop("files", None)
    return open_matter(
        "incident_list", by=officer(by), payload=payload, files=files, key=key or f"list-{by}-{title}", now=NOW,
        chance=chance(crc32(f"{by}{title}{key}".encode())),
    )  # fmt: skip
