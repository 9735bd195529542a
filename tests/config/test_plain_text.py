"""A NUL character is refused before any database sees it (PostgreSQL would answer with an error)."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/directory/?q=%00", "/lists/x/%00/"])
def test_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_nul_in_a_form_is_a_bad_request_and_without_it_the_form_is_read(client: Client) -> None:
    assert client.post("/sign-in/", {"username": "a\0", "password": "b"}).status_code == 400
    assert client.post("/sign-in/", {"username": "a", "password": "b"}).status_code == 200
