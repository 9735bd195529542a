"""Feeds, calendar and sitemap tell what the pages tell, no sooner and no more (主动公开)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.test import Client

from jiqun.authorities.hours import ZONE
from jiqun.notices.models import Notice
from jiqun.recognition.models import Round
from jiqun.register.models import Cluster
from tests.office import at
from tests.portal.test_pages import announced, published
from tests.recognition.listed_round import ANNOUNCEMENT, proposed, ranked_round
from tests.recognition.panel_round import Stage
from tests.recognition.prefecture import Office

Queries = Callable[[int], Any]
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A round whose list is signed; pages tell its time."""
    cache.clear()
    found = proposed(ranked_round())
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def entries() -> list[tuple[str, str]]:
    """Title and path of each entry of the feed."""
    answer = Client().get("/feeds/news.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    return [
        (each.findtext(f"{ATOM}title"), urlsplit(each.find(f"{ATOM}link").get("href")).path)
        for each in feed.iter(f"{ATOM}entry")
    ]


def events() -> list[icalendar.Event]:
    answer = Client().get("/feeds/dates.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def addresses() -> list[str]:
    found = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    return [urlsplit(each.text).path for each in found.iter(f"{MAP}loc")]


def test_what_is_not_published_is_in_no_feed(stage: Stage) -> None:
    assert entries() == []
    assert not [each for each in events() if "公示期" in each["summary"]]
    assert not [each for each in addresses() if each.startswith(("/notices/0", "/lists/省"))]


def test_notice_and_list_come_with_their_publication_the_newest_first(stage: Stage) -> None:
    notice = published(stage)
    ((title, path),) = entries()
    assert notice.title in title and path == f"/notices/{notice.pk}/"
    stage.now = at("2025-07-15 09:00")
    stage.signed("announce", ANNOUNCEMENT)
    found = entries()
    assert len(found) == 2 and found[1][1] == f"/notices/{notice.pk}/"
    assert Client().get(found[0][1]).status_code == 200


def test_every_entry_of_the_demonstration_says_so(stage: Stage) -> None:
    notice = published(stage)
    Notice.objects.update(items=[each | {"invented": True} for each in notice.items], title="拟认定名单的公示")
    assert [title for title, _ in entries()] == ["拟认定名单的公示（演示）"]
    assert "（演示）" in str(events()[0]["summary"])


def test_calendar_holds_the_whole_period_and_the_deadlines(stage: Stage) -> None:
    notice = published(stage)
    (period,) = [each for each in events() if "公示期" in each["summary"]]
    assert notice.starts_on and notice.ends_on
    assert period.decoded("dtstart") == notice.starts_on
    assert period.decoded("dtend") == notice.ends_on + timedelta(days=1)
    assert str(period["url"]).endswith(f"/notices/{notice.pk}/")


def test_open_round_has_its_two_deadlines(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    office.open_round()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    found = {str(each["summary"]).split("：")[0]: each.decoded("dtstart") for each in events()}
    round_ = Round.objects.get()
    assert found == {
        "县级申报截止": round_.county_deadline.astimezone(ZONE).date(),
        "市级推荐截止": round_.prefecture_deadline.astimezone(ZONE).date(),
    }


def test_feeds_only_read(db: None) -> None:
    for address in ("/feeds/news.atom", "/feeds/dates.ics", "/sitemap.xml", "/robots.txt"):
        assert Client().post(address).status_code == 405


def test_sitemap_names_pages_that_are_there(stage: Stage) -> None:
    announced(stage)
    found = addresses()
    assert len(found) == len(set(found)) and {"/", "/map/", "/directory/"} <= set(found)
    assert {f"/directory/{pk}/" for pk in Cluster.objects.public().values_list("pk", flat=True)} <= set(found)
    assert {Client().get(path).status_code for path in found} == {200}


def test_robots_leave_the_office_alone_and_find_the_sitemap(db: None) -> None:
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /applications/\n" in text and "Sitemap: http://testserver/sitemap.xml" in text
    public = [path for path in addresses() if path != "/"]
    closed = [line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Disallow")]
    assert not [path for path in public if path.startswith(tuple(closed))]


def test_feeds_cost_as_many_queries_however_much_there_is(stage: Stage, django_assert_num_queries: Queries) -> None:
    announced(stage)
    with django_assert_num_queries(4):
        Client().get("/feeds/news.atom")
    with django_assert_num_queries(3):
        Client().get("/feeds/dates.ics")
