"""The brand register (Article 11): entered, pasted, corrected, shown, ended; what runs out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.brands.queries import standing
from jiqun.cultivation.brands.reminding import running_out
from jiqun.cultivation.models import Brand
from jiqun.evidence.models import StoredFile
from tests.cultivation.brands.brands import MARK, entered, shown
from tests.cultivation.cases.county import NOW, do, signed
from tests.cultivation.plan.county import of
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, at, chance, officer
from tests.recognition.applicant import upload

pytestmark = pytest.mark.django_db
HEAD = "类别\t名称\t注册号\t持有单位\t类别或核定范围\t有效期起\t有效期止"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of these tests."""
    cache.clear()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: NOW)


def paste(lines: str, by: str = HUICHENG, key: str = "paste") -> None:
    cluster = of()
    perform(
        "brands",
        cluster.pk,
        "paste_brands",
        by=officer(by),
        version=cluster.version,
        payload={"lines": lines},
        key=key,
        now=NOW,
        chance=chance(9),
    )


def test_brand_is_entered_by_its_own_county_only() -> None:
    found = entered()
    assert (found.name, found.valid_to, found.state) == ("惠城元件", date(2026, 2, 28), "entered")
    with pytest.raises(Invalid):
        entered(officer(HUIDONG), number="9")
    with pytest.raises(NotHere):
        do(found, "end_brand", officer(HUIDONG), reason="不是本单位的。")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": ""}, "number"),
        ({"valid_to": ""}, "valid_to"),
        ({"valid_to": "2015-01-01"}, "valid_to"),
        ({"kind": "其他"}, "kind"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"holder": ""}, "holder"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as said:
        entered(**wrong)
    assert list(said.value.faults) == [field]
    assert not Brand.objects.exists()


def test_geographical_indication_needs_no_end_and_a_regional_brand_no_number() -> None:
    entered(kind="geographical", number="AGI01234", valid_to="")
    entered(kind="regional", number="", valid_to="", name="惠城智造")
    assert Brand.objects.filter(valid_to=None).count() == 2


def test_same_number_of_a_kind_is_registered_once_until_it_is_ended() -> None:
    first = entered()
    with pytest.raises(Invalid, match="已登记为“惠城元件”"):
        entered(name="另一名称")
    do(first, "end_brand", officer(HUICHENG), reason="登记有误。")
    assert entered(name="另一名称").state == "entered"


def test_correction_of_a_shown_brand_is_confirmed_anew() -> None:
    found = shown()
    told: dict[str, Any] = {**MARK, "valid_to": "2036-02-28", "reason": "已续展。"}
    do(found, "correct_brand", officer(HUICHENG), **told)
    found = Brand.objects.get()
    assert (found.state, found.valid_to) == ("entered", date(2036, 2, 28))
    with pytest.raises(Invalid, match="没有变化"):
        do(found, "correct_brand", officer(HUICHENG), **told)


def test_brand_whose_term_is_over_is_not_shown_before_it_is_corrected() -> None:
    found, late = entered(), at("2026-03-01 10:00")
    with pytest.raises(Refusal, match="2026-02-28 届满"):
        do(found, "show_brand", officer(HUIZHOU), now=late)
    assert signed(found, "show_brand", HUIZHOU).state == "shown"
    assert not Brand.objects.public(late.date()).exists() and Brand.objects.public(date(2026, 2, 28)).exists()


def test_brands_that_run_out_are_named_to_their_county() -> None:
    found = entered()
    assert [standing(found, date(*day)) for day in ((2025, 2, 27), (2025, 2, 28), (2026, 2, 28), (2026, 3, 1))] == [
        "entered", "soon", "soon", "over",
    ]  # fmt: skip
    (line,) = running_out(officer(HUICHENG), NOW)
    assert "1 项区域品牌一年内到期" in line.text.zh
    assert list(running_out(officer(HUIZHOU), NOW)) == []


def test_many_are_pasted_at_once() -> None:
    paste(f"{HEAD}\n集体商标\t甲\t1\t协会\t第9类\t2020/1/2\t2030年1月1日\n区域公共品牌\t乙\t\t协会\t元件\t2021-05-01\t")
    assert list(Brand.objects.order_by("name").values_list("name", "kind", "valid_from")) == [
        ("乙", "regional", date(2021, 5, 1)), ("甲", "collective", date(2020, 1, 2)),
    ]  # fmt: skip


def test_paste_names_every_fault_at_its_line_and_enters_nothing() -> None:
    lines = f"{HEAD}\n集体商标\t甲\t\t协会\t第9类\t2020-01-02\t2030-01-01\n商号\t乙\t2\t\t第9类\t去年\t2030-01-01"
    with pytest.raises(Invalid) as said:
        paste(lines)
    told = str(said.value.text)
    for each in ("第 2 行“注册号”", "第 3 行“类别”", "第 3 行“持有单位”", "第 3 行“有效期起”"):
        assert each in told
    for text, why in (
        ("别的\t名称\nx\ty", "不是可用栏目"),
        ("名称\t名称\nx\ty", "出现两次"),
        ("名称\nx", "缺少栏目：类别"),
        (HEAD, "只有表头"),
        (f"{HEAD}\n" + "集体商标\t甲\t1\t协会\t第9类\t2020-01-02\t2030-01-01\n" * 2, "第 3 行与第 2 行是同一项"),
        (f"{HEAD}\n集体商标\t甲\t1\t协会\t第9类\t2020-01-02\t2030-01-01\t多", "多出 1 格"),
    ):
        with pytest.raises(Invalid, match=why):
            paste(text)
    assert not Brand.objects.exists()


def test_paste_is_for_the_cluster_s_own_county() -> None:
    with pytest.raises(NotHere):
        paste(f"{HEAD}\n区域公共品牌\t乙\t\t协会\t元件\t2021-05-01\t", by=HUIDONG)


def get(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_pages_show_enter_paste_and_hand_out(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    answer = client.post(
        reverse("cultivation:brand-enter"),
        {"cluster": str(of().pk), **MARK, "proof": upload(PDF, "注册证.pdf"), "key": "k1"},
        follow=True,
    )
    html = answer.content.decode()
    assert answer.status_code == 200 and "注册证.pdf" in html and "惠城区电子元件行业协会" in html
    found = Brand.objects.get()
    assert b"".join(client.get(reverse("cultivation:brand-proof", args=[found.pk]))) == PDF
    assert StoredFile.objects.count() == 1
    html = get(client, "cultivation:brands")
    assert "一年内到期" in html and reverse("cultivation:brands-paste", args=[of().pk]) in html
    assert "惠城元件" not in get(client, "cultivation:brands", kind="geographical")
    assert "惠城元件" in client.get(reverse("cultivation:brands-file", args=["csv"])).content.decode()
    html = get(client, "cultivation:brands-paste", of().pk)
    assert "复制表头" in html and "集体商标" in html
    answer = client.post(
        reverse("cultivation:brands-paste", args=[of().pk]), {"lines": "x", "version": of().version, "key": "k2"}
    )
    assert answer.status_code == 422 and "不是可用栏目" in answer.content.decode()
    client.force_login(officer(HUIDONG))
    for name in ("brand", "brand-proof"):
        assert client.get(reverse(f"cultivation:{name}", args=[found.pk])).status_code == 404
    assert client.get(reverse("cultivation:brands-paste", args=[of().pk])).status_code == 404


def test_public_reads_brands_only_once_they_are_shown(client: Client) -> None:
    entered()
    assert "惠城元件" not in get(client, "portal:brands")
    signed(Brand.objects.get(), "show_brand", HUIZHOU)
    cache.clear()
    assert "惠城元件" in get(client, "portal:brands", q="电子元件", kind="collective")
    assert "惠城元件" not in get(client, "portal:brands", kind="regional")
