"""`jiqun dossier verify FILE.zip`: is this dossier whole and unchanged? Also for the folder it was unpacked to.

Exit 0: whole; 1: every file that does not hold is named; 2: it cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiqun.bilingual import Text
from jiqun.console.receipt import verifying

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

_ABOUT = Text("核验申报卷宗", "verify the dossier of an application")
_FILE = Text("卷宗 ZIP，或其解压文件夹", "dossier as ZIP, or the folder it was unpacked to")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `dossier verify` to a command line."""
    return verifying(commands, "dossier", _ABOUT, _FILE, "DOSSIER.zip")
