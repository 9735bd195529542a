"""My views: a filtered list under a name, one's own alone, never an address outside."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import SavedView
from tests.office import HUICHENG, HUIZHOU, officer

pytestmark = pytest.mark.django_db
AT = "/clusters/?q=%E7%94%B5%E5%AD%90&page=3"


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def shown(by: Account, at: str = "/clusters/") -> str:
    return (
        browser(by)
        .get(f"{reverse('casework:views')}?at={quote(at, safe='')}", headers={"HX-Request": "true"})
        .content.decode()
    )


def test_filtered_list_is_kept_without_its_page_and_opened_again() -> None:
    clerk = officer(HUICHENG)
    answer = browser(clerk).post(reverse("casework:views"), {"at": AT, "name": " 电子 "})
    assert answer["Location"] == "/clusters/?q=%E7%94%B5%E5%AD%90"
    assert 'href="/clusters/?q=%E7%94%B5%E5%AD%90"' in shown(clerk)
    browser(clerk).post(reverse("casework:views"), {"at": "/clusters/?q=x", "name": "电子"})
    assert [(row.name, row.query) for row in SavedView.objects.all()] == [("电子", "q=x")]


def test_view_is_seen_and_put_away_by_its_owner_alone() -> None:
    clerk = officer(HUICHENG)
    browser(clerk).post(reverse("casework:views"), {"at": AT, "name": "电子"})
    row = SavedView.objects.get()
    assert "电子" not in shown(officer(HUIZHOU))
    browser(officer(HUIZHOU)).post(reverse("casework:views"), {"at": "/clusters/", "away": str(row.pk)})
    assert SavedView.objects.exists()
    browser(clerk).post(reverse("casework:views"), {"at": "/clusters/", "away": str(row.pk)})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "at",
    ["https://example.com/clusters/", "//example.com/", "clusters/", "/nowhere/at/all/", "", f"/clusters/?{'a' * 501}"],
)
def test_address_that_is_none_here_is_not_there(at: str) -> None:
    client = browser(officer(HUICHENG))
    assert client.post(reverse("casework:views"), {"at": at, "name": "外"}).status_code == 404
    assert client.get(f"{reverse('casework:views')}?at={quote(at, safe='')}").status_code == 404
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("at", "name", "said"),
    [(AT, "", "请给视图起个名字"), (AT, "长" * 31, "不超过 30 字"), ("/clusters/?page=2", "全部", "还没有筛选")],
)
def test_view_without_name_or_filter_is_refused_in_words(at: str, name: str, said: str) -> None:
    page = browser(officer(HUICHENG)).post(reverse("casework:views"), {"at": at, "name": name}, follow=True)
    assert said in page.content.decode()
    assert not SavedView.objects.exists()


def test_one_list_holds_twenty_views() -> None:
    client = browser(officer(HUICHENG))
    for n in range(21):
        page = client.post(reverse("casework:views"), {"at": f"/clusters/?q={n}", "name": f"视图{n}"}, follow=True)
    assert "最多保存 20 个视图" in page.content.decode()
    assert SavedView.objects.count() == 20


def test_list_fetches_its_views_once_it_stands() -> None:
    page = browser(officer(HUICHENG)).get("/clusters/?q=2025").content.decode()
    assert 'hx-get="/views/?at=%2Fclusters%2F%3Fq%3D2025"' in page
