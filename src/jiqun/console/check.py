"""`jiqun check FILE.xlsx`: a roster workbook held against a measure, from the command line.

Exit 0: evaluated, whatever the verdict; 2: input wrong, every error on stderr; 3: no measure in force on that date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jiqun import law
from jiqun.bilingual import Text, language, speaking
from jiqun.console import bases, named, printed
from jiqun.console.speech import both, day, environment, refuse
from jiqun.documents.errors import DocumentError
from jiqun.facts import FactError, Facts, build
from jiqun.facts.workbook import read
from jiqun.facts.workbook.guards import LARGEST_FILE

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

EVALUATED, WRONG_INPUT, NOT_IN_FORCE = 0, 2, 3

_ABOUT = Text("按办法逐条测算集群名册", "hold a cluster's roster against a measure")
_NOT_A_PAIR = Text(
    "“{found}”应写成 口径=取值，例如 年均=arithmetic", "{found} should be KEY=VALUE, such as 年均=arithmetic"
)
_NOT_WRITTEN = Text(
    "无法写入 {file}；请检查路径和权限，或换一个位置。",
    "{file} cannot be written; check path and permission, or choose another place.",
)
_WRITTEN = Text("已写入 {file}", "Written: {file}")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `check` to a command line; the parser's `run` default is this module's `run`."""
    parser = commands.add_parser("check", help=both(_ABOUT))
    _arguments(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Evaluates the workbook, prints the findings or writes them as asked. Returns the exit code."""
    # JSON does not depend on where it was made.
    with speaking(args.lang or ("zh" if args.json else environment())):
        try:
            return _check(args)
        except law.NoMeasureInForce as error:
            return refuse(NOT_IN_FORCE, [error.text])
        except (law.LawError, FactError, DocumentError) as error:
            return refuse(WRONG_INPUT, [error.text])


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m jiqun.console.check FILE…`."""
    parser = argparse.ArgumentParser(prog="jiqun check", description=both(_ABOUT))
    _arguments(parser)
    return run(parser.parse_args(argv))


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.xlsx", help="集群名册工作簿 · roster workbook")
    parser.add_argument(
        "--measure",
        default="gd_2023_4",
        help="办法或其文件夹 · measure, or a folder that holds one (default %(default)s)",
    )
    parser.add_argument("--on", type=day, help="适用日期，默认今天 · legal date, default today")
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        type=_pair,
        metavar="KEY=VALUE",
        help="模拟时改变口径，可多次使用 · override a reading for simulation; may be repeated",
    )
    parser.add_argument(
        "--basis",
        action="append",
        default=[],
        metavar="BASIS.json",
        help="所附依据：延期、替代、单项调整、书面决定，可多次使用 · registered basis to apply; may be repeated",
    )
    parser.add_argument(
        "--interpretation",
        action="append",
        default=[],
        metavar="ANSWER.json",
        help="所附解释答复，自其起日确定口径，可多次使用 · interpretation of the province to apply; may be repeated",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    form.add_argument("--pdf", metavar="OUT.pdf", help="写成 PDF · write the findings as PDF")
    parser.add_argument(
        "--receipt", metavar="OUT.json", help="另存测算记录，供重放 · also write the record that jiqun replay takes"
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 · language")
    parser.set_defaults(run=run)


def _check(args: argparse.Namespace) -> int:
    measure = named.measure(args.measure).under(bases.read(args.basis))
    measure = measure.interpreted(bases.interpretations(args.interpretation))
    on = args.on or date.today()
    content = _content(args.file)
    reading = read(args.file if content is None else content, on=on)
    if reading.roster is None:
        return refuse(WRONG_INPUT, [problem.sentence for problem in reading.errors])
    facts = build(reading.roster, on=on)
    assessment = measure.assess(facts, on=on, readings=dict(args.reading))
    notices = tuple(problem.sentence for problem in reading.warnings)
    assessment = replace(assessment, warnings=(*notices, *assessment.warnings))
    try:
        if args.receipt:
            _write_receipt(args, content or b"", assessment, measure, facts, notices)
        if args.pdf:
            _write_pdf(args.pdf, assessment, measure, facts)
            return EVALUATED
    except OSError as error:
        return refuse(WRONG_INPUT, [_NOT_WRITTEN.format(file=error.filename)])
    if args.json:
        print(assessment.to_json(language()), end="")
    else:
        printed.findings(assessment, measure, facts.name)
    return EVALUATED


def _content(file: str) -> bytes | None:
    """What is read and what the record names is one and the same content; None leaves the refusal to the reader."""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError:
        return None


def _write_receipt(
    args: argparse.Namespace,
    content: bytes,
    assessment: law.Assessment,
    measure: law.Measure,
    facts: Facts,
    notices: tuple[Text, ...],
) -> None:
    from jiqun.law import receipts

    source = receipts.Source.of(Path(args.file).name, content)
    record = receipts.write(
        assessment,
        measure,
        facts,
        language=language(),
        notices=notices,
        source=source,
        engine=receipts.Engine.in_memory(),
    )
    Path(args.receipt).write_text(record, "utf-8")


def _write_pdf(file: str, assessment: law.Assessment, measure: law.Measure, facts: Facts) -> None:
    from jiqun.documents import findings

    now = datetime.now().astimezone()
    made = findings.pdf(assessment, measure, cluster=facts.name, facts=facts, language=language(), now=now)
    Path(file).write_bytes(made)
    print(_WRITTEN.format(file=file))


def _pair(found: str) -> tuple[str, str]:
    key, equals, value = found.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(both(_NOT_A_PAIR.format(found=found)))
    return key.strip(), value.strip()


if __name__ == "__main__":
    sys.exit(main())
