"""Nothing of a self-check is kept, and nobody floods the office with them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun.portal.selfcheck import throttle
from tests.facts.workbook.samples import tables, workbook
from tests.office import at
from tests.portal.visitor import AGAIN, NAME, TYPE, UPLOAD, again, entries, good_workbook, typed, upload

CANARY = 987_654_321


@pytest.fixture(autouse=True)
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """20 March 2025, nobody counted yet."""
    cache.clear()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: at("2025-03-20 10:00"))


# ── nothing is kept ──────────────────────────────────────────────────────────────────────────────────────


def kept(folder: Path) -> tuple[dict[str, int], list[str]]:
    """Every table's rows and every file below the product's folder."""
    rows = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    return rows, sorted(str(path) for path in folder.rglob("*"))


def test_nothing_of_a_self_check_is_kept(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row, no file, no session, no line in a log: with a good workbook, a bad one, figures, and the downloads."""
    settings.VAR = settings.EVIDENCE_FOLDER = tmp_path
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # uploads pass through a file on their way
    caplog.set_level(logging.DEBUG)
    before = kept(tmp_path)
    good = upload(good_workbook())
    bad = upload(good_workbook().replace(b"PK\x03\x04", b"PK\x03\x05", 1))
    sheets = tables()
    sheets["集群"][1][1] = NAME
    sheets["企业年度数据"][1][7] = f"约{CANARY}"
    wrong = upload(workbook(sheets))
    figures = typed(output_2024=f"{CANARY}")
    refused = typed(output_2024=f"{CANARY}", output_sme_2024=f"{CANARY}1")
    assert [a.status_code for a in (good, bad, wrong, figures, refused)] == [200, 422, 422, 200, 422]
    assert again(good, **{"as": "json"}).status_code == 200
    assert kept(tmp_path) == before
    assert NAME not in caplog.text
    assert str(CANARY) not in caplog.text
    for answered in (good, bad, wrong, figures, refused):
        assert set(answered.cookies) <= {"csrftoken"}
        assert "本站不保存" in answered.content.decode()


@pytest.mark.parametrize("name", [UPLOAD, TYPE])
def test_no_cache_keeps_a_page_and_no_search_engine_lists_it(name: str) -> None:
    for answered in (Client().get(reverse(name)), Client().post(reverse(name), {"on": "2025-03-20"})):
        assert answered["Cache-Control"] == "no-store"
        assert answered["X-Robots-Tag"] == "noindex"


# ── who asks ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [UPLOAD, TYPE, AGAIN])
def test_a_post_from_another_site_is_refused(name: str) -> None:
    assert Client(enforce_csrf_checks=True).post(reverse(name), entries()).status_code == 403


def test_one_address_cannot_flood_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST", 2)
    first = typed()
    assert [typed().status_code, typed().status_code] == [200, 429]
    said = upload(good_workbook())
    assert (said.status_code, "测算次数过多" in said.content.decode()) == (429, True)
    assert again(first).status_code == 429
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert typed(other).status_code == 200


def test_workbooks_are_read_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "PATIENCE_SECONDS", 0.01)
    with throttle.a_place(), throttle.a_place():
        said = upload(good_workbook())
    assert (said.status_code, "正在读取的工作簿较多" in said.content.decode()) == (422, True)
    assert upload(good_workbook()).status_code == 200


def test_a_self_check_only_asks_for_published_bases_and_readings(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    with django_assert_num_queries(2):
        Client().get(reverse(UPLOAD))
    with django_assert_num_queries(2):
        Client().get(reverse(TYPE))
    with django_assert_num_queries(2):
        assert typed().status_code == 200
