"""Another province with another measure: its folder, its tree, its pages; nothing of 广东 is left on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jiqun.console import provinces

LOOK = """
import json, sys
from datetime import date
from django.conf import settings

class NoMigrations(dict):
    def __contains__(self, app): return True
    def __getitem__(self, app): return None

settings.MIGRATION_MODULES = NoMigrations()
from jiqun.config import serving
serving.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from jiqun import law
from jiqun.authorities.models import Account, Authority, Person, Role
from jiqun.authorities.tree import lay_tree
from jiqun.instruments.queries import governing

call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
def plain(patterns, before="/"):
    for each in patterns:
        route = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from plain(each.url_patterns, route)
        elif "<" not in route and "(" not in route and "gallery" not in route:
            yield route

laid, again = lay_tree(), lay_tree()
top = Authority.objects.get(code="530000")
person = Person.objects.create(name="某")
account = Account.objects.create(username="province", authority=top, role=Role.OFFICER, person=person)
staff, public = Client(), Client()
staff.force_login(account)
pages = {}
for client, paths in (
    (public, ["/", "/map/", "/measure/", "/directory/", "/self-check/", "/feeds/news.atom", "/?lang=en"]),
    (staff, sorted({*plain(get_resolver().url_patterns)})),
):
    for path in paths:
        answer = client.get(path)
        if client is staff and answer.status_code in (204, 302, 400, 401, 404, 405):
            continue  # not a page, or not the province's
        if client is staff and not answer["Content-Type"].startswith("text/html"):
            continue
        pages[path] = [answer.status_code, answer.content.decode()]
print(json.dumps({
    "laid": [laid, again],
    "body": top.body,
    "prefectures": Authority.objects.filter(kind="prefecture").count(),
    "governing": governing(date(2024, 6, 3)).id,
    "pages": pages,
}))
"""
NAMES = ("广东", "Guangdong", "粤", "{A", "惠城", "深圳")
HEAD = "from jiqun.config.cli import main; raise SystemExit(main(['journal', 'head']))"


def started(folder: Path, var: Path, code: str = LOOK) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "JIQUN_VAR": str(var), "JIQUN_PROVINCE": str(folder), "JIQUN_SECOND_STEP": "offered"}
    for name in ("DATABASE_URL", "JIQUN_DEMO", "DJANGO_SETTINGS_MODULE"):
        surroundings.pop(name, None)
    surroundings["DJANGO_SETTINGS_MODULE"] = "jiqun.config.settings"
    return subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def yunnan(tmp_path: Path) -> Path:
    """A folder as its operator leaves it: the measure begun from Guangdong's, rewritten, its yearly round in Article 3
    and nothing in place of Article 18."""
    folder = tmp_path / "yn"
    assert provinces.main(["new", str(folder), "--of", "云南", "--measure", "yunnan_2024"]) == 0
    for file in (folder / "measures/yunnan_2024").iterdir():
        file.write_text(file.read_text("utf-8").replace("广东", "云南").replace("粤", "云"), "utf-8")
    settings = folder / "province.toml"
    clauses = settings.read_text("utf-8").replace('"A12" = "A12"', '"A12" = "A3"').replace('"A18" = "A18"', "#")
    settings.write_text(clauses, "utf-8")
    return folder


@pytest.mark.slow
def test_installation_of_another_province_is_its_own_on_every_page(tmp_path: Path, yunnan: Path) -> None:
    run = started(yunnan, tmp_path / "var")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert (found["laid"], found["prefectures"]) == ([146, 0], 16)
    assert (found["body"], found["governing"]) == ("云南省工业和信息化厅", "yunnan_2024")
    foreign = {path: name for path, (_, said) in found["pages"].items() for name in NAMES if name in said}
    assert ({path for path, (status, _) in found["pages"].items() if status != 200}, foreign) == (set(), {})
    assert len(found["pages"]) > 100
    assert "云南省中小企业特色产业集群" in found["pages"]["/"][1]
    assert "大理州" in found["pages"]["/"][1] and "昆明" in found["pages"]["/"][1]
    assert "Yunnan SME Characteristic Industrial Clusters" in found["pages"]["/?lang=en"][1]
    assert "云南省促进中小企业特色产业集群发展暂行办法" in found["pages"]["/measure/"][1]
    assert "原则上每年开展一次（第三条）" in found["pages"]["/rounds/"][1]
    assert "（有关规定、第十九条）" in found["pages"]["/bases/"][1]


@pytest.mark.slow
def test_demonstration_of_guangdong_is_not_laid_into_another_province(tmp_path: Path, yunnan: Path) -> None:
    said = started(yunnan, tmp_path / "var", "from jiqun.config.cli import main; raise SystemExit(main(['demo']))")
    assert said.returncode == 2 and "演示数据只有广东省的" in said.stderr and "--no-demo" in said.stderr


def test_folder_that_is_not_there_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    said = started(tmp_path / "nowhere", tmp_path / "var", HEAD)
    assert said.returncode == 2 and "没有 province.toml" in said.stderr and "Traceback" not in said.stderr


def test_measure_that_is_broken_stops_the_start_with_its_lines(tmp_path: Path, yunnan: Path) -> None:
    path = yunnan / "measures/yunnan_2024/measure.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("in_force: {from: 2023-02-28", "in_force: {from: 2024-01-01"), "utf-8")
    said = started(yunnan, tmp_path / "var", HEAD)
    assert said.returncode == 2 and "measure.yaml:24" in said.stderr and "Traceback" not in said.stderr
