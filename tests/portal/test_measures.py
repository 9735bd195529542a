"""The public's pages of measures: every one of the library, and what was published about it since (A18, A19)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun import law
from jiqun.instruments.queries import day_in_force
from jiqun.portal.quotes import pieces
from tests.instruments.desk import ANSWER, EXTENSION, answered, asked, registered
from tests.office import at
from tests.portal.visitor import TYPE, UPLOAD, shown, typed
from tests.recognition.prefecture import Office

GD = "gd_2023_4"


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office, whose pages tell its time."""
    cache.clear()
    found = Office(now=at("2025-04-21 09:00"))
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def page(measure: str = GD, lang: str = "zh") -> str:
    reply = Client().get(reverse("portal:measure-text", args=[measure]), {"lang": lang})
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("name", law.library())
def test_every_measure_can_be_read_with_its_norms_readings_and_parameters(office: Office, name: str) -> None:
    """Deep links for each clause, norm, reading and parameter; the standing of each measure of the library."""
    found, said = law.load(name), page(name)
    for clause in (each for top in found.clauses for each in top.walk()):
        assert f'id="{clause.anchor}"' in said
    for norm in found.norms:
        assert f'id="n-{norm.id}"' in said
    for key in found.readings:
        assert f'id="r-{key}"' in said
    for parameter in found.parameters(day_in_force(found, office.now.date())).values():
        assert f'id="p-{parameter.id}"' in said
    for other in law.library():
        assert law.load(other).title in said


def test_a_text_that_is_not_official_says_so_at_its_clauses(office: Office) -> None:
    assert "示例，自拟文字，非正式文本" in page("yn_example")
    assert "为示例，不是正式办法" in page("yn_example")
    assert "非正式文本" not in page(GD)


def test_a_measure_that_is_not_in_the_library_is_not_found(office: Office) -> None:
    assert Client().get(reverse("portal:measure-text", args=["gd_1999_1"])).status_code == 404


def test_the_words_a_norm_quotes_lead_to_it(office: Office) -> None:
    """A13.2: every quote is a link to its norm, the rest of the clause is plain."""
    assert '<a href="#n-13.2.growth">产值年均增速高于10%</a>' in page()
    found = law.load(GD)
    clause = found.clause("A13.2")
    cut = pieces(clause.text, [norm for norm in found.norms if norm.clause == "A13.2"])
    assert "".join(text for text, _ in cut) == clause.text
    assert ("占地面积不超过100平方公里", "13.2.area") in cut


@pytest.mark.parametrize(("public", "in_force"), [("on", True), ("", False)])
def test_a_published_extension_carries_the_self_check_on_an_unpublished_one_does_not(
    office: Office, public: str, in_force: bool
) -> None:
    """A19: the public is held to documents it can read; the extension is named on the result."""
    office.now = at("2026-03-10 09:00")
    registered(office, EXTENSION, public=public)
    said = page()
    assert (EXTENSION["document"] in said) is in_force
    reply = typed(on="2026-03-10", base="2025")
    assert reply.status_code == (200 if in_force else 422)
    assert (EXTENSION["document"] in reply.content.decode()) is in_force
    first = "2026-03-10" if in_force else "2026-02-27"
    assert f'name="on" value="{first}"' in Client().get(reverse(UPLOAD)).content.decode()


@pytest.mark.parametrize(("public", "verdict"), [("on", "待核"), ("", "符合")])
def test_a_published_interpretation_fixes_the_reading_of_the_self_check(
    office: Office, public: str, verdict: str
) -> None:
    """A18: from 1 May 2025 每万人 is by residents, whose number was not given."""
    answered(office, asked(office), public=public)
    office.now = at("2025-05-10 09:00")
    said = page()
    assert (ANSWER["document"] in said) is bool(public)
    assert ("已由解释确定：所在县域常住人口" in said) is bool(public)
    form = Client().get(reverse(TYPE)).content.decode()
    assert ("所在县域常住人口（默认）" in form) is bool(public)
    reply = typed(on="2025-05-10")
    assert shown(reply)["13.5.patent_density"] == verdict
    result = reply.content.decode()
    assert ("解释确定的口径" in result) is bool(public)
    assert "仅为模拟测算" not in result


def test_the_nearest_day_in_force_is_never_a_later_one() -> None:
    found = law.load(GD)
    days = ("2025-03-20", "2026-02-27", "2026-02-28", "2030-01-01", "2020-01-01")
    assert [str(day_in_force(found, date.fromisoformat(day))) for day in days] == [
        "2025-03-20",
        "2026-02-27",
        "2026-02-27",
        "2026-02-27",
        "2023-02-28",
    ]
