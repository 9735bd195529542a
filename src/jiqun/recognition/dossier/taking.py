"""Taking a dossier: the edition for the one who asks, packed to a temporary file, and written down (who, when)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from random import SystemRandom
from typing import IO

from jiqun.archives import contents
from jiqun.archives.entry import Absent, Entry
from jiqun.archives.packing import Packed, pack
from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.evidence import attachments
from jiqun.journal import signing
from jiqun.recognition.dossier import content, handling, review
from jiqun.recognition.dossier.editions import HOLDS, TITLES, Edition, edition_of
from jiqun.recognition.models import DossierDownload

_CHANCE = SystemRandom()
NAME = Text("卷宗", "dossier")
README = """{title}（{edition}）
{number}

{holds}

怎样核验：
1. 从主管部门网站“核验回执”页下载公钥 jiqun-public-key.pem；
2. 运行  python verify.py 卷宗.zip --key jiqun-public-key.pem
   （或 jiqun dossier verify 卷宗.zip --key jiqun-public-key.pem；解压后也可核验整个文件夹，公钥不要放在其中）。
verify.py 只需 Python 3.9 以上，不需本系统。被改动、缺少或多出的文件逐一列出。
verify.py 本身也在清单内；如对它有疑问，请用网站提供的 jiqun 程序核验。
manifest.json 列出每个文件的大小、SHA-256 和 SM3，manifest.sig.json 是对它的签名（Ed25519）。
“对标核验”为系统测算，不作为审核结论。

───

{title} ({edition_en})
{number}

{holds_en}

To verify: take the public key jiqun-public-key.pem from the page “Check a receipt” of the office's site, then run
  python verify.py DOSSIER.zip --key jiqun-public-key.pem
(or jiqun dossier verify DOSSIER.zip --key …; the unpacked folder may be given instead, without the key inside it).
It needs Python 3.9 or later and nothing of the product, and names every file that was changed, lost or added.
manifest.json lists size, SHA-256 and SM3 of every file; manifest.sig.json is its signature (Ed25519).
What stands under 对标核验 was computed by the system and is no decision.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A dossier ready to be handed out: an open temporary file at its beginning, its name, and its record."""

    file: IO[bytes]
    name: str
    record: DossierDownload


def take(case: Case, user: Account, now: datetime, address: str) -> Taken:
    """Packs the dossier for this account and records it. Raises `NotHere` for whoever may have none.

    `address` is the public page that checks receipts. The caller closes the file.
    """
    edition = edition_of(case, user)
    signing.announce(now)
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        packed = pack(file, head(case, user, edition), parts(case, user, edition, now, address), now)
        file.seek(0)
        record = write_down(case, user, now, edition, packed)
    except BaseException:
        file.close()
        raise
    title = TITLES[edition]
    return Taken(
        file, f"{Text('卷宗', 'dossier')}-{case.number}-{title}-{now.astimezone(ZONE):%Y%m%d%H%M%S}.zip", record
    )


def head(case: Case, user: Account, edition: Edition) -> dict[str, object]:
    """What the manifest says of the dossier as a whole."""
    assert user.authority is not None
    return {
        "number": case.number,
        "title": case.title,
        "applicant": {"code": case.authority_id, "name": case.authority.body},
        "edition": edition.value,
        "made_for": {"code": user.authority_id, "name": user.authority.body},
    }


def parts(case: Case, user: Account, edition: Edition, now: datetime, address: str) -> Iterator[Entry | Absent]:
    """Every file in its order."""
    yield Entry("README.txt", Text("说明", "Read me"), readme(case, edition).encode())
    script = (resources.files("jiqun.console") / "verifier.py").read_bytes()
    yield Entry("verify.py", Text("核验程序", "The program that verifies it"), script)
    yield from matter(case, user, now, address)


def matter(case: Case, user: Account, now: datetime, address: str) -> Iterator[Entry | Absent]:
    """What belongs to the matter itself: also what goes into its file. Raises `NotHere` for whoever may have none."""
    edition = edition_of(case, user)
    yield from content.entries(case, user, now)
    yield from handling.entries(case, user, edition, address)
    yield from review.entries(case, user, edition)


def openable(case: Case, user: Account) -> Iterator[Entry]:
    """What of it may be given to somebody outside who asks: the copies printed to be sealed, and the evidence."""
    for part in (*content.sealed(case), *content.evidence(case, attachments.by_requirement(attachments.files(case)))):
        if part.stored:
            yield part


contents.register("application", contents.Contents(matter, openable))


def readme(case: Case, edition: Edition) -> str:
    """What it holds and how it is verified, in both languages."""
    title, holds = TITLES[edition], HOLDS[edition]
    return README.format(
        title=case.title,
        number=case.number,
        edition=title.zh,
        edition_en=title.en,
        holds=holds.zh,
        holds_en=holds.en,
    )


def write_down(case: Case, user: Account, now: datetime, edition: Edition, packed: Packed) -> DossierDownload:
    """The record of who took it."""
    return DossierDownload.objects.create(
        id=uuid7(now, _CHANCE),
        case=case,
        by=user,
        at=now,
        edition=edition.value,
        files=packed.files,
        size=packed.size,
        manifest_sha256=packed.manifest_sha256,
    )
