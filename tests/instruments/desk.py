"""Bases and questions entered as the province and a prefecture enter them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.steps import Done
from tests.evidence.samples import PDF
from tests.office import HUIZHOU, PROVINCE, officer
from tests.recognition.prefecture import Office

EXTENSION = {
    "measure": "gd_2023_4",
    "kind": "extension",
    "document": "粤工信规字〔2026〕3号",
    "dated_on": "2026-02-20",
    "issuer": "广东省工业和信息化厅",
    "start": "2026-02-28",
    "until": "2027-02-27",
    "reason": "新办法制定期间延续适用",
    "successor": "",
    "norm": "",
    "limit": "",
    "unit": "",
}
OVERRIDE = {
    **EXTENSION,
    "kind": "override",
    "document": "粤工信函〔2025〕8号",
    "dated_on": "2025-04-15",
    "start": "2025-04-20",
    "until": "",
    "reason": "提高产值门槛",
    "norm": "13.2.output",
    "limit": "50",
    "unit": "亿元",
}
ENDING = {
    "document": "粤工信规字〔2026〕9号",
    "dated_on": "2026-03-05",
    "issuer": "广东省工业和信息化厅",
    "ends_on": "2026-10-01",
    "reason": "新办法施行",
}
QUESTION = {
    "title": "“每万人”以何为分母",
    "clause": "A13.5",
    "reading": "每万人",
    "text": "第十三条（五）“每万人”是指集群从业人员还是所在县域常住人口？",
}
ANSWER = {
    "document": "粤工信服务函〔2025〕21号",
    "dated_on": "2025-04-20",
    "signatory": "李某",
    "text": "“每万人”以所在县域常住人口为分母。",
    "fixes": "每万人=population",
    "start": "2025-05-01",
    "public": "on",
}


def scan(name: str = "文件.pdf", more: bytes = b"") -> dict[str, Any]:
    """The scan of a document."""
    return {"file": SimpleUploadedFile(name, PDF + more)}


def enter(office: Office, payload: dict[str, Any], **changes: Any) -> Case:
    """A basis drafted."""
    done = open_matter(
        "basis",
        by=officer(PROVINCE),
        payload={**payload, **changes},
        files=scan(),
        key=office.key(),
        now=office.now,
        chance=office.chance,
    )
    case: Case = done.subject
    return case


def registered(office: Office, payload: dict[str, Any], **changes: Any) -> Case:
    """A basis drafted, prepared and signed."""
    case = enter(office, payload, **changes)
    office.signed(case, "register", PROVINCE)
    return Case.objects.get(pk=case.pk)


def ended(office: Office, case: Case, **changes: Any) -> Done:
    """A basis ended: prepared and signed."""
    office.act(case, "end", officer(PROVINCE), {**ENDING, **changes}, files=scan("终止.pdf"))
    return office.sign(case, PROVINCE)


def asked(office: Office, code: str = HUIZHOU, **changes: Any) -> Case:
    """A question of a prefecture."""
    done = open_matter(
        "question",
        by=officer(code),
        payload={**QUESTION, **changes},
        key=office.key(),
        now=office.now,
        chance=office.chance,
    )
    case: Case = done.subject
    return case


def answered(office: Office, case: Case, **changes: Any) -> Case:
    """A question answered: prepared and signed."""
    office.signed(case, "answer", PROVINCE, {**ANSWER, **changes})
    return Case.objects.get(pk=case.pk)
