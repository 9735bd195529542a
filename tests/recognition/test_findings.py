"""对标核验 (Article 13) in the browser: law beside findings, down to the rows, and tried under other figures."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from jiqun import law
from jiqun.authorities.models import Role
from jiqun.bilingual import speaking
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.documents.errors import NoChineseFont
from jiqun.facts.declarations import BY_NAME
from jiqun.instruments.queries import amounts
from jiqun.law import receipts, units
from jiqun.recognition.models import PreCheck, Round
from jiqun.recognition.queries import findings
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views import findings_files
from tests.office import HUICHENG, HUIDONG, PROVINCE, account, approver, officer
from tests.recognition.applicant import NOW, do, open_round, start
from tests.recognition.findings import SLOW, browser, imported, page, roster, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


# ── law and findings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_each_condition_leads_to_its_words_and_each_word_to_its_condition(row: Round) -> None:
    case = imported(row)
    body = page(browser(officer(HUICHENG)), "application-findings", case.pk)
    norms = precheck.measure_of(application_of(case).round).norms
    assert len(norms) == 43
    for norm in norms:
        words = f'id="q-{norm.id}" href="#{norm.id}">{norm.quote}</a>'
        assert (words in body, f'id="{norm.id}"' in body, f'href="#q-{norm.id}"' in body) == (True, True, True), norm.id


def test_what_is_not_met_stands_on_top_and_says_how_far_it_is(row: Round) -> None:
    case = imported(row, **SLOW)
    body = page(browser(officer(HUICHENG)), "application-findings", case.pk)
    growth = shown(case)["13.2.growth"]
    assert (growth.finding["verdict"], growth.limit, growth.margin[0]) == ("not_met", "＞ 10%", "-")
    assert f'<a href="#13.2.growth">{growth.condition.title.zh}</a>' in body
    assert growth.distance is not None
    assert growth.distance.zh.startswith("2024 年产值再增加 ") and growth.distance.zh.endswith("即达到门槛")
    assert growth.distance.zh in body


def test_a_norm_met_narrowly_says_what_would_undo_it_and_others_nothing(row: Round) -> None:
    found = shown(imported(row, area_km2=95))
    assert str(found["13.2.area"].distance) == "占地面积再增加 5.000001 平方公里，即不再符合"
    assert [found[norm].distance for norm in ("13.2.output", "13.3.firms", "13.2.pillar")] == [None, None, None]


def test_a_value_of_one_year_names_the_year_and_branches_their_limits(row: Round) -> None:
    found = shown(imported(row))
    assert (found["13.2.output"].deciding, found["13.2.growth"].deciding) == ("2022", "")
    assert found["13.3.firms"].bar is not None and found["13.3.firms"].limit.startswith("≥ ")
    assert (found["13.7.co2_intensity"].limit, found["13.7.co2_intensity"].bar) == ("持续下降", None)
    assert (found["13.1.safety"].limit, found["13.6.software"].limit) == ("未发生", "稳步提升")


def test_a_change_is_headed_as_one_and_not_as_the_rate_of_a_year(row: Round) -> None:
    """A13.6 工业软件应用率稳步提升, A13.7 二氧化碳排放强度持续下降."""
    case = imported(row)
    found = shown(case)
    software, carbon = found["13.6.software"], found["13.7.co2_intensity"]
    assert software.value == "较上年 +" + units.shifted(software.finding["value"], 2) + "\u00a0个百分点"
    assert carbon.value == "较上年 −" + carbon.finding["value"].removeprefix("-") + "\u00a0吨/万元"
    assert [limit for *_, limit in carbon.parts] == ["＜ 0 吨/万元"] * 2
    assert software.value in page(browser(officer(HUICHENG)), "application-findings", case.pk)
    with speaking("en"):
        english = shown(case)["13.7.co2_intensity"]
        assert english.value.startswith("−") and english.value.endswith(" t per 10,000 yuan on the year before")


def test_branches_go_by_their_titles_in_both_languages(row: Round) -> None:
    case = imported(row)
    assert shown(case)["13.3.firms"].parts[0][0] == "主导产业的国家级单项冠军或“小巨人”"
    with speaking("en"):
        assert shown(case)["13.3.firms"].parts[0][0] == "National champions or little giants of the lead industry"


def test_lines_of_efficiency_are_titled_and_give_their_figures() -> None:
    """A13.7 能效水平: what a finding rests on stands in the table of inputs, in the unit of the line."""
    given = {"label": "钢材单耗（A）", "year": 2024, "value": "4.35", "unit": "千克标准煤/吨", "missing": 0, "fact": ""}
    assert (findings.input_shown(given).value, findings.gap_of(given)) == ("4.35 千克标准煤/吨", None)
    with speaking("en"):
        assert findings.input_shown(given).value == "4.35 kgce/t"
    part = {"id": "13.7.energy.1", "title": "2024 年钢材（A）", "quote": "能效水平高于行业基准值"}
    assert findings.title_of(part) == "2024 年钢材（A）"


def test_missing_figures_are_named_with_their_rows(row: Round) -> None:
    found = shown(imported(row, blank=2))
    assert {i["missing"] for i in found["13.2.growth"].finding["inputs"]} == {0, 1}
    assert str(found["13.2.growth"].missing) == "2024 年产值 1 行未填"
    assert str(found["13.2.area"].missing) == "None"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"label": "产值", "year": 2021, "value": None, "unit": "分", "missing": 0}, "缺 2021 年数据"),
        ({"label": "占地面积", "year": None, "value": None, "unit": "平方米", "missing": 0}, "占地面积未填"),
        ({"label": "产值", "year": 2021, "value": 5, "unit": "分", "missing": 3}, "2021 年产值 3 行未填"),
        ({"label": "产值", "year": 2021, "value": 5, "unit": "分", "missing": 0}, "None"),
    ],
)
def test_a_gap_is_a_year_a_figure_or_rows(given: dict[str, Any], said: str) -> None:
    assert str(findings.gap_of(given)) == said


@pytest.mark.parametrize("query", [{}, {"suppose": "1", "output": "500", "year": "2024"}])
def test_findings_cost_few_queries_printed_anew_or_not(
    row: Round, query: dict[str, str], django_assert_max_num_queries: Any
) -> None:
    case = imported(row, **SLOW)
    client = browser(officer(HUICHENG))
    page(client, "application", case.pk)  # once a minute the session is written
    for _ in range(2):
        with django_assert_max_num_queries(12):
            page(client, "application-findings", case.pk, **query)


def test_another_countys_findings_are_not_there(row: Round) -> None:
    case = imported(row)
    addresses = ("application-findings", "application-rows", "findings-pdf", "findings-record")
    for by in (officer(HUIDONG), account(Role.SYSTEM_ADMIN, PROVINCE)):
        client = browser(by)
        answers = {client.get(reverse(f"recognition:{name}", args=[case.pk])).status_code for name in addresses}
        assert answers == {404}


def test_findings_are_read_in_english(row: Round) -> None:
    case = imported(row, **SLOW)
    body = page(browser(officer(HUICHENG)), "application-findings", case.pk, lang="en", suppose="1", output="500")
    for words in ("would reach the limit", "Suppose: Output of 2024", "Evaluation record", "Other readings"):
        assert words in body


def test_a_limit_in_english_is_the_same_amount() -> None:
    """40 亿元 is 4,000 million yuan."""
    assert amounts.amount("40", "亿元") == "40 亿元"
    with speaking("en"):
        assert amounts.amount("40", "亿元") == "4,000 million yuan"
        assert (amounts.amount("100", "平方公里"), amounts.written("1/10", "")) == ("100 km²", "10%")


# ── down to the rows ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_input_opens_to_rows_that_add_up_to_it(row: Round) -> None:
    """The number on the page of rows is the number of the finding, fact by fact."""
    case = imported(row)
    client = browser(officer(HUICHENG))
    inputs = {
        (i["fact"], i["year"]): i["value"] for f in shown(case).values() for i in f.finding["inputs"] if i["year"]
    }
    assert len(inputs) > 20
    for (fact, year), value in inputs.items():
        if value:
            answer = client.get(reverse("recognition:application-rows", args=[case.pk]), {"fact": fact, "year": year})
            assert answer.context["opened"].behind.total == value
            assert str(units.read(value, BY_NAME[fact].unit)) in answer.content.decode()


def test_rows_without_a_figure_are_listed_by_themselves(row: Round, django_assert_max_num_queries: Any) -> None:
    case = imported(row, blank=2)
    client = browser(officer(HUICHENG))
    page(client, "application", case.pk)  # once a minute the session is written
    with django_assert_max_num_queries(12):
        body = page(client, "application-rows", case.pk, fact="output", year=2024)
    assert "未填或待定" in body
    blank = page(client, "application-rows", case.pk, fact="output", year=2024, blank=1)
    assert (blank.count("</i></a></dd>"), "共 1 条" in blank) == (2, True)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"fact": "output"},
        {"fact": "no_such", "year": "2024"},
        {"fact": "below_lines", "year": "2024"},
        {"fact": "output", "year": "1999"},
        {"fact": "output", "year": "²024"},
        {"fact": "output", "year": "9" * 40},
    ],
)
def test_rows_of_what_is_no_fact_are_not_there(row: Round, query: dict[str, str]) -> None:
    case = imported(row)
    client = browser(officer(HUICHENG))
    address = reverse("recognition:application-rows", args=[case.pk])
    answered = client.get(address, query)
    assert (answered.status_code, "没有这一项或这个年度的数据。" in answered.content.decode()) == (404, True)
    assert client.get(address, {"fact": "output", "year": "2024"}).status_code == 200


# ── to take away ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_record_is_computed_again_to_the_same_findings(row: Round) -> None:
    case = imported(row, **SLOW)
    response = browser(officer(HUICHENG)).get(reverse("recognition:findings-record", args=[case.pk]))
    assert response["Content-Disposition"].startswith("attachment;")
    again = receipts.replay(receipts.read(response.content.decode()))
    assert again.text is not None
    told = {each["id"]: each["verdict"] for each in json.loads(again.text)["findings"]}
    kept = {each["id"]: each["verdict"] for each in PreCheck.objects.get(pk=case.pk).zh["findings"]}
    assert (list(again.differences), told) == ([], kept)


def taken(case: Case) -> dict[str, Any]:
    """The record as it is taken away."""
    response = browser(officer(HUICHENG)).get(reverse("recognition:findings-record", args=[case.pk]))
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_the_record_names_the_workbook_as_it_was_called_and_no_engine(row: Round) -> None:
    case = imported(row)
    found = taken(case)
    sha256 = application_of(case).roster.file_sha256  # type: ignore[union-attr]
    assert (found["source"], found["sql"]) == ({"name": "名册.xlsx", "sha256": sha256}, None)
    assert len(sha256) == 64


def test_the_record_after_a_correction_names_no_workbook(row: Round) -> None:
    """The roster is no longer that of the file; the record is replayed all the same."""
    case = imported(row)
    firm = next(line.uscc for line in roster().firm_years if line.year == 2024)
    entered = {"uscc": firm, "year": 2024, "reason": "企业 3 月 18 日盖章的更正说明", "output": "1234.5"}
    do(case, "correct_firm", officer(HUICHENG), key="correct", **entered)
    found = taken(Case.objects.get(pk=case.pk))
    assert found["source"] is None
    assert receipts.replay(receipts.read(receipts.sealed(found))).same


def test_the_record_says_where_it_differs_from_the_findings_kept(row: Round) -> None:
    case = imported(row)
    assert taken(case)["notices"] == []
    kept = PreCheck.objects.get(pk=case.pk)
    area = next(each for each in kept.zh["findings"] if each["id"] == "13.2.area")
    area["verdict"], kept.zh["receipt"]["code"] = "not_met", "jiqun 0.0.9"
    kept.save()
    (notice,) = taken(case)["notices"]
    assert notice["zh"] == ("下列条件现在的测算结果与页面保存的不同：占地面积；页面保存的结果由程序 jiqun 0.0.9 算出。")
    assert receipts.replay(receipts.read(receipts.sealed(taken(case)))).same


def test_the_record_carries_the_interpretations_of_the_round(row: Round) -> None:
    """A18: what the call pinned is in the record, and the reading is no simulation."""
    answer = law.Interpretation(
        "粤工信服务函〔2025〕9号", date(2025, 1, 2), "张三", "每万人", "population", date(2025, 1, 2), "条文未明"
    )
    row.interpretations, row.readings = [answer.plain()], {**row.readings, "每万人": "population"}
    row.save()
    found = taken(imported(row))
    assert found["interpretations"] == [answer.plain()]
    warned = [each for each in found["result"]["warnings"] if "每万人" in each]
    assert warned == ["口径“每万人”取“所在县域常住人口”，由解释粤工信服务函〔2025〕9号（张三，2025-01-02）确定。"]
    density = next(each for each in found["result"]["findings"] if each["id"] == "13.5.patent_density")
    assert [each[:3] for each in density["basis"]] == ["解释："]


def test_the_document_is_a_pdf(row: Round) -> None:
    response = browser(approver(HUICHENG)).get(reverse("recognition:findings-pdf", args=[imported(row).pk]))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_where_nothing_can_be_typeset_the_page_says_why(row: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> bytes:
        raise NoChineseFont

    monkeypatch.setattr(findings_files.printed, "pdf", refuse)
    address = reverse("recognition:findings-pdf", args=[imported(row).pk])
    assert "系统中没有中文字体" in browser(officer(HUICHENG)).get(address, follow=True).content.decode()


def test_without_a_roster_there_is_nothing_to_take_away(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    for name in ("findings-pdf", "findings-record", "application-rows"):
        assert client.get(reverse(f"recognition:{name}", args=[case.pk])).status_code == 404
