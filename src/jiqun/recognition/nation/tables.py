"""The table of a recommendation to the ministry (推荐汇总表), to be read, signed and taken away."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from jiqun.authorities.hours import ZONE
from jiqun.documents import sheet
from jiqun.evidence import store
from jiqun.evidence.models import Attachment
from jiqun.instruments.queries import amounts
from jiqun.law import Verdict
from jiqun.recognition.models import NationalCandidate
from jiqun.standards import divisions, industries
from jiqun.web.tables import as_csv, as_workbook

HEADS = ("推荐排序", "集群名称", "所在地", "主导产业", "省级认定批次", "省级有效期", "对标测算", "推荐理由")
WIDTHS = (2, 6, 4, 5, 4, 5, 5, 8)
FINDING_HEADS = ("条款", "认定条件", "系统测算", "测算值", "要求")
HEADED = "系统测算，不作为审核结论"


def tally(candidate: NationalCandidate) -> str:
    """How many computed conditions have which verdict, in Chinese; blank before the assessment."""
    if candidate.zh is None:
        return ""
    counted = Counter(each["verdict"] for each in candidate.zh["findings"])
    return "、".join(f"{verdict.text.zh} {counted[verdict.value]}" for verdict in Verdict if counted[verdict.value])


def cells(candidates: Iterable[NationalCandidate]) -> list[list[str]]:
    """The lines as text."""
    found = []
    for each in candidates:
        term, held = "", each.recognition
        if held is not None and held.valid_from and held.valid_to:
            term = f"{held.valid_from}至{held.valid_to}"
        found.append(
            [
                str(each.position),
                each.cluster.name,
                divisions.full_name(each.cluster.authority_id),
                "、".join(industries.name(code) for code in each.cluster.leads),
                held.batch if held is not None else "直接推荐",
                term,
                tally(each),
                each.reason,
            ]
        )
    return found


def workbook(title: str, candidates: Sequence[NationalCandidate]) -> bytes:
    """The table as XLSX."""
    return as_workbook(title, HEADS, cells(candidates))


def document(title: str, issuer: str, candidates: Sequence[NationalCandidate], *, now: datetime) -> bytes:
    """The table as PDF/A on its side, with room to sign. Raises `DocumentError`."""
    return sheet.pdf(
        sheet.Sheet(
            title=title,
            subtitle=issuer,
            heads=HEADS,
            widths=WIDTHS,
            rows=tuple(tuple(row) for row in cells(candidates)),
            signatures=("经办人：", "审核人：", "单位负责人（盖章）：", "日期："),
            foot=f"生成时间 {now.astimezone(ZONE):%Y-%m-%d %H:%M}；对标测算为{HEADED}",
            landscape=True,
        ),
        now=now,
    )


def findings(candidate: NationalCandidate) -> list[list[str]]:
    """The assessment of a candidate as lines of text."""
    if candidate.zh is None:
        return []
    return [
        [
            each["clause"],
            each["title"],
            Verdict(each["verdict"]).text.zh,
            amounts.value_of(each),
            amounts.limit_of(each),
        ]
        for each in candidate.zh["findings"]
    ]


def package(
    title: str, issuer: str, candidates: Sequence[NationalCandidate], files: Iterable[Attachment], *, now: datetime
) -> IO[bytes]:
    """Everything that goes to the ministry as one archive: the table as PDF and XLSX, a folder a candidate with its
    assessment and files, and what is for all. Raises `DocumentError`."""
    target: IO[bytes] = SpooledTemporaryFile(max_size=16 * 2**20)  # noqa: SIM115  (the answer closes it)
    folders = {f"national-{each.cluster_id}": f"{each.position:02d}-{safe(each.cluster.name)}" for each in candidates}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00-推荐汇总表.xlsx", workbook(title, candidates))
        archive.writestr("00-推荐汇总表.pdf", document(title, issuer, candidates, now=now))
        for each in candidates:
            folder = folders[f"national-{each.cluster_id}"]
            archive.writestr(f"{folder}/对标测算（{HEADED}）.csv", as_csv(FINDING_HEADS, findings(each)))
        taken: Counter[str] = Counter()
        for file in files:
            name = f"{folders.get(file.requirement, '00-综合材料')}/{safe(file.name)}"
            taken[name] += 1
            if taken[name] > 1:
                stem, _, ending = name.rpartition(".")
                name = f"{stem}（{taken[name]}）.{ending}"
            archive.writestr(name, store.read(file.file_id))
    target.seek(0, io.SEEK_SET)
    return target


def safe(name: str) -> str:
    """A name that no file system minds."""
    return "".join("_" if letter in '\\/:*?"<>|' or not letter.isprintable() else letter for letter in name)[:80]
