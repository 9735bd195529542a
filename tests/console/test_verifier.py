"""The standalone check of dossiers and receipts: every changed byte is found and named (trust.md, Journal).

It is plain Python, also for the signature, and the same file that is packed into every dossier.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.config.cli import main
from jiqun.console import verifier

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
SCRIPT = Path(verifier.__file__)
PARTS = {"README.txt": "说明".encode(), "03-佐证材料/01-图/图.pdf": b"%PDF-" + bytes(300), "空.txt": b""}


def signature(data: bytes, key: Ed25519PrivateKey = KEY) -> dict[str, str]:
    public = key.public_key().public_bytes_raw()
    name = hashlib.sha256(public).hexdigest()[:16]
    return {"algorithm": "Ed25519", "key": name, "public": public.hex(), "value": key.sign(data).hex()}


def listed(name: str, data: bytes) -> dict[str, Any]:
    sm3 = hashlib.new("sm3", data).hexdigest()
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "sm3": sm3}


def dossier(parts: dict[str, bytes] = PARTS, *, also: dict[str, bytes] | None = None, **changed: bytes) -> bytes:
    """A dossier of these files; `also` stand in it unlisted, `changed` take the place of signed bytes."""
    manifest = json.dumps({"files": [listed(name, data) for name, data in parts.items()]}, indent=1).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {**parts, **(also or {})}.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", changed.get("manifest", manifest))
        archive.writestr("manifest.sig.json", changed.get("seal", verifier.canonical(signature(manifest))))
    return made.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "卷宗.zip"


def named(path: Path, data: bytes, key: bytes | None = PUBLIC) -> list[str]:
    path.write_bytes(data)
    return [name for name, _ in verifier.faults(path, key)]


# ── the signature in plain Python ──


@given(st.binary(max_size=200), st.binary(min_size=32, max_size=32))
@settings(max_examples=25)
def test_signature_of_any_key_on_any_bytes_holds(data: bytes, seed: bytes) -> None:
    """RFC 8032: what the library signs, the plain check accepts."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert verifier.signed(key.public_key().public_bytes_raw(), key.sign(data), data)


@given(st.integers(0, 511), st.binary(max_size=40))
@settings(max_examples=40)
def test_changed_signature_is_judged_as_the_library_judges_it(bit: int, data: bytes) -> None:
    value = bytearray(KEY.sign(data))
    value[bit // 8] ^= 1 << bit % 8
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(PUBLIC).verify(bytes(value), data)
    assert not verifier.signed(PUBLIC, bytes(value), data)


@pytest.mark.parametrize("public", [b"", bytes(31), b"\xff" * 32, bytes([2]) + bytes(31)])
def test_no_public_key_is_no_signature(public: bytes) -> None:
    assert not verifier.signed(public, KEY.sign(b"x"), b"x")


def test_known_answer_of_the_standard() -> None:
    """RFC 8032, 7.1, test 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    value = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verifier.signed(public, value, b"\x72") and not verifier.signed(public, value, b"\x73")


# ── dossiers ──


def test_whole_dossier_holds(path: Path) -> None:
    assert named(path, dossier()) == []


@given(st.data())
@settings(max_examples=150)
def test_flipped_byte_of_any_entry_is_found_and_named(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    path = tmp_path_factory.mktemp("dossier") / "卷宗.zip"
    whole = dossier()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        each = data.draw(st.sampled_from([info for info in archive.infolist() if info.file_size]))
    begin = each.header_offset + 30 + len(each.filename.encode())
    at = begin + data.draw(st.integers(0, each.file_size - 1))
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert each.filename in named(path, bytes(changed))


@given(st.sampled_from(sorted(PARTS)), st.binary(max_size=400))
@settings(max_examples=60)
def test_replaced_file_is_named_alone(tmp_path_factory: pytest.TempPathFactory, name: str, other: bytes) -> None:
    """Also when the ZIP itself is made anew, with its own check sums right."""
    path = tmp_path_factory.mktemp("dossier") / "卷宗.zip"
    with zipfile.ZipFile(io.BytesIO(dossier())) as archive:
        kept = {each: archive.read(each) for each in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each, content in {**kept, name: other}.items():
            archive.writestr(each, content)
    assert named(path, made.getvalue()) == ([] if other == PARTS[name] else [name])


def test_file_that_is_lost_or_added_or_twice_is_named(path: Path) -> None:
    manifest = json.dumps({"files": [listed("a", b"1"), listed("b", b"2")]}).encode()
    seal = verifier.canonical(signature(manifest))
    assert named(path, dossier({"a": b"1"}, manifest=manifest, seal=seal)) == ["b"]
    assert named(path, dossier(also={"混入.txt": b"x"})) == ["混入.txt"]
    path.write_bytes(dossier())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("README.txt", b"other")
    assert "README.txt" in [name for name, _ in verifier.faults(path, PUBLIC)]


def test_dossier_signed_by_somebody_else_holds_without_a_key_only(path: Path) -> None:
    """Whoever makes a dossier of his own can sign it, but not with the office's key."""
    other = Ed25519PrivateKey.generate()
    manifest = json.dumps({"files": [listed("a", b"1")]}).encode()
    data = dossier({"a": b"1"}, manifest=manifest, seal=verifier.canonical(signature(manifest, other)))
    assert named(path, data, None) == []
    path.write_bytes(data)
    assert verifier.faults(path, PUBLIC) == [("manifest.sig.json", verifier.OTHER_KEY)]


def test_dossier_without_manifest_or_signature_says_which(path: Path) -> None:
    for lost in ("manifest.json", "manifest.sig.json"):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(dossier())) as archive, zipfile.ZipFile(made, "w") as rest:
            for name in archive.namelist():
                if name != lost:
                    rest.writestr(name, archive.read(name))
        assert named(path, made.getvalue()) == [lost]


def test_file_larger_than_its_manifest_says_is_read_no_further(path: Path) -> None:
    """A bomb: 200 MB behind a manifest that says ten bytes."""
    manifest = json.dumps({"files": [listed("a", bytes(10))]}).encode()
    seal = verifier.canonical(signature(manifest))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(200 * 2**20))
        archive.writestr("manifest.json", manifest)
        archive.writestr("manifest.sig.json", seal)
    assert named(path, made.getvalue()) == ["a"]


def test_unpacked_dossier_holds_until_a_file_in_it_changes(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "卷宗"
    with zipfile.ZipFile(io.BytesIO(dossier())) as archive:
        archive.extractall(folder)
    assert verifier.faults(folder, PUBLIC) == []
    (folder / "README.txt").write_text("other")
    assert [name for name, _ in verifier.faults(folder, PUBLIC)] == ["README.txt"]


# ── standalone, and the command ──


def alone(*given: str) -> tuple[int, str]:
    """The script by itself: no path to the product, no site packages."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), *given], capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_script_alone_and_command_agree(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "key.hex"
    key.write_text(PUBLIC.hex())
    whole = dossier()
    changed = whole.replace("说明".encode(), "说呀".encode(), 1)
    for data, code in ((whole, 0), (changed, 1), (whole[:100], 2)):
        path.write_bytes(data)
        assert main(["dossier", "verify", str(path), "--key", str(key)]) == code
        said = capsys.readouterr()
        assert alone(str(path), "--key", str(key)) == (code, said.out + said.err)


def test_script_is_one_file_that_can_be_read() -> None:
    """Under 200 lines, nothing of the product, nothing to install."""
    text = SCRIPT.read_text("utf-8")
    assert len(text.splitlines()) < 200
    assert "import jiqun" not in text and "from jiqun" not in text


@pytest.mark.parametrize("given", [["/nowhere.zip"], ["/nowhere.json", "--key"], ["x.zip", "--key", "/nowhere.pem"]])
def test_what_cannot_be_read_is_said(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main(given) == 2
    assert "无法核验" in capsys.readouterr().err
