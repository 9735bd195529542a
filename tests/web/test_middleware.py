"""Language, trace id and headers, through real requests."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from jiqun.bilingual import language
from jiqun.web.trace import TraceFilter


def words(response: Any) -> str:
    return str(response.content.decode().split()[0])


def test_language_is_chinese_without_a_wish(client: Client) -> None:
    response = client.get("/test/spoken/")
    assert words(response) == "zh"
    assert response.cookies == {}


def test_language_of_the_address_is_kept_on_the_device(client: Client) -> None:
    response = client.get("/test/spoken/?lang=en")
    assert words(response) == "en"
    assert response.cookies["lang"].value == "en"
    assert words(client.get("/test/spoken/")) == "en"
    assert language() == "zh"  # nothing leaks out of the request


@pytest.mark.parametrize("wish", ["fr", "", "en\r\nSet-Cookie: x=1"])
def test_language_unknown_is_ignored(client: Client, wish: str) -> None:
    response = client.get("/test/spoken/", {"lang": wish})
    assert words(response) == "zh"
    assert response.cookies == {}


def test_language_holds_while_an_answer_streams(client: Client) -> None:
    response = client.get("/test/stream/?lang=en")
    assert b"".join(response.streaming_content).decode() == "Cluster, output"  # type: ignore[attr-defined]
    assert language() == "zh"


def test_trace_id_is_new_for_each_request_and_never_the_clients(client: Client) -> None:
    first = client.get("/test/spoken/", headers={"X-Request-Id": "forged"})
    second = client.get("/test/spoken/")
    assert first.content.decode().split()[1] == first.headers["X-Request-Id"] != "forged"
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


def test_trace_filter_gives_the_log_the_id() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "x", None, None)
    assert TraceFilter().filter(record) is True
    assert record.trace == "-"


def test_headers_are_on_every_answer(client: Client) -> None:
    headers = client.get("/test/spoken/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Cache-Control" not in headers


@pytest.mark.django_db
def test_answers_to_somebody_signed_in_are_never_stored(client: Client) -> None:
    client.cookies["sessionid"] = "of-somebody"
    assert client.get("/test/spoken/").headers["Cache-Control"] == "no-store"


def test_pages_vary_with_the_cookies_they_are_drawn_from(client: Client) -> None:
    response = client.get("/test/cases/1/")
    assert "Cookie" in response.headers["Vary"]
    assert response.headers["Content-Language"] == "zh-CN"
