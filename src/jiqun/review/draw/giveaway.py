"""The check of a draw as the office gives it away: on the command line, and as a file to take along."""

from __future__ import annotations

import argparse
from importlib.resources import files
from typing import TYPE_CHECKING

from jiqun.bilingual import Text
from jiqun.console.speech import both
from jiqun.review.draw import lots

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

_ABOUT = Text("核验专家抽取记录", "verify the record of a draw of experts")
_FILE = Text("抽取记录 JSON", "record of the draw as JSON")
_DIGEST = Text("抽取前公布的种子摘要（SHA-256）", "digest of the seed, published before the draw")


def script() -> str:
    """The algorithm with its check, one file of plain Python."""
    return files("jiqun.review.draw").joinpath("lots.py").read_text(encoding="utf-8")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `draw verify` to a command line."""
    parser = commands.add_parser("draw", help=both(_ABOUT))
    parser.add_argument("what", choices=["verify"])
    parser.add_argument("file", metavar="DRAW.json", help=both(_FILE))
    parser.add_argument("--digest", metavar="SHA256", help=both(_DIGEST))
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Checks the file. Returns the exit code."""
    return lots.main([args.file, *(("--digest", args.digest) if args.digest else ())])
