"""移交包: the list and every file of a filing as one archive that is verified without the product."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from random import SystemRandom
from typing import IO

from jiqun.archives import contents
from jiqun.archives.entry import Absent, Entry, as_json, safe
from jiqun.archives.filing import catalogue, queries
from jiqun.archives.models import FiledMatter, Filing, PackageTaken
from jiqun.archives.packing import Packed, pack
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.journal import signing

_CHANCE = SystemRandom()
README = """归档移交包
{title}

归档文件目录.xlsx / 归档文件目录.json  目录；每件一个文件夹，以档号命名。
核验：从主管部门网站“核验回执”页下载公钥，然后运行
  python verify.py 本包.zip --key jiqun-public-key.pem
manifest.json 列出每个文件的大小、SHA-256 和 SM3，manifest.sig.json 是对它的签名（Ed25519）；
manifest.json 的 absent 列出应有而未能放入的文件及原因。

───

Files handed over to the archive: the list, and a folder for each file named by its code. Verify with verify.py and
the public key of the office's page “Check a receipt”; manifest.json names every file with its digests.
"""


def take(case: Case, user: Account, now: datetime, address: str) -> tuple[IO[bytes], PackageTaken]:
    """Packs a filing to a temporary file and writes down who took it; the caller closes the file.

    `address` is the public page that checks receipts.
    """
    filing: Filing = case.filing
    lines = queries.lines(filing)
    signing.announce(now)
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        packed = pack(file, head(case, filing), parts(case, lines, user, now, address), now)
        file.seek(0)
        return file, write_down(filing, user, now, packed)
    except BaseException:
        file.close()
        raise


def head(case: Case, filing: Filing) -> dict[str, object]:
    """What the manifest says of the package as a whole."""
    made_by = {"code": case.authority_id, "name": case.authority.body}
    return {"number": case.number, "title": case.title, "fonds": filing.fonds, "year": filing.year, "made_by": made_by}


def parts(case: Case, lines: list[FiledMatter], user: Account, now: datetime, address: str) -> Iterator[Entry | Absent]:
    """Every file in its order."""
    filing: Filing = case.filing
    yield Entry("README.txt", Text("说明", "Read me"), README.format(title=case.title).encode())
    script = (resources.files("jiqun.console") / "verifier.py").read_bytes()
    yield Entry("verify.py", Text("核验程序", "The program that verifies it"), script)
    listed = Text("归档文件目录", "List of the files")
    yield Entry("归档文件目录.xlsx", listed, catalogue.workbook(filing, lines))
    yield as_json("归档文件目录.json", listed, catalogue.plain(filing, lines))
    for line in lines:
        folder = safe(line.code)
        for part in contents.parts(line.case, user, now, address):
            name = f"{folder}/{part.name}"
            yield (
                Absent(name, part.why) if isinstance(part, Absent) else Entry(name, part.about, part.data, part.stored)
            )


def write_down(filing: Filing, user: Account, now: datetime, packed: Packed) -> PackageTaken:
    """The record of who took it; the filing remembers the package that was taken last."""
    Filing.objects.filter(pk=filing.pk).update(taken=packed.manifest_sha256)
    return PackageTaken.objects.create(
        id=uuid7(now, _CHANCE),
        filing=filing,
        by=user,
        at=now,
        files=packed.files,
        absent=packed.absent,
        size=packed.size,
        manifest_sha256=packed.manifest_sha256,
    )
