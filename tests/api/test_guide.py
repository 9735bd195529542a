"""The guide: every operation of the description, in both languages, readable without an account."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from jiqun.api.guide import parts
from jiqun.api.v1.interface import interface
from jiqun.config import cli
from tests.office import HUICHENG, officer

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_guide_lists_every_operation_of_the_description(client: Client) -> None:
    page = client.get("/api/").content.decode()
    schema = interface.get_openapi_schema()
    described = [(method.upper(), path) for path, methods in schema["paths"].items() for method in methods]
    shown = [(each.method, each.path) for _, operations in parts() for each in operations]
    assert sorted(shown) == sorted(described) and len(shown) >= 20
    assert all(f"<code>{path}</code>" in page for _, path in shown)


def test_every_operation_is_told_in_both_languages() -> None:
    for heading, operations in parts():
        texts = [heading, *(text for each in operations for text in (each.title, each.about))]
        texts += [each.about for operation in operations for each in operation.parameters if each.name != "pk"]
        for text in texts:
            assert CHINESE.search(text.zh) and not CHINESE.search(text.en) and text.en


def test_every_operation_declares_its_refusals() -> None:
    for path, methods in interface.get_openapi_schema()["paths"].items():
        for method, told in methods.items():
            wanted = {"400", "401", "403", "422", "429"} | ({"404"} if "{" in path else set())
            wanted |= {"409"} if method == "post" else set()
            assert wanted <= {str(status) for status in told["responses"]}, path


def test_the_pages_of_the_interface_say_everything_in_english(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    for address in ("/api/tokens/", "/api/hooks/"):
        main = client.get(f"{address}?lang=en").content.decode().split("<main")[1].split("</main>")[0]
        assert not CHINESE.search(main), address


def test_what_has_no_address_there_answers_as_a_machine_reads_it(client: Client) -> None:
    answer = client.get("/api/v1/nothing/at/all")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


def test_the_command_sends_what_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["hooks"]) == 0
    assert capsys.readouterr().out.startswith("新增 0 条，送达 0 条")
