"""The command `jiqun`.

jiqun serve                       everything needed, then the server on 127.0.0.1:8000
jiqun demo --stage scoring        a province in a box
jiqun check FILE.xlsx             a roster workbook against the measure
jiqun replay RECEIPT.json         an assessment computed again from its record
jiqun facts SOURCE                many clusters added up, on any of four engines
jiqun measure list                the measures of the library; shown, tested, begun
jiqun province new FOLDER …       another province: its folder begun; checked
jiqun journal verify              is the journal whole?
jiqun receipt verify FILE.json    is a receipt genuine? (jiqun dossier verify FILE.zip)
jiqun draw verify FILE.json       were the experts drawn as the seed says?
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from jiqun import __version__
from jiqun.law.errors import MeasureError
from jiqun.standards.province import ProvinceError

CONSOLE = {
    "check": "jiqun.console.check",
    "replay": "jiqun.console.replay",
    "facts": "jiqun.console.facts",
    "measure": "jiqun.console.measures",
    "province": "jiqun.console.provinces",
    "receipt": "jiqun.console.receipt",
    "dossier": "jiqun.console.dossier",
    "draw": "jiqun.review.draw.giveaway",
}
"""Commands that need no Django, each a module with `add_parser`."""


def parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """The command line as a whole; of the console only the command `wanted`, when it is one, for a quick start."""
    top = argparse.ArgumentParser(prog="jiqun", description="集群通 · SME characteristic industrial clusters")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in [wanted] if wanted in CONSOLE else CONSOLE:
        import_module(CONSOLE[name]).add_parser(commands)

    serve = commands.add_parser("serve", help="启动服务 · start the server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1)
    serve.add_argument("--no-demo", action="store_true", help="空库启动 · start empty, with the real clock")
    serve.set_defaults(run=run_serve)

    demo = commands.add_parser("demo", help="生成演示省 · build the demonstration province")
    demo.add_argument(
        "--stage", default="scoring", help="opening applying preliminary scoring listing notice announced"
    )
    demo.add_argument("--seed", type=int, default=2025)
    demo.set_defaults(run=run_demo)

    journal = commands.add_parser("journal", help="办理日志 · the journal")
    journal.add_argument("what", choices=["verify", "export", "head"])
    journal.set_defaults(run=run_journal)

    drawn = commands.add_parser("procedures", help="办理流程图和权限表 · the procedures as Markdown")
    drawn.set_defaults(run=run_procedures)

    remind = commands.add_parser("remind", help="发送到期提醒邮件 · send the reminders that are due by mail")
    remind.set_defaults(run=run_remind)

    hooks = commands.add_parser("hooks", help="发送订阅的消息 · send other systems what they subscribed to")
    hooks.set_defaults(run=run_hooks)

    export = commands.add_parser("export", help="导出公众页面为静态文件 · the public part as plain files")
    export.add_argument("target", type=Path, help="空文件夹 · an empty folder")
    export.add_argument("--at", required=True, metavar="URL", help="副本的网址 · where the copy will lie")
    export.add_argument("--live", required=True, metavar="URL", help="本系统的网址 · where the program runs")
    export.set_defaults(run=run_export)

    first = commands.add_parser("administrators", help="建立最初的三员账号 · the first three administrators")
    first.set_defaults(run=run_administrators)

    manage = commands.add_parser("manage", help="Django 管理命令 · Django's own commands")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=run_manage)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    given = sys.argv[1:] if argv is None else argv
    args = parser(given[0] if given else None).parse_args(given)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except (ProvinceError, MeasureError) as error:  # a folder that would not do
        print(*(f"{each.zh} · {each.en}" for each in error.problems), sep="\n", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def run_serve(args: argparse.Namespace) -> int:
    """Migrates, lays the demonstration on first start, prints the address and the accounts, serves."""
    if not args.no_demo:
        os.environ.setdefault("JIQUN_DEMO", "1")
    from jiqun.config import serving

    return serving.serve(args.host, args.port, args.workers, demo=not args.no_demo)


def run_demo(args: argparse.Namespace) -> int:
    """Builds the demonstration in an empty database."""
    os.environ["JIQUN_DEMO"] = "1"
    from jiqun.config import serving

    return serving.lay_demo(args.stage, args.seed)


def run_journal(args: argparse.Namespace) -> int:
    """Verifies, exports or shows the head of the journal."""
    from jiqun.config import serving

    return serving.journal(args.what)


def run_procedures(args: argparse.Namespace) -> int:
    """Prints `docs/procedures.md`."""
    from jiqun.config import serving

    serving.setup()
    from jiqun.casework.diagram import document
    from jiqun.casework.procedure import procedures

    print(document(procedures()), end="")
    return 0


def run_remind(args: argparse.Namespace) -> int:
    """Sends what is due; for a timer, once a day. Exit 2 without a mail server, 1 when it would not take a mail."""
    from jiqun.config import serving

    return serving.remind()


def run_hooks(args: argparse.Namespace) -> int:
    """Sends the messages that are due; for a timer, every minute. Exit 1 when one was not taken."""
    from jiqun.config import serving

    return serving.hooks()


def run_export(args: argparse.Namespace) -> int:
    """Writes the public part as plain files. Exit 1 when a page could not be written, 2 for a folder that is in use."""
    from jiqun.config import serving

    return serving.export(args.target, args.at, args.live)


def run_administrators(args: argparse.Namespace) -> int:
    """Makes the first three administrators, once, and prints their links. Exit 2 when there are some."""
    from jiqun.config import serving

    return serving.administrators()


def run_manage(args: argparse.Namespace) -> int:
    """Hands over to Django's command line."""
    from jiqun.config import serving

    serving.setup()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jiqun manage", *args.rest])
    return 0


if __name__ == "__main__":
    sys.exit(main())
