"""What the tests need of a machine: browser, Chinese fonts, PostgreSQL, Java. Root installs them, others are told.

python3 scripts/prerequisites.py        exit 0: all there; 1: something is missing, and it says what to install
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/snap/bin/chromium")


class Need(NamedTuple):
    """One thing that must be there: what it is called, how to find it, the Debian package that brings it."""

    name: str
    found: Callable[[], str | None]
    package: str


def browser() -> str | None:
    """Path of a Chromium: `$CHROMIUM` if set, else the first one of the system."""
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *BROWSERS))), None)


def chinese_font() -> str | None:
    """Path of a font with simplified Chinese."""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    names = ("Noto*CJK*", "SourceHan*", "wqy-*", "FandolSong*")
    return next((str(path) for folder in folders for name in names for path in folder.rglob(name)), None)


def postgres_programs() -> str | None:
    """Folder of `initdb` and `postgres`, the newest version that is installed; 15 or later."""
    folders = [path for path in Path("/usr/lib/postgresql").glob("*") if path.name.isdigit() and int(path.name) >= 15]
    for folder in sorted(folders, key=lambda path: int(path.name), reverse=True):
        if (folder / "bin/initdb").exists():
            return str(folder / "bin")
    on_path = shutil.which("initdb")
    return str(Path(on_path).resolve().parent) if on_path else None


def java() -> str | None:
    """Path of a Java, which Spark runs on: that of `$JAVA_HOME` if set, else the first one of the system."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which(f"{home}/bin/java") if home else shutil.which("java")


def is_ubuntu() -> bool:
    try:
        return "ID=ubuntu" in Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False


NEEDS = (
    Need("Chromium", browser, "chromium-browser" if is_ubuntu() else "chromium"),
    Need("中文字体 Chinese fonts", chinese_font, "fonts-noto-cjk"),
    Need("PostgreSQL ≥ 15", postgres_programs, "postgresql"),
    Need("Java ≥ 17 (Spark)", java, "default-jre-headless"),
)


def missing() -> list[Need]:
    return [need for need in NEEDS if not need.found()]


def main() -> int:
    lacking = missing()
    packages = [need.package for need in lacking]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing:", *packages, flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], env=environment, check=True, stdout=sys.stderr)
        lacking = missing()
    for need in NEEDS:
        print(f"  {need.name}: {need.found() or '—'}")
    if lacking:
        print(f"\n测试还需要：{'、'.join(need.name for need in lacking)}。请先安装：", file=sys.stderr)
        print(f"The tests also need: {', '.join(need.name for need in lacking)}. Please install:", file=sys.stderr)
        print(f"\n    sudo apt install {' '.join(packages)}\n", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
