"""模拟: findings tried under other figures and readings. Nothing of it is kept, and it is marked as what it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jiqun.config import clock
from jiqun.journal.models import Entry
from jiqun.recognition.forms.whatif import SuppositionForm
from jiqun.recognition.models import BuiltFacts, PreCheck, Round
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, open_round
from tests.recognition.findings import SLOW, browser, imported, page, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


def test_supposed_output_turns_the_verdict_and_nothing_is_kept(row: Round) -> None:
    """The findings themselves stay on the page as they are; the simulation is marked."""
    case = imported(row, **SLOW)
    client = browser(officer(HUICHENG))
    kept = (list(PreCheck.objects.values()), list(BuiltFacts.objects.values()), Entry.objects.count())
    response = client.get(
        reverse("recognition:application-findings", args=[case.pk]), {"suppose": "1", "output": "300000"}
    )
    found = response.context["simulation"]
    assert [(line.id, line.before, line.after) for line in found.turned] == [("13.2.growth", "not_met", "met")]
    assert [str(said) for said in found.supposed] == ["2024 年产值（主导产业、中小企业）增加 300,000 万元"]
    assert len(found.turned) + len(found.moved) + found.unmoved == len(found.lines) == 15
    body = response.content.decode()
    assert ("模拟结果" in body, shown(case)["13.2.growth"].finding["verdict"]) == (True, "not_met")
    assert (list(PreCheck.objects.values()), list(BuiltFacts.objects.values()), Entry.objects.count()) == kept


def test_another_reading_is_tried_without_touching_the_rounds(row: Round) -> None:
    case = imported(row)
    query = {"suppose": "1", "reading-每万人": "population"}
    response = browser(officer(HUICHENG)).get(reverse("recognition:application-findings", args=[case.pk]), query)
    found = response.context["simulation"]
    assert [line.id for line in found.lines if line.moved] == ["13.5.patent_density"]
    assert [str(said) for said in found.supposed] == ["“每万人”按“所在县域常住人口”理解"]
    assert Round.objects.get(pk=row.pk).readings == row.readings


def test_less_of_everything_is_supposed_in_whole_units(row: Round) -> None:
    case = imported(row)
    query = {
        "suppose": "1",
        "output": "-0.000001",
        "co2": "-0.001",
        "area_m2": "45.000001",
        "patents": "-1",
        "lead": "0",
    }
    response = browser(officer(HUICHENG)).get(reverse("recognition:application-findings", args=[case.pk]), query)
    assert response.context["form"].changes == {"output": -1, "co2": -1, "area_m2": 45_000_001, "patents": -1}
    assert [line.id for line in response.context["simulation"].turned] == ["13.2.area"]


@pytest.mark.parametrize(
    ("entered", "said", "in_english"),
    [
        ({"output": "很多"}, "产值请填数字，可带千分位逗号和小数点，减少填负数，如 -500。", "give a number"),
        ({"output": "1.0000001"}, "产值最多 6 位小数（万元）。", "no finer"),
        ({"patents": "1.5"}, "有效发明专利须为整数。", "no finer"),
        ({"output": "9" * 30}, "产值的数字过大，请检查单位。", "too large"),
        ({"output": "1_000"}, "产值请填数字，可带千分位逗号和小数点，减少填负数，如 -500。", "give a number"),
        ({"output": "1e-7000000"}, "产值请填数字，可带千分位逗号和小数点，减少填负数，如 -500。", "give a number"),
        ({"output": "1,00"}, "产值请填数字，可带千分位逗号和小数点，减少填负数，如 -500。", "give a number"),
        ({"lead": "7", "output": "1"}, "请从列表中选择。", "Choose one of the list."),
        ({"sme": "x", "output": "1"}, "请从列表中选择。", "Choose one of the list."),
        ({"output": "9999999999999999"}, "超出系统能够计算的范围", "more than can be computed"),
        ({"output": "-99999999"}, "假设减少", "would be negative"),
        ({"year": "1999", "output": "1"}, "名册没有这一年的数据，请从列表中选择年度。", "Choose a year"),
        ({"reading-每万人": "anybody"}, "口径没有这一取值，请从列表中选择。", "choose one of the list"),
        ({"platform": "99"}, "未应用", "answered"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_a_sentence(
    row: Round, entered: dict[str, str], said: str, in_english: str
) -> None:
    case = imported(row)
    client = browser(officer(HUICHENG))
    for language, words in (("zh", said), ("en", in_english)):
        body = page(client, "application-findings", case.pk, suppose="1", lang=language, **entered)
        assert words in body
        assert 'id="error-summary"' in body and 'class="turned"' not in body


@pytest.mark.parametrize(
    ("entered", "change"),
    [("1,000", 10**9), ("１，０００", 10**9), ("−0.5", -500_000), (" 12.50 ", 12_500_000), ("0", None), ("", None)],
)
def test_a_figure_is_taken_as_pages_print_it(row: Round, entered: str, change: int | None) -> None:
    form = SuppositionForm(imported(row), {"suppose": "1", "output": entered})
    assert (form.is_valid(), form.changes) == (True, {} if change is None else {"output": change})


def test_each_value_stands_with_the_year_it_is_of(row: Round) -> None:
    """A13.2 近三年产值均在…: with less output of 2024 that year decides, and not 2022 as before."""
    case = imported(row)
    query = {"suppose": "1", "output": "-600000", "year": "2024"}
    response = browser(officer(HUICHENG)).get(reverse("recognition:application-findings", args=[case.pk]), query)
    line = next(each for each in response.context["simulation"].lines if each.id == "13.2.output")
    assert [year for _, year in line.values] == ["2022", "2024"]
    assert "<small>2022 年</small>" in response.content.decode()


def test_a_change_too_small_to_be_shown_counts_as_a_change(row: Round) -> None:
    case = imported(row)
    query = {"suppose": "1", "co2": "0.001"}
    response = browser(officer(HUICHENG)).get(reverse("recognition:application-findings", args=[case.pk]), query)
    found = response.context["simulation"]
    (line,) = found.moved
    assert (line.id, line.slight, line.values[0]) == ("13.7.co2_intensity", True, line.values[1])
    assert (found.unmoved, "改变小于所示小数位" in response.content.decode()) == (14, True)


def test_supposing_nothing_says_so(row: Round) -> None:
    body = page(browser(officer(HUICHENG)), "application-findings", imported(row).pk, suppose="1")
    assert "没有填写任何假设" in body
