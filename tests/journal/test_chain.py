"""The journal: append-only, hash-chained, checked (trust, Journal)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from jiqun.journal import chain, verifier
from jiqun.journal.canonical import canonical, digests
from jiqun.journal.models import Entry, Head, Payload
from jiqun.journal.verifier import Link, verify_links
from tests.office import at

NOW = at("2025-03-20 10:00")


def write(count: int, *, personal: bool = False) -> None:
    with transaction.atomic():
        for number in range(count):
            chain.append({"act": f"a{number}"}, {"n": number}, now=NOW, personal=personal, chance=Random(number))


def test_digests_are_those_of_the_standards() -> None:
    """FIPS 180-4 and GB/T 32905-2016, both for `abc`."""
    found = digests(b"abc")
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert found.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_canonical_form_does_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": [1, "二"]}) == canonical({"a": (1, "二"), "b": 1}) == '{"a":[1,"二"],"b":1}'.encode()


def test_float_has_no_canonical_form() -> None:
    with pytest.raises(TypeError, match="float"):
        canonical({"share": 0.7})


@pytest.mark.django_db
def test_chain_written_in_acts_is_whole() -> None:
    write(5)
    report = chain.verify()
    assert (report.whole, report.entries) == (True, 5)


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="same transaction"):
        chain.append({}, {}, now=NOW, personal=False, chance=Random(0))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.filter(seq=2).update(sha256="0" * 64),
        lambda: Entry.objects.filter(seq=2)._raw_delete("default"),
        lambda: Payload.objects.filter(entry_id=2).update(canonical=b"{}"),
        lambda: Payload.objects.filter(entry_id=2)._raw_delete("default"),
        lambda: Head.objects.update(seq=1),
        lambda: Head.objects.all()._raw_delete("default"),
    ],
    ids=[
        "change an entry",
        "delete an entry",
        "change a payload",
        "delete a payload",
        "turn the head",
        "delete the head",
    ],
)
def test_database_refuses_to_change_the_journal(change: object) -> None:
    write(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()  # type: ignore[operator]
    assert chain.verify().whole


@pytest.mark.django_db
def test_insert_or_replace_does_not_slip_through() -> None:
    write(2)
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO journal_head (id, seq, sha256, sm3) VALUES (1, 9, '', '')"
    else:
        statement = "TRUNCATE journal_entry CASCADE"
        with connection.cursor() as cursor:  # as after a commit, when no check is left for later
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_personal_payload_can_be_erased_without_breaking_the_chain() -> None:
    write(3, personal=True)
    Payload.objects.filter(entry_id=2).update(canonical=None, salt=b"")
    report = chain.verify()
    assert (report.whole, report.erased) == (True, 1)


def links(count: int) -> list[Link]:
    """A chain without a database."""
    made: list[Link] = []
    prev = (verifier.GENESIS, verifier.GENESIS)
    for seq in range(1, count + 1):
        payload = canonical({"n": seq})
        told = digests(payload)
        body = canonical(
            {
                "seq": seq,
                "prev_sha256": prev[0],
                "prev_sm3": prev[1],
                "payload_sha256": told.sha256,
                "payload_sm3": told.sm3,
            }
        )
        prev = tuple(digests(body))  # type: ignore[assignment]
        made.append(Link(seq, body, *prev, payload, b""))
    return made


WHOLE = links(12)
HEAD = (12, (WHOLE[-1].sha256, WHOLE[-1].sm3))


@given(st.data())
def test_any_tampering_is_found_and_the_first_bad_entry_named(data: st.DataObject) -> None:
    at_entry = data.draw(st.integers(1, 12))
    link = WHOLE[at_entry - 1]
    part = data.draw(st.sampled_from(["canonical", "payload", "sha256", "sm3", "drop", "swap"]))
    chain_of = list(WHOLE)
    if part == "drop":
        del chain_of[at_entry - 1]
    elif part == "swap" and at_entry < 12:
        chain_of[at_entry - 1], chain_of[at_entry] = chain_of[at_entry], chain_of[at_entry - 1]
    else:
        body, payload, sha, sm = link.canonical, link.payload or b"", link.sha256, link.sm3
        where = data.draw(st.integers(0, 40))
        if part == "canonical":
            body = body[:where] + bytes([body[where] ^ 1]) + body[where + 1 :]
        elif part == "payload" or part == "swap":
            payload += b" "
        elif part == "sha256":
            sha = ("1" if sha[0] == "0" else "0") + sha[1:]
        else:
            sm = ("1" if sm[0] == "0" else "0") + sm[1:]
        chain_of[at_entry - 1] = Link(link.seq, body, sha, sm, payload, b"")
    assert verify_links(chain_of, head=HEAD).bad == at_entry


def test_chain_cut_at_its_end_is_found_by_the_head() -> None:
    assert verify_links(WHOLE[:-1]).whole
    assert verify_links(WHOLE[:-1], head=HEAD).bad == 12


def test_standalone_verifier_agrees_on_an_export(tmp_path: Path) -> None:
    export = tmp_path / "journal.jsonl"
    rows = [
        {
            "seq": link.seq,
            "canonical": link.canonical.hex(),
            "sha256": link.sha256,
            "sm3": link.sm3,
            "payload": (link.payload or b"").hex(),
            "salt": "",
        }
        for link in WHOLE
    ]
    run = [sys.executable, str(Path(verifier.__file__)), str(export)]
    head = {"head": {"seq": 12, "sha256": WHOLE[-1].sha256, "sm3": WHOLE[-1].sm3}}
    export.write_text("\n".join(json.dumps(row) for row in [head, *rows]))
    whole = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (whole.returncode, whole.stdout) == (
        0,
        f"whole: 12 entries, 0 with erased payload, head sha256:{WHOLE[-1].sha256}\n",
    )
    export.write_text("\n".join(json.dumps(row) for row in [head, *rows[:-1]]))
    cut = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (cut.returncode, cut.stdout) == (1, "broken at entry 12: the head does not name the last entry\n")
    rows[4]["payload"] = b"{}".hex()
    export.write_text("\n".join(json.dumps(row) for row in [head, *rows]))
    broken = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (broken.returncode, broken.stdout) == (1, "broken at entry 5: what it speaks of was changed\n")
