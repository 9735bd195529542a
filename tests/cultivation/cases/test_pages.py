"""Pages of typical cases: the county's draft, the prefecture's list, the public's showcase (Article 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun.config import clock
from jiqun.cultivation.models import CasePicture
from tests.cultivation.brands.brands import shown
from tests.cultivation.cases import county
from tests.cultivation.cases.county import begin, published, selected, signed, submitted
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, officer
from tests.supervision.recognised import recognised

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of these tests."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: county.NOW)


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_county_writes_at_the_desk_and_reads_its_draft(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    case = begin()
    assert "报送前还须处理 3 处" in page(client, "cultivation:case", case.pk)
    assert "每行一段" in page(client, "forms:section", case.pk, 1)
    county.write(case)
    county.add_picture(case)
    html = page(client, "cultivation:case", case.pk)
    assert (
        "<strong>检测设备</strong>" in html and "报送前还须处理" not in html and 'alt="工人在检测线上核对元件"' in html
    )


def test_prefecture_reads_what_was_handed_in_and_not_what_is_written_after_a_return(client: Client) -> None:
    case = submitted()
    county.do(case, "return_case", officer(HUIZHOU), reason="请补充。")
    county.write(type(case).objects.get(pk=case.pk), "县级正在改写的标题")
    client.force_login(officer(HUIZHOU))
    html = page(client, "cultivation:case", case.pk)
    assert county.TITLE in html and "县级正在改写的标题" not in html
    assert county.TITLE in page(client, "cultivation:cases")


def test_case_and_its_pictures_are_absent_for_strangers(client: Client) -> None:
    case, picture = submitted(), CasePicture.objects.get()
    for user in (officer(HUIDONG), account("expert", None)):
        client.force_login(user)
        assert client.get(reverse("cultivation:case", args=[case.pk])).status_code == 404
        assert client.get(reverse("cultivation:case-picture", args=[picture.pk])).status_code == 404


def test_nothing_is_public_before_the_prefecture_has_signed(client: Client) -> None:
    case, picture = submitted(), CasePicture.objects.get()
    addresses = [reverse("portal:case", args=[case.pk]), reverse("portal:case-picture", args=[picture.pk])]
    assert [client.get(url).status_code for url in addresses] == [404, 404]
    assert county.TITLE not in page(client, "portal:showcase")
    signed(case, "publish_case", HUIZHOU, pictures_seen="on")
    assert [client.get(url).status_code for url in addresses] == [200, 200]
    answer = client.get(addresses[1])
    assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
    html = page(client, "portal:case", case.pk)
    assert county.TITLE in html and "<h2>做法</h2>" in html and f'src="{addresses[1]}"' in html
    signed(type(case).objects.get(pk=case.pk), "withdraw_case", HUIZHOU, reason="有误。")
    cache.clear()
    assert [client.get(url).status_code for url in addresses] == [404, 404]


def test_showcase_is_searched_by_words_and_theme(client: Client) -> None:
    selected()
    for query, there in (
        ({"q": "检测平台"}, True),
        ({"q": "惠城区 检测"}, True),
        ({"q": "检测 不存在的词"}, False),
        ({"theme": "services"}, True),
        ({"theme": "green"}, False),
        ({"theme": "nonsense"}, True),
    ):
        html = page(client, "portal:showcase", **query)
        assert (county.TITLE in html) == there, query
    html = page(client, "portal:showcase")
    assert "省级典型案例" in html and "服务 <i>1</i>" in html and "绿色化 <i>0</i>" in html


def test_brands_of_the_cluster_stand_at_its_case(client: Client) -> None:
    case = published()
    shown()
    assert "惠城元件" in page(client, "portal:case", case.pk)


def test_cases_and_brands_stand_at_the_recognised_cluster_s_page(client: Client) -> None:
    case = published()
    shown()
    recognised(case.cluster, start=date(2024, 7, 10))
    html = page(client, "portal:cluster", case.cluster_id)
    assert county.TITLE in html and "惠城元件" in html
    signed(type(case).objects.get(pk=case.pk), "withdraw_case", HUIZHOU, reason="有误。")
    cache.clear()
    assert county.TITLE not in page(client, "portal:cluster", case.cluster_id)


def test_pages_cost_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    case = selected()
    shown()
    for name, args in (("showcase", []), ("case", [case.pk]), ("brands", [])):
        with django_assert_max_num_queries(6):
            client.get(reverse(f"portal:{name}", args=args))
    for who in (HUICHENG, HUIZHOU, PROVINCE):
        client.force_login(officer(who))
        for name, args, most in (("cases", [], 5), ("brands", [], 6), ("case", [case.pk], 10)):
            client.get(reverse(f"cultivation:{name}", args=args))
            with django_assert_max_num_queries(most):
                client.get(reverse(f"cultivation:{name}", args=args))
