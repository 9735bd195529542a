"""Article 14(二) in the browser: the pages of the prefecture's review, who reads them, what they cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.recognition.models import Application, Conclusion
from jiqun.recognition.queries import conditions, readiness
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, ZHONGSHAN, account, officer
from tests.recognition.prefecture import Office, conclusions

LINKS = {"企业名册": "application-roster", "三年目标": "set-goals"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: Any) -> Office:
    made = Office()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: made.now)
    return made


@pytest.fixture
def round_(office: Office) -> Case:
    return office.open_round()


@pytest.fixture
def case(office: Office, round_: Case) -> Case:
    made = office.application(round_, "惠城五金集群")
    office.act(made, "accept", officer(HUIZHOU))
    return made


def sent(client: Client, case: Case, page: str, data: dict[str, Any]) -> Any:
    """A form as a browser posts it."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    return client.post(f"/applications/{case.pk}/{page}/", {**data, "version": version, "key": f"{page}-{version}"})


def test_conclude_page_stands_law_beside_findings(case: Case, client: Client) -> None:
    """A13, A14.2: the clause with its words marked, what was computed, and what the officer may say of it."""
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/applications/{case.pk}/conclude/").content.decode()
    assert "<mark>产值年均增速高于10%</mark>" in page
    assert "系统测算，不作为审核结论" in page
    assert "10.80%" in page
    assert page.count('name="verdict_') == 45
    assert '<option value="met">确认：符合</option>' in page
    assert "提供集群四至图" in page


def test_conclude_page_keeps_what_was_entered_when_refused(case: Case, client: Client) -> None:
    """Bad input: nothing that was entered is lost."""
    client.force_login(officer(HUIZHOU))
    answer = sent(client, case, "conclude", {"verdict_13.2.area": "not_met", "reason_13.2.area": "含水域面积"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "含水域面积" in page
    assert "请上传依据文件" in page
    assert not Conclusion.objects.exists()


def test_prefecture_goes_from_conclusions_to_recommendation_in_the_browser(case: Case, client: Client) -> None:
    """A14.2: each step by its page."""
    client.force_login(officer(HUIZHOU))
    assert sent(client, case, "conclude", conclusions(case)).status_code == 302
    arrange = f"/visits/arrange/site_check/?about={case.pk}"
    assert "从企业名册第 1 版的 12 家企业中抽取" in client.get(arrange).content.decode()
    Office(keys=50).checked(case)
    page = client.get(f"/applications/{case.pk}/visits/").content.decode()
    assert page.count("实地抽查") > 1 and "通过" in page
    assert "条件均已作出结论" in client.get(f"/applications/{case.pk}/recommend/").content.decode()
    assert sent(client, case, "recommend", {"rank": "1", "opinion": "同意推荐"}).status_code == 302
    assert Case.objects.get(pk=case.pk).pending is True


def test_return_for_correction_posted_as_rows(case: Case, client: Client) -> None:
    """A14.2: the browser sends two lists side by side; blank rows are dropped."""
    client.force_login(officer(HUIZHOU))
    version = Case.objects.get(pk=case.pk).version
    url = f"/do/application/{case.pk}/return_for_correction/"
    form = client.get(url).content.decode()
    assert form.count('name="items_place"') == 12
    assert "申报表：" in form
    rows = {"items_place": ["roster", "", "goals"], "items_text": ["缺 2021 年数据", "", "目标无单位"]}
    assert client.post(url, {**rows, "version": version, "key": "k"}).status_code == 302
    told = Application.objects.get(pk=case.pk).corrections.order_by("pk").values_list("place", "text")
    assert list(told) == [("roster", "缺 2021 年数据"), ("goals", "目标无单位")]
    client.force_login(officer(HUICHENG))
    page = client.get(f"/applications/{case.pk}/").content.decode()
    links = {name: reverse(f"recognition:{url}", args=[case.pk]) for name, url in LINKS.items()}
    assert f'<b><a href="{links["企业名册"]}">企业名册</a></b>：缺 2021 年数据' in page
    assert f'<b><a href="{links["三年目标"]}">三年目标</a></b>：目标无单位' in page


def test_recommend_page_says_what_is_open(case: Case, client: Client) -> None:
    """A refusal has a reason: the page says what is missing before anything is entered."""
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/applications/{case.pk}/recommend/").content.decode()
    assert "还有 45 项条件未作结论" in page
    assert "未记录实地抽查" in page


@pytest.mark.parametrize("page", ["conclude", "visits", "recommend", "review", "qualify"])
def test_pages_of_a_foreign_application_look_absent(case: Case, client: Client, page: str) -> None:
    """Territory: 404 alike."""
    client.force_login(officer(ZHONGSHAN))
    assert client.get(f"/applications/{case.pk}/{page}/").status_code == 404


def test_review_is_read_by_prefecture_and_province_not_by_the_county(
    office: Office, case: Case, client: Client
) -> None:
    """A14.2: rank and opinion are not the county's to read, nor an expert's."""
    office.concluded(case)
    office.checked(case)
    office.signed(case, "recommend", HUIZHOU, {"rank": "7", "opinion": "惠州意见"})
    for code in (HUIZHOU, PROVINCE):
        client.force_login(officer(code))
        assert "惠州意见" in client.get(f"/applications/{case.pk}/review/").content.decode()
    for reader in (officer(HUICHENG), account(Role.EXPERT, None)):
        client.force_login(reader)
        assert client.get(f"/applications/{case.pk}/review/").status_code == 404


def test_candidates_compare_a_prefectures_applications(
    office: Office, round_: Case, case: Case, client: Client
) -> None:
    """A14.2: key figures, conclusions, site check, rank, quota in one table; drafts and foreign ones are not there."""
    office.concluded(case)
    office.checked(case)
    office.signed(case, "recommend", HUIZHOU, {"rank": "1", "opinion": "同意"})
    office.application(round_, "惠东家具集群", HUIDONG)
    office.application(round_, "未提交集群", HUIDONG, state="drafting")
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/rounds/{round_.pk}/candidates/").content.decode()
    assert page.index("惠城五金集群") < page.index("惠东家具集群")
    assert "未提交集群" not in page
    assert "56 亿元" in page
    assert "1 / 3" in page
    client.force_login(officer(ZHONGSHAN))
    assert "惠城五金集群" not in client.get(f"/rounds/{round_.pk}/candidates/").content.decode()
    client.force_login(officer(HUICHENG))
    assert client.get(f"/rounds/{round_.pk}/candidates/").status_code == 404


def test_candidates_of_the_province_ask_for_a_prefecture(round_: Case, case: Case, client: Client) -> None:
    """The province chooses; nothing is compared across prefectures."""
    client.force_login(officer(PROVINCE))
    assert "请选择地级以上市" in client.get(f"/rounds/{round_.pk}/candidates/").content.decode()
    page = client.get(f"/rounds/{round_.pk}/candidates/?prefecture={HUIZHOU}").content.decode()
    assert "惠城五金集群" in page


def test_what_is_open_costs_three_queries(case: Case, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Budget of a case page: the application is read once, what is open takes two."""
    fresh = Case.objects.get(pk=case.pk)
    with django_assert_num_queries(1):
        application = application_of(fresh)
    with django_assert_num_queries(3):
        readiness.open_points(application)
    with django_assert_num_queries(3):  # without a kept pre-check the facts are read as well
        assert len(conditions.conditions(application)) == 45


def test_a_clause_is_cut_where_its_conditions_quote_it() -> None:
    """A13: pieces together are the clause, word for word; words quoted twice belong to the first."""

    def quoting(name: str, quote: str, computed: str = "met") -> conditions.Condition:
        return conditions.Condition(name, "A13", Text("", ""), quote, computed, None, None, False)

    own = [quoting("a", "乙丙"), quoting("b", "丙丁", "judgement"), quoting("c", "没有")]
    assert conditions.pieces("甲乙丙丁戊", own) == (
        ("甲", "", False),
        ("乙丙", "a", True),
        ("丁", "b", False),
        ("戊", "", False),
    )
    assert conditions.pieces("甲", []) == (("甲", "", False),)
    assert conditions.pieces("", own) == ()
