"""`jiqun check FILE.xlsx`: a roster workbook held against a measure, from the command line.

Exit 0: evaluated, whatever the verdict; 2: input wrong, every error on stderr; 3: no measure in force on that date.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from jiqun import law
from jiqun.bilingual import Text, language, pick, speaking
from jiqun.facts import FactError, build
from jiqun.facts.workbook import read

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

EVALUATED, WRONG_INPUT, NOT_IN_FORCE = 0, 2, 3

_ABOUT = Text("按办法逐条测算集群名册", "hold a cluster's roster against a measure")
_NOT_A_DAY = Text("“{found}”不是日期，请写成 2025-03-20", "{found} is not a date; write it as 2025-03-20")
_NOT_A_PAIR = Text(
    "“{found}”应写成 口径=取值，例如 年均=arithmetic", "{found} should be KEY=VALUE, such as 年均=arithmetic"
)


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `check` to a command line; the parser's `run` default is this module's `run`."""
    parser = commands.add_parser("check", help=f"{_ABOUT.zh} · {_ABOUT.en}")
    _arguments(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Evaluates the workbook and prints the findings. Returns the exit code."""
    with speaking(args.lang or _language(args.json)):
        try:
            return _check(args)
        except law.NoMeasureInForce as error:
            return _refuse(NOT_IN_FORCE, [error.text])
        except (law.LawError, FactError) as error:
            return _refuse(WRONG_INPUT, [error.text])


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m jiqun.console.check FILE…`."""
    parser = argparse.ArgumentParser(prog="jiqun check", description=f"{_ABOUT.zh} · {_ABOUT.en}")
    _arguments(parser)
    return run(parser.parse_args(argv))


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.xlsx", help="集群名册工作簿 · roster workbook")
    parser.add_argument("--measure", default="gd_2023_4", help="办法 · measure (default %(default)s)")
    parser.add_argument("--on", type=_day, help="适用日期，默认今天 · legal date, default today")
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        type=_pair,
        metavar="KEY=VALUE",
        help="模拟时改变口径，可多次使用 · override a reading for simulation; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 · language")
    parser.set_defaults(run=run)


def _check(args: argparse.Namespace) -> int:
    measure = law.load(args.measure)
    on = args.on or date.today()
    reading = read(args.file, on=on)
    if reading.roster is None:
        return _refuse(WRONG_INPUT, [problem.sentence for problem in reading.errors])
    assessment = measure.assess(build(reading.roster, on=on), on=on, readings=dict(args.reading))
    noticed = tuple(problem.sentence for problem in reading.warnings)
    assessment = replace(assessment, warnings=(*noticed, *assessment.warnings))
    print(assessment.to_json(language()), end="") if args.json else _print(
        measure, assessment, reading.roster.cluster.name
    )
    return EVALUATED


def _print(measure: law.Measure, assessment: law.Assessment, cluster: str) -> None:
    print(law.HEADING)
    print(f"{cluster} · 《{measure.title}》（{measure.number}）· {assessment.on}")
    print(pick("总体（仅测算条件）：", "Overall (computed norms only): ") + str(assessment.verdict.text))
    for line in _lines(measure, assessment):
        print(line)
    if assessment.warnings:
        print(pick("\n提示", "\nNotices"))
        for warning in assessment.warnings:
            print(f"  {warning}")
    receipt = assessment.receipt
    print(pick("\n测算记录", "\nRecord"))
    print(f"  measure {receipt.measure_sha256}\n  facts   {receipt.facts_sha256}\n  code    {receipt.code}")


def _lines(measure: law.Measure, assessment: law.Assessment) -> Iterator[str]:
    """Computed findings with their explanation, each under its clause; then what a person has to judge."""
    computed = [finding for finding in assessment.findings if measure.norm(finding.id).computed]
    for finding in computed:
        yield f"\n[{finding.verdict.text}] {finding.title}  {finding.id}"
        yield f"  {finding.clause} “{finding.quote}”"
        yield f"  {finding.text}"
    yield pick("\n定性条件，待人工判断", "\nFor a person to judge, on evidence")
    for finding in assessment.findings:
        if not measure.norm(finding.id).computed:
            yield f"  {finding.id}  “{finding.quote}”"


def _refuse(code: int, texts: Sequence[Text]) -> int:
    for text in texts:
        print(text, file=sys.stderr)
    return code


def _day(found: str) -> date:
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise argparse.ArgumentTypeError(_both(_NOT_A_DAY.format(found=found))) from None


def _pair(found: str) -> tuple[str, str]:
    key, equals, value = found.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(_both(_NOT_A_PAIR.format(found=found)))
    return key.strip(), value.strip()


def _both(text: Text) -> str:
    """Both languages: the arguments are read before the language is known."""
    return f"{text.zh} · {text.en}"


def _language(for_machines: bool) -> str:
    """That of the environment; JSON does not depend on where it was made."""
    return "en" if os.environ.get("LANG", "").startswith("en") and not for_machines else "zh"


if __name__ == "__main__":
    sys.exit(main())
