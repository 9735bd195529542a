"""Public pages kept as rendered: never older than the last act, never anybody's own, small on the way."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jiqun.journal.models import Head
from jiqun.register.models import Cluster
from tests.cultivation.cultivated import entered
from tests.office import PROVINCE, officer
from tests.supervision.recognised import recognised

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]
PAGES = ("home", "notices", "lists", "directory", "showcase", "measure")


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_asked_for_again_costs_one_query_and_is_the_same(
    name: str, django_assert_num_queries: Queries
) -> None:
    client, url = Client(), reverse(f"portal:{name}")
    first = client.get(url)
    with django_assert_num_queries(1):
        again = client.get(url)
    assert again.content == first.content and again.status_code == 200
    for header in ("Content-Type", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "ETag"):
        assert again.headers[header] == first.headers[header]
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert {"Cookie", "Accept-Encoding"} <= {each.strip() for each in again.headers["Vary"].split(",")}


def test_any_act_makes_the_next_visitor_see_the_page_anew() -> None:
    client, url = Client(), reverse("portal:directory")
    client.get(url)
    kept = client.get(url).content
    before = Head.objects.get().seq
    entered()
    assert Head.objects.get().seq > before
    cluster = Cluster.objects.get()
    recognised(cluster)
    now = client.get(url).content
    assert now != kept and cluster.name in now.decode()


def test_languages_and_looks_are_kept_apart() -> None:
    url = reverse("portal:home")
    plain = Client().get(url).content.decode()
    for name, value, shown in (("lang", "en", 'lang="en"'), ("big", "1", "big "), ("contrast", "1", "contrast")):
        client = Client()
        client.cookies[name] = value
        for _ in range(2):
            page = client.get(url).content.decode()
            assert shown in page.split("<head>")[0] and page != plain
    assert Client().get(url).content.decode() == plain


def test_who_is_signed_in_never_gets_nor_leaves_a_kept_page() -> None:
    url = reverse("portal:home")
    staff = Client()
    staff.force_login(officer(PROVINCE))
    own = staff.get(url)
    assert own.headers["Cache-Control"] == "no-store" and "ETag" not in own.headers
    stranger = Client().get(url)
    assert stranger.headers["Cache-Control"] != "no-store"
    assert staff.get(url).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/sign-in/", "/workbench/", "/no-such-page/", "/self-check/"])
def test_pages_that_are_not_the_same_for_everybody_are_not_kept(path: str) -> None:
    client = Client()
    assert all("ETag" not in client.get(path).headers for _ in range(2))


def test_page_is_sent_compressed_and_not_again_to_who_has_it() -> None:
    url = reverse("portal:measure")
    plain = Client().get(url)
    packed = Client().get(url, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    unchanged = Client().get(url, headers={"if-none-match": plain.headers["ETag"]})
    assert unchanged.status_code == 304 and unchanged.content == b""


@pytest.mark.parametrize("name", ["web/look.css", "web/jiqun.js", "web/vendor/htmx.min.js"])
def test_static_files_are_sent_compressed_to_who_takes_them_so(name: str) -> None:
    plain = b"".join(Client().get(f"/{settings.STATIC_URL.lstrip('/')}{name}"))
    packed = Client().get(f"/{settings.STATIC_URL.lstrip('/')}{name}", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(b"".join(packed)) == plain


def test_what_a_first_visit_fetches_is_under_100_kb() -> None:
    """The start page with style and scripts, compressed (issue of the portal: 100 kB)."""
    client, headers = Client(), {"accept-encoding": "gzip"}
    page = client.get("/", headers=headers)
    fetched = re.findall(rf'(?:src|href)="({settings.STATIC_URL}[^"]+)"', gzip.decompress(page.content).decode())
    assert len(fetched) >= 4
    files = sum(len(b"".join(client.get(each, headers=headers))) for each in fetched)
    assert len(page.content) + files < 60_000
