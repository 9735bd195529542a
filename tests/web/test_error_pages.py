"""Error pages: calm, bilingual, with a trace id and nothing of the fault; foreign and absent are the same bytes."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_500_names_the_trace_id_and_nothing_of_the_fault(visitor: Client) -> None:
    response = visitor.get("/test/broken/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "系统出了故障，本次操作没有完成" in page
    assert response.headers["X-Request-Id"] in page
    assert "secret detail" not in page and "Traceback" not in page


def test_400_names_the_trace_id(visitor: Client) -> None:
    response = visitor.get("/test/odd/")
    assert response.status_code == 400
    assert "浏览器发来的请求有误" in response.content.decode()
    assert response.headers["X-Request-Id"] in response.content.decode()


def test_403_says_the_reason_escaped(visitor: Client) -> None:
    response = visitor.get("/test/forbidden/")
    assert response.status_code == 403
    assert "&lt;b&gt;只有审核岗可以签批。&lt;/b&gt;" in response.content.decode()


def test_403_for_an_expired_page_says_that_nothing_was_submitted() -> None:
    response = Client(enforce_csrf_checks=True).post("/preferences/", {"big": "1"})
    assert response.status_code == 403
    assert "页面已过期，本次提交没有生效" in response.content.decode()


def test_404_is_the_same_bytes_for_foreign_and_absent(visitor: Client) -> None:
    foreign, absent = visitor.get("/test/cases/2025-449901-003/?a=1"), visitor.get("/no/such/page/")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content
    assert "没有这个页面" in foreign.content.decode()


def test_404_for_staff_is_the_sentence_of_the_house() -> None:
    class Staff:
        is_authenticated = True

    page = render_to_string("404.html", {"user": Staff()})
    assert "<h1>没有这个办件，或不在您的辖区</h1>" in page
    assert page == render_to_string("404.html", {"user": Staff(), "request_path": "/x/", "exception": "other"})


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/no/such/", "There is no such page"),
        ("/test/broken/", "The system failed; the operation was not completed"),
        ("/test/forbidden/", "Your role may not do this"),
        ("/test/odd/", "The browser&#x27;s request could not be read"),
    ],
)
def test_error_pages_speak_english_on_wish(visitor: Client, address: str, heading: str) -> None:
    page = visitor.get(address, {"lang": "en"}).content.decode()
    assert f"<h1>{heading}</h1>" in page and '<html lang="en"' in page
