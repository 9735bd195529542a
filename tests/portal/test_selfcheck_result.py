"""What can be done on the result of a self-check without sending anything twice, and what it says of each measure."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun import law
from jiqun.facts.rows import INCIDENT_KINDS, RegisterSearch
from jiqun.portal.selfcheck.entries import LATEST, OF_CLUSTER, YEARLY
from tests.law.rosters import incident
from tests.office import at
from tests.portal.visitor import AGAIN, NAME, TYPE, UPLOAD, again, carried, entries, good_workbook, typed, upload


@pytest.fixture(autouse=True)
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """20 March 2025, nobody counted yet."""
    cache.clear()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: at("2025-03-20 10:00"))


def change_form(answered: Any) -> dict[str, str]:
    """What the button 修改数据 sends."""
    said = answered.content.decode()
    form = said[said.index('id="change"') :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")]))


# ── another look ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wish", "shows"),
    [
        ("lang=en", "Result of the self-check"),
        ("big=1", 'class="big '),
        ("contrast=1", 'contrast">'),
    ],
)
def test_another_look_keeps_the_result(wish: str, shows: str) -> None:
    """The switches send again what the page carries, and the wish is remembered."""
    first, client = typed(), Client()
    assert f'formaction="{reverse(AGAIN)}?keep=1&amp;{wish}"' in first.content.decode()
    answered = client.post(f"{reverse(AGAIN)}?keep=1&{wish}", {"carried": carried(first), "on": "2025-03-20"})
    said = answered.content.decode()
    assert (answered.status_code, NAME in said, shows in said) == (200, True, True)
    name, _, value = wish.partition("=")
    assert client.cookies[name].value == value
    assert shows not in first.content.decode()


def test_another_look_keeps_what_was_typed() -> None:
    """Also before it was computed, and beside an error."""
    client = Client()
    for page in (client.get(reverse(TYPE)), typed(client, output_2024="约60亿")):
        assert f'formaction="{reverse(TYPE)}?keep=1&amp;lang=en"' in page.content.decode()
    answered = client.post(f"{reverse(TYPE)}?keep=1&lang=en", entries(output_2022=""))
    said = answered.content.decode()
    assert (answered.status_code, 'name="output_2024" value="680,000"' in said) == (200, True)
    assert "Totals by year" in said
    assert 'class="error"' not in said  # nothing is judged yet


def test_enter_in_a_field_computes_and_changes_no_look() -> None:
    """The first button of the form is the one Enter presses."""
    said = Client().get(reverse(TYPE)).content.decode()
    first = re.search(r'<button[^>]*form="totals"[^>]*>', said)
    assert first
    assert "formaction" not in first.group()


def test_a_refused_upload_leads_back_to_its_form() -> None:
    said = upload(b"").content.decode()
    assert "next=/self-check/%3Fmeasure%3Dgd_2023_4" in said.replace("%2F", "/")


def test_the_address_of_a_result_leads_to_the_form() -> None:
    answered = Client().get(reverse(AGAIN))
    assert (answered.status_code, answered.headers["Location"]) == (302, reverse(UPLOAD))


# ── changing what was typed ──────────────────────────────────────────────────────────────────────────────


def test_typed_figures_can_still_be_changed_after_computing_again() -> None:
    """With the day and the readings of the last result."""
    answered = again(typed(), **{"reading_年均": "arithmetic"})
    found = change_form(answered)
    assert (found["output_2024"], found["base"], found["reading_年均"]) == ("680,000", "2024", "arithmetic")
    said = Client().post(reverse(TYPE), found | {"change": "1"}).content.decode()
    assert 'name="output_2024" value="680,000"' in said
    assert '<option value="arithmetic" selected>' in said


def test_a_workbook_offers_no_figures_to_change() -> None:
    assert 'id="change"' not in again(upload(good_workbook())).content.decode()


# ── days to come ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "changes",
    [
        {"searches": (RegisterSearch("信用中国", date(2099, 1, 1), frozenset(INCIDENT_KINDS)),)},
        {"incidents": (incident("安全事故", "较大", date(2099, 1, 1)),)},
    ],
)
def test_a_workbook_with_a_day_to_come_is_refused(changes: dict[str, Any]) -> None:
    """A13.1: nobody has searched a register tomorrow."""
    answered = upload(good_workbook(**changes))
    assert (answered.status_code, "晚于今天的日期（2099-01-01）" in answered.content.decode()) == (422, True)


# ── each measure by its own clauses ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", law.library())
def test_the_form_cites_the_measure_chosen(name: str) -> None:
    """No clause of another measure, and none where the measure does not ask for the figure."""
    said = Client().get(reverse(TYPE), {"measure": name}).content.decode()
    form = said[said.index('id="totals"') :]
    cited = {
        "gd_2023_4": ("第十三条（二）", "第十三条（七）"),
        "miit_2022_119": ("附件1（一）", "附件1（六）"),
        "yn_example": ("第二条（二）", "第二条（五）"),
    }[name]
    for clause in cited:
        assert clause in form
    assert ("第十三条" in form) is (name == "gd_2023_4")


def test_every_figure_asked_for_has_its_topic_in_the_provinces_measure() -> None:
    topics = {norm.topic for norm in law.load("gd_2023_4").norms if norm.computed}
    assert {entry.topic for entry in (*YEARLY, *LATEST, *OF_CLUSTER)} <= topics


def test_a_blank_form_leaves_open_norms_folded() -> None:
    """What is missing stands above them, each with the way to its norm."""
    said = Client().post(reverse(TYPE), {"on": "2025-03-20", "base": "2024"}).content.decode()
    assert '<details id="n-13.2.output">' in said
    assert '<a href="#n-13.2.output">' in said
    assert '<details id="n-13.2.area" open>' in typed(area_m2="120").content.decode()


def test_a_lead_code_not_given_is_said_so() -> None:
    """A13.7: without a code there is nothing to narrow."""
    said = typed(lead_codes="").content.decode()
    assert "主导产业代码未填，请补充，以确定是否属于高耗能行业" in said
    assert "只有一部分属于" not in said
    assert "名册" not in said[said.index("<h2>") : said.index("逐条测算")]
