"""`jiqun replay RECEIPT.json`: an assessment computed again from its record.

Exit 0: the JSON is byte for byte the recorded one, and is printed; 1: it is not, or the workbook given beside it is
not the one recorded, and stderr says what differs; 2: the record, or the workbook, cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jiqun import law
from jiqun.bilingual import Text, speaking
from jiqun.console import named
from jiqun.console.speech import both, environment, refuse
from jiqun.facts import FactError, build
from jiqun.facts.workbook import read
from jiqun.law import receipts
from jiqun.law.receipts import differences

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

SAME, DIFFERS, WRONG_INPUT = 0, 1, 2

_ABOUT = Text("凭测算记录重新测算", "compute an assessment again from its record")
_NO_FILE = Text("找不到文件或无权读取：{file}。", "There is no such file, or it may not be read: {file}.")
_NOT_TEXT = Text(
    "{file} 不是 UTF-8 文本；请使用 jiqun check --receipt 写出的原件。",
    "{file} is not text in UTF-8; take the file as jiqun check --receipt wrote it.",
)
_OTHER_FILE = Text(
    "名册文件不是记录所用的文件：SHA-256，记录为 {before}，{file} 为 {after}",
    "the workbook is not the one recorded: SHA-256 was {before}, that of {file} is {after}",
)
_OR_FOLDER = Text("也可用 --measure 指定办法所在文件夹。", " --measure takes a folder that holds it.")
_DIFFERS = Text("重放结果与记录不一致：", "The replay differs from the record:")


class _WrongRoster(Exception):
    """A workbook that cannot be read; its argument holds every error."""


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
            measure = named.measure(args.measure) if args.measure else None
            roster = list(_roster_differences(args.roster, record)) if args.roster else []
            found = receipts.replay(record, measure)
        except law.UnknownMeasure as error:
            return refuse(WRONG_INPUT, [Text(error.text.zh + _OR_FOLDER.zh, error.text.en + _OR_FOLDER.en)])
        except _WrongRoster as error:
            return refuse(WRONG_INPUT, error.args[0])
        except (law.LawError, FactError) as error:
            return refuse(WRONG_INPUT, [error.text])
        if wrong := [*roster, *found.differences]:
            return refuse(DIFFERS, [_DIFFERS, *(Text(f"  {d.zh}", f"  {d.en}") for d in wrong), *found.remarks])
        for remark in found.remarks:
            print(remark, file=sys.stderr)
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
    parser.add_argument(
        "--roster",
        metavar="FILE.xlsx",
        help="同时核对名册工作簿与记录的数据 · also hold the workbook against the facts of the record",
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="提示的语言 · language of what is said about it")
    parser.set_defaults(run=run)


def _roster_differences(file: str, record: receipts.Record) -> Iterator[Text]:
    """What the workbook says otherwise than the record: its bytes, then figure by figure."""
    try:
        content = Path(file).read_bytes()
    except OSError:
        raise receipts.ReceiptError(_NO_FILE.format(file=file)) from None
    found = receipts.Source.of(Path(file).name, content)
    if record.source and record.source.sha256 != found.sha256:
        yield _OTHER_FILE.format(file=file, before=record.source.sha256, after=found.sha256)
    reading = read(content, on=record.facts.on)
    if reading.roster is None:
        raise _WrongRoster([problem.sentence for problem in reading.errors])
    yield from differences.between_facts(record.facts, build(reading.roster, on=record.facts.on))


def _content(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except OSError:
        raise receipts.ReceiptError(_NO_FILE.format(file=file)) from None
    except ValueError:
        raise receipts.ReceiptError(_NOT_TEXT.format(file=file)) from None


if __name__ == "__main__":
    sys.exit(main())
