"""The handbook says what the product has: every button it names exists, every page leads to its chapter."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import get_resolver, reverse

from jiqun.authorities.models import Role
from jiqun.casework.procedure import procedures
from jiqun.config.context import OFFICE_MENU
from jiqun.portal.help.chapters import BUTTON, TITLES, chapter, for_whom, place, source
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, officer

HELP = re.compile(r'href="(/help/([a-z]+)/(?:#([a-z-]+))?)"')


class Anchors(HTMLParser):
    """The ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "id" and value]


@pytest.mark.parametrize("slug", TITLES)
def test_every_button_a_chapter_names_exists(slug: str) -> None:
    acts = {act.title.zh for table in procedures() for act in (*table.acts, *filter(None, [table.opening]))}
    menu = {title.zh for _, entries in OFFICE_MENU for title, *_ in entries}
    named = set(BUTTON.findall(source(slug)))
    assert named <= acts | menu, named - acts - menu


@pytest.mark.parametrize("slug", TITLES)
def test_every_picture_of_a_chapter_is_there(slug: str) -> None:
    for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", source(slug)):
        assert finders.find(f"portal/handbook/{name}"), name


@pytest.mark.django_db
@pytest.mark.parametrize("slug", TITLES)
def test_sections_have_anchors_of_their_own_and_are_listed(slug: str) -> None:
    text = Client().get(reverse("portal:help-chapter", args=[slug])).content.decode()
    anchors = [anchor for anchor, _ in chapter(slug).sections]
    assert anchors and len(set(anchors)) == len(anchors) == source(slug).count("\n## ")
    ids = Anchors(text).found
    assert set(anchors) <= set(ids) and len(ids) == len(set(ids))
    assert all(f'href="#{anchor}"' in text for anchor in anchors) and "{#" not in text and "【" not in text


@pytest.mark.django_db
def test_contents_list_every_chapter_and_an_unknown_one_is_not_there() -> None:
    text = Client().get("/help/").content.decode()
    assert all(f'href="/help/{slug}/"' in text for slug in TITLES)
    assert Client().get("/help/none/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("by", "slug"),
    [
        (lambda: officer(HUICHENG), "county"),
        (lambda: approver(HUIZHOU), "prefecture"),
        (lambda: officer(PROVINCE), "province"),
        (lambda: account(Role.EXPERT, None), "expert"),
        (lambda: account(Role.AGENCY, HUICHENG), "firms"),
        (lambda: account(Role.SUPERVISOR, PROVINCE), "oversight"),
        (lambda: account(Role.AUDIT_ADMIN, PROVINCE), "oversight"),
        (lambda: account(Role.SYSTEM_ADMIN, PROVINCE), "administrator"),
    ],
)
def test_help_opens_the_chapter_of_ones_post(by: Any, slug: str) -> None:
    user = by()
    assert for_whom(user) == slug
    client = Client()
    client.force_login(user)
    found = HELP.search(client.get("/work/").content.decode())
    assert found is not None and found[2] == slug
    assert not found[3] or found[3] in {anchor for anchor, _ in chapter(slug).sections}


@pytest.mark.django_db
def test_help_opens_the_section_that_speaks_of_the_page() -> None:
    client = Client()
    client.force_login(officer(HUICHENG))
    for path, anchor in (("/work/", "work"), ("/applications/", "apply"), ("/cultivation/", "cultivate")):
        found = HELP.search(client.get(path).content.decode())
        assert found is not None and found[3] == anchor, path
    found = HELP.search(Client().get("/map/").content.decode())
    assert found is not None and found[1] == "/help/public/#directory"


def test_every_page_of_every_post_leads_to_a_section_that_is_there() -> None:
    views = [
        f"{space}:{name}"
        for space, (_, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    ]
    assert len(views) > 200
    for slug in TITLES:
        anchors = {anchor for anchor, _ in chapter(slug).sections} | {""}
        assert {place(slug, view)[1] for view in views} <= anchors
