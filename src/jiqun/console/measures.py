"""`jiqun measure …`: the measures of the library and of folders, shown, tested, begun.

Exit 0: done; 2: input wrong, every problem on stderr with file and line.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from jiqun import law
from jiqun.bilingual import Text, speaking
from jiqun.console import measure_pages, measure_start, measure_table, named
from jiqun.console.speech import both, day, environment, refuse
from jiqun.law import probing

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

DONE, WRONG_INPUT = 0, 2

_ABOUT = Text("查看、检查、新建办法", "show, test and begin measures")
_FINE = Text(
    "{title}：{articles} 条款、{computed} 项测算条件、{judged} 项定性条件，未发现问题。",
    "{title}: {articles} clauses, {computed} computed norms, {judged} for people to judge; nothing wrong was found.",
)
_MADE = Text(
    "已在 {folder} 写好起点：measure.yaml（口径、参数、条件）和 text.md（条文）。请改成本省的文字和数值，"
    "再执行 jiqun measure test {folder}",
    "A starting point is in {folder}: measure.yaml (readings, parameters, norms) and text.md (the text). Put in your "
    "province's words and figures, then run jiqun measure test {folder}",
)


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `measure` to a command line; the parser's `run` default is this module's `run`."""
    parser = commands.add_parser("measure", help=both(_ABOUT))
    _arguments(parser)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m jiqun.console.measures …`."""
    parser = argparse.ArgumentParser(prog="jiqun measure", description=both(_ABOUT))
    _arguments(parser)
    return run(parser.parse_args(argv))


def run(args: argparse.Namespace) -> int:
    """Does what is asked. Returns the exit code."""
    with speaking(args.lang or environment()):
        try:
            do: Callable[[argparse.Namespace], int] = args.do
            return do(args)
        except law.MeasureError as error:
            return refuse(WRONG_INPUT, error.problems)
        except law.LawError as error:
            return refuse(WRONG_INPUT, [error.text])


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 · language")
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, about: Text, do: Callable[[argparse.Namespace], int]) -> ArgumentParser:
        found = verbs.add_parser(name, help=both(about))
        found.set_defaults(do=do)
        return found

    which = "办法编号或文件夹 · id or folder of a measure"
    verb("list", Text("列出全部办法", "list the library"), _list)
    show = verb("show", Text("显示一个办法", "show a measure"), _show)
    show.add_argument("measure", metavar="ID", help=which)
    test = verb("test", Text("检查一个办法的文件", "test the files of a measure"), _test)
    test.add_argument("measure", metavar="FOLDER", help=which)
    new = verb("new", Text("以现有办法为起点新建", "begin a new one from one there is"), _new)
    new.add_argument("folder", metavar="FOLDER", type=Path, help="新建的文件夹 · folder to make")
    new.add_argument("--like", default="gd_2023_4", help="起点 · the one to begin from (default %(default)s)")
    days_in_force(new)
    verb("schema", Text("输出办法文件的 JSON Schema", "print the JSON Schema of a measure file"), _schema)
    table = verb("table", Text("输出 条款→条件→测试 对照表", "print the table clause, norm, tests"), _table)
    table.add_argument("--tests", metavar="FOLDER", type=Path, help="测试代码文件夹 · folder of the tests")


def days_in_force(parser: ArgumentParser) -> None:
    """The options that say when a measure begun is in force."""
    parser.add_argument("--from", dest="start", type=day, metavar="DAY", help="起始日 · first day, such as 2024-07-01")
    parser.add_argument("--until", type=day, metavar="DAY", help="截止日 · last day")


def _list(args: argparse.Namespace) -> int:
    for name in law.library():
        print(measure_pages.line(law.load(name)))
    return DONE


def _show(args: argparse.Namespace) -> int:
    measure_pages.page(named.measure(args.measure))
    return DONE


def _test(args: argparse.Namespace) -> int:
    measure = named.measure(args.measure)
    if wrong := list(probing.problems(measure)):
        return refuse(WRONG_INPUT, wrong)
    measure_pages.norms(measure)
    computed = sum(norm.computed for norm in measure.norms)
    clauses = sum(clause.kind != "chapter" for top in measure.clauses for clause in top.walk())
    judged = len(measure.norms) - computed
    print()
    print(_FINE.format(title=measure.title, articles=clauses, computed=computed, judged=judged))
    for remark in measure.remarks:
        print(remark)
    return DONE


def _new(args: argparse.Namespace) -> int:
    measure_start.begin(args.folder, like=args.like, start=args.start, until=args.until)
    print(_MADE.format(folder=args.folder))
    return DONE


def _schema(args: argparse.Namespace) -> int:
    print((resources.files("jiqun.law") / "schema.json").read_text("utf-8"), end="")
    return DONE


def _table(args: argparse.Namespace) -> int:
    if args.tests and not args.tests.is_dir():
        return refuse(WRONG_INPUT, [Text(f"没有文件夹 {args.tests}", f"There is no folder {args.tests}")])
    print(measure_table.document([law.load(name) for name in law.library()], args.tests), end="")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
