"""`jiqun receipt verify FILE.json`: is this receipt of a submission genuine and unchanged? No network, no database.

Exit 0: whole; 1: changed, or signed with another key; 2: it cannot be read. The check is `verifier`, the same that is
packed into every dossier.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from jiqun.bilingual import Text
from jiqun.console import verifier
from jiqun.console.speech import both

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

_ABOUT = Text("核验申报回执", "verify a receipt of a submission")
_FILE = Text("回执 JSON", "receipt as JSON")
KEY = Text("公钥文件，从主管部门网站“核验回执”页下载", "public key, from the office's page “Check a receipt”")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `receipt verify` to a command line."""
    return verifying(commands, "receipt", _ABOUT, _FILE, "RECEIPT.json")


def verifying(
    commands: _SubParsersAction[ArgumentParser], name: str, about: Text, file: Text, shown: str
) -> ArgumentParser:
    """A command with the one word `verify`, a file and a key."""
    parser = commands.add_parser(name, help=both(about))
    parser.add_argument("what", choices=["verify"])
    parser.add_argument("file", metavar=shown, help=both(file))
    parser.add_argument("--key", metavar="PUBLIC.pem", help=both(KEY))
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Checks the file. Returns the exit code."""
    return verifier.main([args.file, *(("--key", args.key) if args.key else ())])
