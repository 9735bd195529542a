"""A county with a cluster whose ledgers are kept."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.steps import Done
from jiqun.ledgers.models import Entry
from jiqun.register.models import Cluster, Enterprise
from tests.evidence.samples import PDF
from tests.office import HUICHENG, at, chance, officer

NOW = at("2025-03-20 10:00")
FIRM = "91449999MA0000000D"
SHARING = {"sub": "logistics", "title": "集运平台", "party": "镇商会", "on": "2023-06-01"}
STANDARD = {
    "sub": "national", "part": "主持", "title": "连接器通用规范", "uscc": FIRM, "document": "GB/T 12345-2024",
    "issuer": "国家标准化管理委员会", "on": "2024-05-01",
}  # fmt: skip
COOPERATION = {"title": "新材料联合研发", "uscc": FIRM, "party": "某大学", "on": "2024-02-01", "amount": "120.5"}


def cluster(code: str = HUICHENG, name: str = "惠城区电子元件产业集群") -> Cluster:
    """A cluster of a county; a firm the register knows."""
    by = officer(code)
    assert by.authority is not None
    Enterprise.objects.get_or_create(uscc=FIRM, defaults={"name": "惠城精密电子有限公司"})
    made, _ = Cluster.objects.get_or_create(
        authority=by.authority,
        name=name,
        defaults={"id": f"{crc32(name.encode()):032x}", "path": by.authority.path, "lead_codes": "398"},
    )
    return Cluster.objects.get(pk=made.pk)


def proof(name: str = "协议.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """What a browser uploads."""
    return SimpleUploadedFile(name, data)


class Files(dict[str, Any]):
    """Uploads as a request carries them."""

    def getlist(self, name: str) -> list[Any]:
        return list(self.get(name, []))


def enter(
    of: Cluster,
    kind: str,
    by: Account | None = None,
    *,
    files: Any = (),
    now: datetime = NOW,
    key: str = "",
    **more: Any,
) -> Entry:
    """One entry through the door."""
    key = key or f"enter-{crc32(repr((of.pk, kind, sorted(more.items()))).encode())}"
    done = open_matter(
        "ledger_entry",
        by=by or officer(HUICHENG),
        payload={"cluster": str(of.pk), "kind": kind, **more},
        files=Files(proofs=list(files)),
        key=key,
        now=now,
        chance=chance(crc32(key.encode())),
    )
    made: Entry = done.subject
    return made


def act(entry: Entry, name: str, by: Account | None = None, *, files: Any = (), key: str = "", **payload: Any) -> Done:
    """One act at the version that stands."""
    version = Entry.objects.values_list("version", flat=True).get(pk=entry.pk)
    key = key or f"{name}-{entry.pk}-{version}"
    return perform(
        "ledger_entry",
        entry.pk,
        name,
        by=by or officer(HUICHENG),
        version=version,
        payload=payload,
        files=Files(proofs=list(files)),
        key=key,
        now=NOW,
        chance=chance(crc32(key.encode())),
    )


def paste(of: Cluster, kind: str, lines: str, by: Account | None = None, *, key: str = "") -> Done:
    """Lines pasted into a ledger."""
    key = key or f"paste-{crc32((kind + lines).encode())}"
    return perform(
        "ledger",
        of.pk,
        "paste",
        by=by or officer(HUICHENG),
        version=Cluster.objects.values_list("version", flat=True).get(pk=of.pk),
        payload={"kind": kind, "lines": lines},
        key=key,
        now=NOW,
        chance=chance(crc32(key.encode())),
    )


def cells(content: bytes) -> list[list[Any]]:
    """The cells of a workbook's first sheet."""
    from python_calamine import CalamineWorkbook

    return list(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())
