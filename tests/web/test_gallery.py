"""The gallery: every part on sample data, in both languages, in development and demonstration only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import jiqun.web
from jiqun.web.gallery import PAGES

LOOK = Path(jiqun.web.__file__).parent / "static" / "web" / "look.css"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("lang", "html"), [("zh", '<html lang="zh-CN"'), ("en", '<html lang="en"')])
def test_gallery_draws_every_page_in_both_languages(
    client: Client, settings: Any, page: str, lang: str, html: str
) -> None:
    settings.JIQUN_DEMO = True
    response = client.get(f"/gallery/{page}/", {"lang": lang})
    assert response.status_code == 200
    assert html in response.content.decode()
    assert response.content.decode().count("<h1>") == 1


def test_gallery_carries_the_chosen_look(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    client.cookies.load({"big": "1", "contrast": "1"})
    assert 'class="big contrast"' in client.get("/gallery/").content.decode()


def test_gallery_is_absent_in_service(client: Client, settings: Any) -> None:
    settings.DEBUG = settings.JIQUN_DEMO = False
    assert client.get("/gallery/").status_code == 404


def test_gallery_has_no_other_pages(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    assert client.get("/gallery/base/").status_code == 404


def test_every_part_the_look_styles_stands_in_the_gallery(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    shown = {"big", "contrast"}  # chosen by the reader for a whole page
    for page in PAGES:
        for classes in re.findall(r'class="([^"]*)"', client.get(f"/gallery/{page}/").content.decode()):
            shown.update(classes.split())
    look = re.sub(r"/\*.*?\*/", "", LOOK.read_text("utf-8"), flags=re.DOTALL)
    styled = {name for rule in re.findall(r"([^{}]+)\{", look) for name in re.findall(r"\.([a-z][\w-]*)", rule)}
    assert sorted(styled - shown) == []
