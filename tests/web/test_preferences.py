"""大字版, high contrast and language in one click."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from jiqun.web.context import here, look


def test_preferences_are_kept_and_lead_back(client: Client) -> None:
    response = client.get("/preferences/", {"big": "1", "contrast": "1", "lang": "en", "next": "/gallery/?page=2"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/gallery/?page=2"
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "big": "1",
        "contrast": "1",
        "lang": "en",
    }


def test_preferences_by_post_need_the_token(client: Client) -> None:
    assert client.post("/preferences/", {"big": "1"}).cookies["big"].value == "1"
    assert Client(enforce_csrf_checks=True).post("/preferences/", {"big": "1"}).status_code == 403


def test_preferences_not_on_the_list_are_ignored(client: Client) -> None:
    assert client.get("/preferences/", {"big": "2", "colour": "red", "sessionid": "x"}).cookies == {}


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "x", ""]
)
def test_preferences_never_lead_outside(client: Client, target: str) -> None:
    assert client.get("/preferences/", {"next": target}).headers["Location"] == "/"


def test_look_reads_the_cookies_and_what_the_roof_put_on_the_request() -> None:
    request = RequestFactory().get("/")
    assert look(request)["big"] is False and look(request)["rail"] == () and look(request)["demo_banner"] is None
    request.COOKIES.update(big="1", contrast="1")
    request.rail = [(None, [("工作台", "/", True, 7)])]  # type: ignore[attr-defined]
    assert look(request)["big"] is True and look(request)["contrast"] is True
    assert look(request)["rail"] == [(None, [("工作台", "/", True, 7)])]


def test_here_drops_the_language_and_does_not_lead_back_to_a_post() -> None:
    assert here(RequestFactory().get("/lists/?lang=en&page=2")) == "/lists/?page=2"
    assert here(RequestFactory().post("/lists/")) == "/"
