"""What is vendored is what was vendored, and asks nobody for anything."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import jiqun.web

STATIC = Path(jiqun.web.__file__).parent / "static" / "web"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(Path(jiqun.web.__file__).parent.rglob("*.html"))


def listed() -> dict[str, str]:
    lines = (VENDOR / "CHECKSUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_vendored_files_match_their_checksums() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in ("CHECKSUMS", "README.txt")
    }
    assert found == listed()


def test_htmx_is_the_second_and_configured_for_a_strict_content_policy() -> None:
    assert 'version:"2.' in (VENDOR / "htmx.min.js").read_text(encoding="utf-8")
    base = next(path for path in TEMPLATES if path.name == "base.html").read_text(encoding="utf-8")
    assert '"includeIndicatorStyles":false,"allowEval":false' in base


def test_every_licence_is_kept_beside_its_files() -> None:
    assert {name for name in listed() if name.endswith("LICENSE.txt")} == {"htmx.LICENSE.txt", "tabler/LICENSE.txt"}


def test_templates_have_no_inline_script_style_or_handler() -> None:
    wrong = [
        (path.name, found.group())
        for path in TEMPLATES
        for found in re.finditer(
            r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)|javascript:", path.read_text(encoding="utf-8")
        )
    ]
    assert wrong == []


def test_own_files_name_no_other_machine() -> None:
    own = [*TEMPLATES, STATIC / "look.css", STATIC / "jiqun.js"]
    assert [path.name for path in own if re.search(r"https?://|url\(", path.read_text(encoding="utf-8"))] == []
