"""`jiqun facts SOURCE`: the facts of every cluster and year, on the engine of choice.

Prints rows read, cluster-years, the SHA-256 of the rollup, engine and time; `--out` keeps the facts in a file.
Exit 0: added up; 2: wrong input, told on stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from jiqun.bilingual import Text, speaking
from jiqun.console.speech import both, day, environment, refuse
from jiqun.facts import FactError, engines
from jiqun.facts.declarations import FACTS
from jiqun.facts.engines import store, writing
from jiqun.facts.sums import Digest

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

ADDED_UP, WRONG_INPUT = 0, 2
_EVERY = 0.5
"""Seconds between two lines of progress."""

_ABOUT = Text("汇总事实数据（按集群和年度）", "add up facts by cluster and year")
_SOURCE = Text(
    "文件（.parquet、.csv、.xlsx）、文件夹、SQLite 或 DuckDB 数据库、postgresql:// 地址",
    "files (.parquet, .csv, .xlsx), a folder, a SQLite or DuckDB database, a postgresql:// address",
)
_ENGINE = Text("引擎；默认按来源选择", "the engine; chosen by the source without it")
_FACTS = Text("只汇总这些事实（逗号分隔）", "only these facts (separated by commas)")
_LIST = Text("列出全部事实", "list all facts")
_OUT = Text("结果写入文件（.parquet、.csv、.json）", "write the facts to a file (.parquet, .csv, .json)")
_STORE = Text(
    "先整理为本产品的库存文件（扫描最快），再汇总", "first write a store of our own (scanned fastest), then add up"
)
_ON = Text("工作簿的称号按哪一天计算（2025-03-20）", "the day that titles in workbooks are counted for (2025-03-20)")
_MEMORY = Text("DuckDB 内存上限", "DuckDB's memory limit")
_THREADS = Text("DuckDB 线程数", "DuckDB's threads")
_MASTER = Text("Spark 集群地址", "where Spark runs")
_JSON = Text("以 JSON 输出摘要", "the summary as JSON")
_PROGRESS = Text("在标准错误输出上显示进度", "show progress on standard error")
_NO_SOURCE = Text("没有给出来源；请给出文件、文件夹或数据库地址。", "No source; give files, a folder or a database.")
_SUMMARY = Text(
    "读取行数　　{rows:,}\n集群年度　　{cluster_years:,}\nSHA-256　　 {sha256}\n"
    "引擎　　　　{engine} {version}\n用时　　　　{seconds:.2f} 秒",
    "rows read      {rows:,}\ncluster-years  {cluster_years:,}\nSHA-256        {sha256}\n"
    "engine         {engine} {version}\ntime           {seconds:.2f} s",
)
_WRITTEN = Text("已写入 {file}", "Written: {file}")


def add_parser(commands: _SubParsersAction[ArgumentParser]) -> ArgumentParser:
    """Adds `facts` to a command line; the parser's `run` default is this module's `run`."""
    parser = commands.add_parser("facts", help=both(_ABOUT))
    parser.add_argument("source", nargs="*", metavar="SOURCE", help=both(_SOURCE))
    parser.add_argument("--engine", choices=engines.ENGINES, help=both(_ENGINE))
    parser.add_argument("--facts", metavar="NAME,NAME", help=both(_FACTS))
    parser.add_argument("--list", action="store_true", help=both(_LIST))
    parser.add_argument("--out", type=Path, metavar="FILE", help=both(_OUT))
    parser.add_argument("--store", type=Path, metavar="FILE.duckdb", help=both(_STORE))
    parser.add_argument("--on", type=day, metavar="DATE", help=both(_ON))
    parser.add_argument("--memory", default=engines.MEMORY, help=both(_MEMORY))
    parser.add_argument("--threads", type=int, help=both(_THREADS))
    parser.add_argument("--master", help=both(_MASTER))
    parser.add_argument("--json", action="store_true", help=both(_JSON))
    parser.add_argument("--progress", action="store_true", help=both(_PROGRESS))
    parser.add_argument("--lang", choices=("zh", "en"))
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Adds up, prints the summary, writes the facts as asked. Returns the exit code."""
    with speaking(args.lang or ("zh" if args.json else environment())):
        try:
            return _list() if args.list else _add_up(args)
        except FactError as error:
            return refuse(WRONG_INPUT, [error.text])


def _add_up(args: argparse.Namespace) -> int:
    if not args.source:
        raise FactError(_NO_SOURCE)
    names = args.facts.split(",") if args.facts else None
    started = time.monotonic()
    source = args.source
    if args.store:
        source = [store.write(source, args.store, on=args.on, memory=args.memory, threads=args.threads).path]
    chosen = {"on": args.on, "memory": args.memory, "threads": args.threads, "master": args.master}
    digest = Digest()
    with engines.open(source, args.engine, names=names, **chosen) as running:
        to_file = writing.opened(args.out, running.names) if args.out else nullcontext(None)
        shown = args.progress or sys.stderr.isatty()
        with to_file as write, _progress(running, sys.stderr) if shown else nullcontext():
            for line in running:
                digest.add(line)
                if write:
                    write(line)
    summary: dict[str, object] = {
        "rows": running.rows,
        "cluster_years": running.cluster_years,
        "sha256": digest.hexdigest(),
        "engine": running.engine,
        "version": running.version,
        "seconds": round(time.monotonic() - started, 3),
    }
    print(json.dumps(summary, ensure_ascii=False) if args.json else _SUMMARY.format(**summary))
    for file in (args.store, args.out):
        if file and not args.json:
            print(_WRITTEN.format(file=file))
    return ADDED_UP


def _list() -> int:
    for fact in FACTS:
        print(f"{fact.name}\t{fact.unit}\t{fact.title}")
    return ADDED_UP


@contextmanager
def _progress(running: engines.Run, stream: TextIO) -> Iterator[None]:
    """One line that is written over every half second, from a thread of its own, and wiped at the end."""
    done = threading.Event()
    started = time.monotonic()

    def show() -> None:
        while not done.wait(_EVERY):
            told = running.progress()
            share = "" if told is None else f" {told:4.0%}"
            seconds = time.monotonic() - started
            stream.write(f"\r{running.engine}{share} {running.cluster_years:,} {seconds:.0f} s ")
            stream.flush()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        stream.write("\r\033[K")
        stream.flush()
