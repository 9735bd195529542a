"""Setting up and starting the server."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import django

from jiqun.standards import province as home


def setup() -> None:
    """Makes Django ready with the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiqun.config.settings")
    django.setup()


def migrate() -> None:
    """Brings the database up to date, lays the tree of authorities, makes the signing key at the first start,
    writes the calendar as it stands."""
    from django.core.management import call_command

    from jiqun.authorities.tree import lay_tree
    from jiqun.instruments.calendar import keeping
    from jiqun.journal import signing

    with one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        lay_tree()
        signing.private_key()
        keeping.write()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Commands that start together on one folder set it up one after the other; the later finds it done."""
    from django.conf import settings

    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "starting.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # given back when the file is closed, however the process ends
        yield


def elsewhere() -> bool:
    """Whether the installation is that of another province than the demonstration's; then says so."""
    own = home.here()
    if own.folder == home.SHIPPED:
        return False
    print(
        f"演示数据只有广东省的，JIQUN_PROVINCE 指向{own.name.zh}：请用 jiqun serve --no-demo 启动。"
        f" · The demonstration is of Guangdong, and JIQUN_PROVINCE names {own.name.en}: start with --no-demo.",
        file=sys.stderr,
    )
    return True


def serve(host: str, port: int, workers: int, *, demo: bool) -> int:
    """Everything a first start needs, then the server until it is stopped."""
    if demo and elsewhere():
        return 2
    setup()
    migrate()
    if demo:
        from jiqun.demo import accounts, province

        if province.is_empty():
            print("首次启动：正在生成演示省（约一分钟）… · First start: laying the demonstration …", flush=True)
            started = time.monotonic()
            province.lay(stage="scoring", seed=2025)
            print(f"  {time.monotonic() - started:.0f} s", flush=True)
        print(accounts.table(), flush=True)
    print(f"\n集群通 · http://{host}:{port}/\n", flush=True)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "jiqun.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def lay_demo(stage: str, seed: int) -> int:
    """Lays the demonstration in an empty database. Exit 2 when it is not empty or the stage is unknown."""
    if elsewhere():
        return 2
    setup()
    migrate()
    from jiqun.demo import accounts, province

    if stage not in province.STAGES:
        print(f"没有“{stage}”这个阶段，可选：{'、'.join(province.STAGES)} · unknown stage", file=sys.stderr)
        return 2
    if not province.is_empty():
        print(
            "数据库不是空的：演示数据只写入空库。请另设 JIQUN_VAR 或 DATABASE_URL。"
            " · The database is not empty; set another JIQUN_VAR or DATABASE_URL.",
            file=sys.stderr,
        )
        return 2
    started = time.monotonic()
    province.lay(stage=stage, seed=seed)
    print(f"{time.monotonic() - started:.1f} s\n{accounts.table()}")
    return 0


def journal(what: str) -> int:
    """`verify`: exit 0 when whole, 1 with the first bad entry; `export`: one JSON object a line; `head`."""
    setup()
    from jiqun.journal import chain

    if what == "verify":
        report = chain.verify()
        if report.whole:
            print(f"完整：{report.entries} 条 · whole: {report.entries} entries")
            return 0
        print(f"第 {report.bad} 条起不完整：{report.why} · broken at entry {report.bad}: {report.why}", file=sys.stderr)
        return 1
    if what == "head":
        position = chain.head()
        print(f"{position.seq} sha256:{position.sha256} sm3:{position.sm3}")
        return 0
    position = chain.head()
    print(json.dumps({"head": {"seq": position.seq, "sha256": position.sha256, "sm3": position.sm3}}))
    for link in chain.links(position.seq):
        row = {
            "seq": link.seq,
            "canonical": link.canonical.hex(),
            "sha256": link.sha256,
            "sm3": link.sm3,
            "payload": None if link.payload is None else link.payload.hex(),
            "salt": link.salt.hex(),
        }
        print(json.dumps(row))
    return 0


def remind() -> int:
    """Sends the reminders that are due; see `jiqun remind`."""
    setup()
    from django.conf import settings

    from jiqun.casework.mailing.sending import send
    from jiqun.config import clock

    if not settings.JIQUN_MAIL and settings.JIQUN_GATEWAY is None:
        print(
            "没有设置邮件服务器或消息网关：请设置 JIQUN_MAIL_URL 或 JIQUN_MESSAGE_URL（见 docs/operations.md）。"
            " · No mail server and no gateway is set: set JIQUN_MAIL_URL or JIQUN_MESSAGE_URL.",
            file=sys.stderr,
        )
        return 2
    sent = send(clock.now())
    print(
        f"发出 {sent.mails} 封邮件、{sent.messages} 条消息；{sent.held} 人处于免打扰时段，稍后再发；"
        f"{sent.without_address} 人没有登记邮箱或电话。"
        f" · {sent.mails} mails and {sent.messages} messages sent; {sent.held} people are in their quiet hours; "
        f"{sent.without_address} have no address."
    )
    if sent.failed:
        print(f"未能发出：{'、'.join(sent.failed)} · not taken by the server", file=sys.stderr)
        return 1
    return 0


def administrators() -> int:
    """Brings an empty installation to where people can sign in; see `jiqun administrators`."""
    setup()
    migrate()
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from jiqun.casework.perform import SYSTEM_CHANCE
    from jiqun.casework.staffing import first

    try:
        made = first.administrators(timezone.now(), SYSTEM_CHANCE)
    except first.AlreadyThere:
        print(f"{first.THERE.zh} · {first.THERE.en}", file=sys.stderr)
        return 2
    print("每人一个链接，72 小时内设置密码，只显示这一次 · one link each, good for 72 hours, shown this once")
    for each in made:
        link = settings.JIQUN_ADDRESS.rstrip("/") + reverse("casework:choose-password", args=[each.token])
        print(f"  {each.role.zh} {each.username}\n    {link}")
    return 0


def export(target: Path, home: str, live: str) -> int:
    """Writes the public part as files; see `jiqun export`. Exit 1 when a page could not be written."""
    os.environ["JIQUN_PATH"] = urlsplit(home).path
    os.environ["JIQUN_HOSTS"] = f"{os.environ.get('JIQUN_HOSTS', '')},{urlsplit(home).hostname}"
    setup()
    from jiqun.config import clock
    from jiqun.portal.export import Export, Unfinished

    if any(target.iterdir()) if target.is_dir() else target.exists():
        print(f"{target} 不是空文件夹，请另选。 · {target} is no empty folder.", file=sys.stderr)
        return 2
    try:
        files = Export(target, home, live, clock.now()).run()
    except Unfinished as error:
        print(f"未完成，请勿发布：{error} · unfinished, do not put it up", file=sys.stderr)
        return 1
    print(f"已写出 {files} 个文件：{target} · {files} files written")
    return 0


def hooks() -> int:
    """Puts what happened on its way and sends what is due; see `jiqun hooks`. Real time, never the business clock."""
    setup()
    from django.utils import timezone

    from jiqun.api.hooks.events import gather
    from jiqun.api.hooks.sending import send

    new = gather(timezone.now())
    sent = send(timezone.now())
    print(
        f"新增 {new} 条，送达 {sent.taken} 条，待重发 {sent.failed} 条，放弃 {sent.given_up} 条。"
        f" · {new} new, {sent.taken} taken, {sent.failed} to be tried again, {sent.given_up} given up."
    )
    return 1 if sent.failed or sent.given_up else 0
