"""The public part as plain files, and the product below a path of its host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import override_script_prefix

from jiqun.config.environment import base_path
from jiqun.config.wsgi import under
from jiqun.portal.export import LINK, Export, Unfinished
from tests.office import at
from tests.portal.test_pages import announced
from tests.recognition.listed_round import proposed, ranked_round
from tests.recognition.panel_round import Stage

HOME, LIVE = "https://gkw.example.cn/", "https://jiqun.example.cn"


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """An announced round; pages tell its time."""
    cache.clear()
    found = proposed(ranked_round())
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    announced(found)
    return found


def exported(target: Path, settings: object) -> list[Path]:
    settings.ALLOWED_HOSTS = ["gkw.example.cn", "testserver"]  # type: ignore[attr-defined]
    number = Export(target, HOME, LIVE, at("2025-07-16 09:00")).run()
    found = [file for file in target.rglob("*") if file.is_file()]
    assert number == len(found)
    return found


def test_every_link_of_a_copy_leads_to_a_file_or_to_the_program(stage: Stage, tmp_path: Path, settings: object) -> None:
    files = exported(tmp_path, settings)
    pages = [file for file in files if file.suffix == ".html"]
    assert len(pages) > 12
    for file in pages:
        text = file.read_text("utf-8")
        here = f"/{file.parent.relative_to(tmp_path).as_posix()}/".replace("/./", "/")
        for name, there in LINK.findall(text):
            parts = urlsplit(there)
            if parts.scheme or there.startswith("#"):
                continue
            target = tmp_path / unquote(urlsplit(urljoin(here, there)).path).lstrip("/")
            assert not parts.query, (file, there)
            assert (target / "index.html" if there.endswith("/") else target).is_file(), (file, name, there)
        assert not re.search(r"<form(?![^>]*action=)", text)


def test_copy_says_of_when_it_is_and_where_to_act(stage: Stage, tmp_path: Path, settings: object) -> None:
    exported(tmp_path, settings)
    home = (tmp_path / "index.html").read_text("utf-8")
    assert "静态副本，生成于 2025-07-16 09:00" in home and f'href="{LIVE}/sign-in/"' in home
    directory = (tmp_path / "directory" / "index.html").read_text("utf-8")
    assert f'<form action="{LIVE}/directory/"' in directory
    assert (tmp_path / "static/web/look.css").read_text("utf-8").startswith("/* The look")
    assert (tmp_path / "feeds" / "news.atom").is_file() and (tmp_path / "robots.txt").is_file()
    assert not (tmp_path / "open-data" / "clusters.csv").exists()


def test_page_that_cannot_be_shown_stops_the_export(
    stage: Stage, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiqun.portal.sitemap.PAGES", ("home", "standard-map"))
    with pytest.raises(Unfinished, match="/map/standard/: 404"):
        exported(tmp_path, settings)


def test_nothing_is_written_outside_the_folder(db: None, tmp_path: Path) -> None:
    with pytest.raises(Unfinished):
        Export(tmp_path / "copy", HOME, LIVE, at("2025-07-16 09:00")).write("/../elsewhere", b"")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.django_db
def test_product_below_a_path_keeps_to_it() -> None:
    with override_script_prefix("/jiqun/"):
        for path in ("/", "/directory/", "/sign-in/", "/no-such-page/"):
            text = Client().get(path).content.decode()
            inside = [there for _, there in LINK.findall(text) if there.startswith("/")]
            assert inside and all(there.startswith(("/jiqun/", "/static/")) for there in inside), (path, inside)
        answer = Client().get("/preferences/?big=1&next=//elsewhere.example")
        assert answer.headers["Location"] == "/jiqun/"


@pytest.mark.parametrize(
    ("asked", "handed"), [("/jiqun/", "/"), ("/jiqun", "/"), ("/jiqun/lists/", "/lists/"), ("/lists/", "/lists/")]
)
def test_path_is_taken_off_where_the_proxy_left_it_on(asked: str, handed: str) -> None:
    seen: list[str] = []
    under("/jiqun", lambda environ, _: [seen.append(environ["PATH_INFO"]) or b""])({"PATH_INFO": asked}, None)
    assert seen == [handed]


@pytest.mark.parametrize(("written", "read"), [("", ""), ("/", ""), ("jiqun", "/jiqun"), ("/a/b/", "/a/b")])
def test_path_is_read_however_it_was_written(written: str, read: str) -> None:
    assert base_path(written) == read


@pytest.mark.parametrize("odd", ["/../x", "a b", "/x?y", "https://x"])
def test_odd_path_is_refused(odd: str) -> None:
    with pytest.raises(ValueError, match="JIQUN_PATH"):
        base_path(odd)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is handed over as a file")
def test_command_exports_below_a_path_and_refuses_a_folder_in_use(tmp_path: Path) -> None:
    """As an operator does it, from the command line, on an installation where nothing happened yet."""
    database = {"DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}", "JIQUN_DEMO": ""}
    environment = {**os.environ, "JIQUN_VAR": str(tmp_path / "var"), **database}
    command = [sys.executable, "-m", "jiqun.config.cli", "export", str(tmp_path / "out")]
    command += ["--at", "https://gkw.example.cn/jiqun/", "--live", LIVE]
    done = subprocess.run(command, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    home = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert 'href="/jiqun/directory/"' in home and 'href="/jiqun/static/web/look.css"' in home
    again = subprocess.run(command, env=environment, capture_output=True)
    assert again.returncode == 2 and "不是空文件夹" in again.stderr.decode()
