"""A standalone check of a journal: plain Python, no Django, no other file of this product.

    python verifier.py jiqun.sqlite3        a SQLite database
    python verifier.py journal.jsonl        an export of `jiqun journal export`

It recomputes every digest and every link and names the first one that does not hold; the head, kept apart, tells
when entries were cut from the end. Exit 0: whole; 1: broken.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as stored; `payload` is `None` when it was erased by law."""

    seq: int
    canonical: bytes
    sha256: str
    sm3: str
    payload: bytes | None
    salt: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found. `bad` is the first entry that does not hold, `why` says in what."""

    entries: int
    erased: int
    bad: int | None = None
    why: str = ""

    @property
    def whole(self) -> bool:
        """True when every link holds."""
        return self.bad is None


def sm3(data: bytes) -> str:
    """SM3 (GB/T 32905-2016) in hexadecimal."""
    return hashlib.new("sm3", data).hexdigest()


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fault(link: Link, seq: int, prev: tuple[str, str]) -> str:
    """What is wrong with one link, given the one before it; empty when it holds."""
    if link.seq != seq:
        return f"entry {seq} is missing"
    if (sha256(link.canonical), sm3(link.canonical)) != (link.sha256, link.sm3):
        return "its text does not give its digests"
    try:
        fields = json.loads(link.canonical)
    except ValueError:
        return "its text is not JSON"
    if fields.get("seq") != seq:
        return "its text names another number"
    if (fields.get("prev_sha256"), fields.get("prev_sm3")) != prev:
        return "it does not follow from the entry before it"
    if link.payload is not None:
        told = link.salt + link.payload
        if (sha256(told), sm3(told)) != (fields.get("payload_sha256"), fields.get("payload_sm3")):
            return "what it speaks of was changed"
    return ""


def verify_links(links: Iterable[Link], *, head: tuple[int, tuple[str, str]] | None = None) -> Report:
    """Walks the chain from its first entry; with `head`, also that nothing was cut from its end."""
    prev, seq, erased = (GENESIS, GENESIS), 0, 0
    for link in links:
        seq += 1
        if why := fault(link, seq, prev):
            return Report(seq - 1, erased, seq, why)
        prev = (link.sha256, link.sm3)
        erased += link.payload is None
    if head is not None and head != (seq, prev):
        return Report(
            seq, erased, min(head[0], seq) + 1 if head[0] != seq else seq, "the head does not name the last entry"
        )
    return Report(seq, erased)


Head = tuple[int, tuple[str, str]]


def from_sqlite(path: str) -> tuple[Iterator[Link], Head]:
    """The links and the head of a SQLite database."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    seq, *told = database.execute("SELECT seq, sha256, sm3 FROM journal_head").fetchone()
    rows = database.execute(
        "SELECT e.seq, e.canonical, e.sha256, e.sm3, p.canonical, p.salt"
        " FROM journal_entry e LEFT JOIN journal_payload p ON p.entry_id = e.seq WHERE e.seq <= ? ORDER BY e.seq",
        (seq,),
    )
    found = (Link(n, bytes(body), a, b, payload, salt or b"") for n, body, a, b, payload, salt in rows)
    return found, (seq, (told[0], told[1]))


def from_jsonl(path: str) -> tuple[Iterator[Link], Head]:
    """The links and the head of an export: the head first, then one JSON object a line, bytes in hexadecimal."""
    with open(path, encoding="utf-8") as file:
        told = json.loads(file.readline())["head"]
    return exported(path), (told["seq"], (told["sha256"], told["sm3"]))


def exported(path: str) -> Iterator[Link]:
    """The links of an export, after its first line."""
    with open(path, encoding="utf-8") as file:
        file.readline()
        for line in file:
            row = json.loads(line)
            payload = row["payload"]
            yield Link(
                row["seq"],
                bytes.fromhex(row["canonical"]),
                row["sha256"],
                row["sm3"],
                None if payload is None else bytes.fromhex(payload),
                bytes.fromhex(row["salt"]),
            )


def main(path: str) -> int:
    """Checks one file and says what it found."""
    links, head = from_jsonl(path) if path.endswith(".jsonl") else from_sqlite(path)
    report = verify_links(links, head=head)
    if report.whole:
        print(f"whole: {report.entries} entries, {report.erased} with erased payload, head sha256:{head[1][0]}")
        return 0
    print(f"broken at entry {report.bad}: {report.why}")
    return 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
