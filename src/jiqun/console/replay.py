"""`jiqun replay RECEIPT.json`: an assessment computed again from its record.

Exit 0: the JSON is byte for byte the recorded one, and is printed; 1: it is not, and stderr says what differs; 2: the
record cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jiqun import law
from jiqun.bilingual import Text, speaking
from jiqun.console.speech import both, environment, refuse
from jiqun.law import receipts

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

SAME, DIFFERS, WRONG_INPUT = 0, 1, 2

_ABOUT = Text("凭测算记录重新测算", "compute an assessment again from its record")
_NO_FILE = Text("找不到文件或无权读取：{file}。", "There is no such file, or it may not be read: {file}.")
_NOT_TEXT = Text(
    "{file} 不是 UTF-8 文本；请使用 jiqun check --receipt 写出的原件。",
    "{file} is not text in UTF-8; take the file as jiqun check --receipt wrote it.",
)
_OR_FOLDER = Text("也可用 --measure 指定办法所在文件夹。", " --measure takes a folder that holds it.")
_DIFFERS = Text("重放结果与记录不一致：", "The replay differs from the record:")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `replay` to a command line; the parser's `run` default is this module's `run`."""
    parser = commands.add_parser("replay", help=both(_ABOUT))
    _arguments(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Replays the record. Returns the exit code."""
    with speaking(args.lang or environment()):
        try:
            record = receipts.read(_content(args.receipt))
            measure = law.load(args.measure) if args.measure else None
            found = receipts.replay(record, measure)
        except law.UnknownMeasure as error:
            return refuse(WRONG_INPUT, [Text(error.text.zh + _OR_FOLDER.zh, error.text.en + _OR_FOLDER.en)])
        except law.LawError as error:
            return refuse(WRONG_INPUT, [error.text])
        for remark in found.remarks:
            print(remark, file=sys.stderr)
        if found.text is None or not found.same:
            return refuse(DIFFERS, [_DIFFERS, *(Text(f"  {d.zh}", f"  {d.en}") for d in found.differences)])
        print(found.text, end="")
        return SAME


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m jiqun.console.replay RECEIPT…`."""
    parser = argparse.ArgumentParser(prog="jiqun replay", description=both(_ABOUT))
    _arguments(parser)
    return run(parser.parse_args(argv))


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("receipt", metavar="RECEIPT.json", help="测算记录 · record written by jiqun check --receipt")
    parser.add_argument("--measure", help="办法或其文件夹，默认按记录 · measure or its folder, default as recorded")
    parser.add_argument("--lang", choices=("zh", "en"), help="提示的语言 · language of what is said about it")
    parser.set_defaults(run=run)


def _content(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except OSError:
        raise receipts.ReceiptError(_NO_FILE.format(file=file)) from None
    except ValueError:
        raise receipts.ReceiptError(_NOT_TEXT.format(file=file)) from None


if __name__ == "__main__":
    sys.exit(main())
