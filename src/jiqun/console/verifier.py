"""核验集群通出具的卷宗（ZIP）和申报回执（JSON），不依赖本系统 / A standalone check of dossiers and receipts.

    python verify.py 卷宗.zip --key 公钥.pem      a dossier; without a file: the folder this script was unpacked to
    python verify.py 回执.json --key 公钥.pem     a receipt

Plain Python 3.9, no other file of the product. Files are held against the manifest (SHA-256; SM3 where Python has it),
the manifest against its signature (Ed25519). Take the public key from the office's own site; without `--key` a file is
only held against itself. Exit 0: whole; 1: changed; 2: cannot be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

MANIFEST, SIGNATURE, RECEIPT = "manifest.json", "manifest.sig.json", "jiqun-submission-1"
UNSIGNED = "签名不符：内容在签名后被改动，或不是该密钥所签 / the signature does not fit what is signed"
OTHER_KEY = "签名公钥不是给定的公钥 / signed with another key than the one given"
DAMAGED = (KeyError, OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile)
P, D = 2**255 - 19, 37095705934669439343138083508754565189542113879843219016388785533085940283555
ORDER = 2**252 + 27742317777372353535851937790883648493
Point = tuple[int, int, int, int]
Fault = tuple[str, str]  # the file that does not hold, and why


class Unreadable(Exception):
    """It is no dossier, no receipt or no key."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; a name that stands twice could show one thing and mean another."""
    if len(found := dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def canonical(value: object) -> bytes:
    """What is signed: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_key(data: bytes) -> bytes:
    """The 32 bytes of a public key in PEM or hexadecimal. Raises `Unreadable`."""
    try:
        text = data.decode("ascii").strip()
        body = "".join(line for line in text.splitlines() if not line.startswith("-----"))
        found = base64.b64decode(body, validate=True)[-32:] if "-----" in text else bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != 32:
        raise Unreadable("公钥无法识别，应为 PEM 或 64 位十六进制 / this is no public key")
    return found


def add(a: Point, b: Point) -> Point:
    """The sum of two points of Ed25519 in extended coordinates (RFC 8032, 5.1.4)."""
    e, f, c, d = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    return (f - e) * (d - c) % P, (d + c) * (f + e) % P, (d - c) * (d + c) % P, (f - e) * (f + e) % P


def times(n: int, point: Point) -> Point:
    """A multiple of a point."""
    found: Point = (0, 1, 1, 0)
    while n:
        found, point, n = (add(found, point) if n & 1 else found), add(point, point), n >> 1
    return found


def unpacked(data: bytes) -> Point:
    """The point written in 32 bytes (RFC 8032, 5.1.3). Raises `ValueError`."""
    y, odd = int.from_bytes(data, "little") & (2**255 - 1), data[-1:] >= b"\x80"
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or y >= P or x * x % P != square or (x == 0 and odd):
        raise ValueError("not a point")
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y % P


def signed(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether a signature is the key's on these bytes (RFC 8032, 5.1.7); nothing in it is secret."""
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + data).digest(), "little") % ORDER
    try:
        right = add(unpacked(signature[:32]), times(h, unpacked(public)))
    except ValueError:
        return False
    left = times(s, unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))
    return s < ORDER and not any((left[n] * right[2] - right[n] * left[2]) % P for n in (0, 1))


def unfit(told: Any, data: bytes, key: bytes | None) -> str:
    """What is wrong with a signature on these bytes; empty when it holds."""
    try:
        public, value = bytes.fromhex(told["public"]), bytes.fromhex(told["value"])
        name = hashlib.sha256(public).hexdigest()[:16]
    except (TypeError, KeyError, ValueError):
        return UNSIGNED
    if key is not None and public != key:
        return OTHER_KEY
    whole = {"algorithm": "Ed25519", "key": name, "public": public.hex(), "value": value.hex()}
    return "" if told == whole and signed(public, value, data) else UNSIGNED


def receipt_faults(data: bytes, key: bytes | None, name: str = "回执") -> list[Fault]:
    """What is wrong with a receipt. Raises `Unreadable` for what is none."""
    try:
        told = json.loads(data.decode(), object_pairs_hook=once)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("format") != RECEIPT:
        raise Unreadable("不是申报回执 / this is no receipt")
    return [(name, why)] if (why := unfit(told.pop("signature", None), canonical(told), key)) else []


def differs(file: IO[bytes], told: dict[str, Any]) -> bool:
    """Whether a file is not what the manifest says; it is read no further than its size there."""
    size, hashes = 0, [hashlib.new(name) for name in ("sha256", "sm3") if name in hashlib.algorithms_available]
    while size <= told["size"] and (step := file.read(2**20)):
        size += len(step)
        for each in hashes:
            each.update(step)
    return bool(size != told["size"] or any(each.hexdigest() != told[each.name] for each in hashes))


def files_faults(names: list[str], opened: Callable[[str], IO[bytes]], key: bytes | None) -> list[Fault]:
    """Every file of a dossier that does not hold: those of the signature first, then in the manifest's order."""
    kept: dict[str, bytes] = {}
    for name in (MANIFEST, SIGNATURE):
        try:
            with opened(name) as file:
                kept[name] = file.read()
        except DAMAGED:
            return [(name, "缺少或已损坏 / missing or damaged")]
    try:
        seal = json.loads(kept[SIGNATURE])
    except ValueError:
        seal = None
    if canonical(seal) != kept[SIGNATURE]:
        return [(SIGNATURE, UNSIGNED)]
    if why := unfit(seal, kept[MANIFEST], key):
        return [(SIGNATURE, why)] if why == OTHER_KEY else [(MANIFEST, why), (SIGNATURE, why)]
    listed = {each["name"]: each for each in json.loads(kept[MANIFEST])["files"]}
    found = [(name, "不在清单内 / not in the manifest") for name in names if name not in listed and name not in kept]
    found += [(name, "出现两次 / stands twice") for name in sorted({name for name in names if names.count(name) > 1})]
    for name, told in listed.items():
        try:
            with opened(name) as file:
                if differs(file, told):
                    found.append((name, "内容与清单不一致 / its content is not what the manifest says"))
        except DAMAGED:
            found.append((name, "缺少或已损坏 / missing or damaged"))
    return found


def faults(path: Path, key: bytes | None) -> list[Fault]:
    """What is wrong with a receipt, a dossier or the folder it was unpacked to. Raises `Unreadable` and `OSError`."""
    if path.suffix.lower() == ".json":
        return receipt_faults(path.read_bytes(), key, path.name)
    if path.is_dir():
        names = [each.relative_to(path).as_posix() for each in sorted(path.rglob("*")) if each.is_file()]
        return files_faults(names, lambda name: (path / name).open("rb"), key)
    try:
        with zipfile.ZipFile(path) as archive:
            return files_faults(archive.namelist(), archive.open, key)
    except (zipfile.BadZipFile, ValueError):
        raise Unreadable("已损坏或不是卷宗 / this is no dossier, or it is damaged") from None


def main(given: list[str]) -> int:
    """Checks one file and says what it found."""
    at = given.index("--key") if "--key" in given else len(given)
    try:
        key = read_key(Path(given[at + 1]).read_bytes()) if at < len(given) else None
        path = Path(*(given[:at] + given[at + 2 :])[:1] or [str(Path(__file__).resolve().parent)])
        found = faults(path, key)
    except (Unreadable, OSError, IndexError) as none:
        print(f"无法核验 / cannot be checked: {none}", file=sys.stderr)
        return 2
    for name, why in found:
        print(f"✗ {name}: {why}", file=sys.stderr)
    by = "签名与给定公钥相符 / signed with the key given" if key else "未给公钥，未核对由谁签发 / no key given"
    if not found:
        print(f"完整，未被改动；{by} / whole, unchanged: {path.name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
