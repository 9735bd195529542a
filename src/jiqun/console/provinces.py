"""`jiqun province …`: the folder an installation takes its province from, begun and checked.

Exit 0: done; 2: input wrong, every problem on stderr.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jiqun import law
from jiqun.bilingual import Text, speaking
from jiqun.console import corresponding, measure_start
from jiqun.console.measures import days_in_force
from jiqun.console.speech import both, environment, refuse
from jiqun.law import probing
from jiqun.standards import province, province_check, province_start

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

DONE, WRONG_INPUT = 0, 2

_ABOUT = Text("换一个省：新建、检查省份文件夹", "another province: begin and check its folder")
_MADE = Text(
    "已在 {folder} 写好起点：\n"
    "  province.toml    省名、部门、复议机关、地市方位示意、条款对照\n"
    "  divisions.csv    {prefectures} 个地市级、{applicants} 个可申报单位；功能区、镇街请补列，名称请核对\n"
    "  measures/{measure}/    办法的条文和数值，由 {like} 复制；请改成本省的\n"
    "改好后执行 jiqun province check {folder}",
    "A starting point is in {folder}:\n"
    "  province.toml    names, department, who hears reviews, tiles, clauses\n"
    "  divisions.csv    {prefectures} prefectures and {applicants} units that apply; add zones and towns, check names\n"
    "  measures/{measure}/    text and figures of the measure, copied from {like}: put in your own\n"
    "Then run jiqun province check {folder}",
)
_FINE = Text(
    "{name}：{prefectures} 个地市级、{applicants} 个可申报单位；办法 {measure}，{norms} 项条件。未发现问题。\n"
    "启动：JIQUN_PROVINCE={folder} jiqun serve --no-demo",
    "{name}: {prefectures} prefectures and {applicants} units that apply; measure {measure}, {norms} norms. Nothing "
    "wrong was found.\nStart with: JIQUN_PROVINCE={folder} jiqun serve --no-demo",
)
_NO_MEASURE = Text(
    "{at}/{file}：办法 {measure} 不在库中，也没有文件夹 {at}/{measures}/{measure}",
    "{at}/{file}: the measure {measure} is not in the library, nor is there a folder {at}/{measures}/{measure}",
)
_FOREIGN = Text(
    "办法标题仍是{title}，请改成{name}的（measure.yaml 的 title、number、issuer，text.md 的条文）",
    "The measure is still called {title}: put in {name}'s own (title, number, issuer in measure.yaml, text in text.md)",
)


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `province` to a command line; the parser's `run` default is this module's `run`."""
    parser = commands.add_parser("province", help=both(_ABOUT))
    _arguments(parser)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m jiqun.console.provinces …`."""
    parser = argparse.ArgumentParser(prog="jiqun province", description=both(_ABOUT))
    _arguments(parser)
    return run(parser.parse_args(argv))


def run(args: argparse.Namespace) -> int:
    """Does what is asked. Returns the exit code."""
    with speaking(args.lang or environment()):
        try:
            code: int = args.do(args)
        except (law.MeasureError, province.ProvinceError) as error:
            return refuse(WRONG_INPUT, error.problems)
        except law.LawError as error:
            return refuse(WRONG_INPUT, [error.text])
        return code


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), help="语言 · language")
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="列出各省 · list the provinces").set_defaults(do=_list)
    new = verbs.add_parser("new", help="新建省份文件夹 · begin the folder of a province")
    new.add_argument("folder", metavar="FOLDER", type=Path, help="新建的文件夹 · folder to make")
    new.add_argument("--of", required=True, metavar="PROVINCE", help="代码或名称 · code or name, such as 530000")
    new.add_argument("--measure", required=True, metavar="ID", help="办法编号 · id of its measure, such as yn_2024")
    new.add_argument("--like", default="gd_2023_4", help="办法的起点 · measure to begin from (default %(default)s)")
    days_in_force(new)
    new.set_defaults(do=_new)
    check = verbs.add_parser("check", help="检查省份文件夹 · check the folder of a province")
    check.add_argument("folder", metavar="FOLDER", type=Path, help="省份文件夹 · the folder")
    check.set_defaults(do=_check)


def _list(args: argparse.Namespace) -> int:
    for each in province_start.known():
        n, below = len(each.prefectures), len(each.below)
        print(f"{each.code}  {each.name}  {each.name_en}  {n}  {below - n}")
    return DONE


def _new(args: argparse.Namespace) -> int:
    chosen = province_start.found(args.of)
    measure_start.usable(args.measure, args.like)
    province_start.begin(args.folder, chosen, args.measure, more=corresponding.table(args.like))
    own = args.folder / province.MEASURES / args.measure
    measure_start.begin(own, like=args.like, start=args.start, until=args.until)
    counts = _counts(province.read(args.folder))
    print(_MADE.format(folder=args.folder, measure=args.measure, like=args.like, **counts))
    return DONE


def _check(args: argparse.Namespace) -> int:
    found = province.read(args.folder)
    wrong = province_check.problems(found)
    own = args.folder / province.MEASURES / found.measure
    measure = None
    if own.is_dir() or found.measure in law.library():
        try:
            measure = law.load(own if own.is_dir() else found.measure)
            wrong += [*probing.problems(measure), *corresponding.problems(found, measure)]
        except law.MeasureError as error:
            wrong += error.problems
    else:
        told = {"at": args.folder, "file": province.FILE, "measures": province.MEASURES, "measure": found.measure}
        wrong.append(_NO_MEASURE.format(**told))
    if wrong or measure is None:
        return refuse(WRONG_INPUT, wrong)
    counts = _counts(found)
    named = measure.instrument
    print(_FINE.format(name=found.name, measure=named, norms=len(measure.norms), folder=args.folder, **counts))
    told_of_clauses = corresponding.remarks(found)
    for remark in (*province_check.remarks(found), *foreign(found, measure), *told_of_clauses, *measure.remarks):
        print(remark)
    return DONE


def foreign(of: province.Province, measure: law.Measure) -> Iterator[Text]:
    """A measure that still bears the name of the province it was begun from."""
    others = (each.name for each in province_start.known() if each.code != of.code)
    if any(name in measure.title for name in others):
        yield _FOREIGN.format(title=measure.instrument, name=of.name.zh)


def _counts(of: province.Province) -> dict[str, int]:
    kinds = [row["kind"] for row in of.rows(province.DIVISIONS)]
    prefectures = kinds.count("prefecture")
    return {"prefectures": prefectures, "applicants": len(kinds) - prefectures - 1}


if __name__ == "__main__":
    sys.exit(main())
