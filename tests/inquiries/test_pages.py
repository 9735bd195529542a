"""The pages of inquiries, hits and lists: who sees what, in both languages, under a fixed number of queries."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiqun.authorities.models import Account, Role
from jiqun.config import clock
from jiqun.inquiries.models import Hit, Letter
from tests.inquiries.county import CODES, FIRMS, NOW, cluster, conclude, imported, pasted, reply, scan, sent
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account, tongue: str = "zh") -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    client.cookies["lang"] = tongue
    return client


def body(by: Account, name: str, *args: Any, tongue: str = "zh", **query: str) -> str:
    answer = browser(by, tongue).get(reverse(f"inquiries:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_cluster_page_says_what_was_answered_and_what_the_roster_can_take() -> None:
    """A13.1."""
    of = cluster()
    case = sent(of)
    reply(case, "emergency")
    page = body(officer(HUICHENG), "cluster", of.pk)
    assert "已回复，2025-03-19" in page and "惠州市应急管理局（惠应急函〔2025〕3号）" in page and "发起部门核查" in page
    reply(case, "tax", pasted(CODES[0]))
    page = body(officer(HUICHENG), "cluster", of.pk)
    assert "疑似命中·待核" in page and FIRMS[CODES[0]] in page


def test_inquiry_page_shows_waiting_and_who_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    case = sent(cluster())
    page = body(officer(HUICHENG), "inquiry", case.pk)
    assert "等待 2 个工作日" in page and "登记复函" in page and "已逾期" not in page
    later = NOW.replace(day=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert body(officer(HUIZHOU), "inquiry", case.pk).count("已逾期") == 2


def test_letter_leaves_the_number_open_until_there_is_one_and_carries_no_seal() -> None:
    from tests.inquiries.county import opened

    of = cluster()
    case = opened(of)
    page = body(officer(HUICHENG), "letter", case.pk, "emergency")
    assert "〔2025〕&emsp;&emsp;号" in page and "安全事故" in page and "2022年3月18日" in page and "共6家" in page
    Letter.objects.filter(department="emergency").update(document="惠城工信函〔2025〕8号", sent_on=NOW.date())
    assert "惠城工信函〔2025〕8号" in body(officer(HUICHENG), "letter", case.pk, "emergency")


def test_firms_go_out_as_text() -> None:
    case = sent(cluster())
    answer = browser(officer(HUICHENG)).get(reverse("inquiries:firms", args=[case.pk, "tax"]))
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, max_col=3))
    assert [row[1].value for row in rows] == CODES
    assert {cell.data_type for row in rows for cell in row} == {"s"}


def test_foreign_and_absent_are_the_same_404() -> None:
    of = cluster()
    case = sent(of, HUIZHOU, ["emergency"])
    reply(case, "emergency", pasted(CODES[0]), HUIZHOU)
    hit = Hit.objects.get()
    listed = imported().subject
    urls = [
        reverse("inquiries:inquiry", args=[case.pk]),
        reverse("inquiries:reply", args=[case.pk]),
        reverse("inquiries:letter", args=[case.pk, "emergency"]),
        reverse("inquiries:firms", args=[case.pk, "emergency"]),
        reverse("inquiries:hit", args=[hit.pk]),
        reverse("inquiries:list", args=[listed.pk]),
        reverse("inquiries:lists"),
        reverse("inquiries:import-list"),
    ]
    strangers = [officer(HUIDONG), officer(HUICHENG), account(Role.EXPERT, None), account(Role.SECURITY_ADMIN, HUIZHOU)]
    for stranger in strangers:
        assert [browser(stranger).get(url).status_code for url in urls] == [404] * len(urls)
    assert [browser(officer(HUIZHOU)).get(url).status_code for url in urls] == [200] * len(urls)
    assert browser(officer(HUIZHOU)).get(reverse("inquiries:letter", args=[case.pk, "cyber"])).status_code == 404


def test_material_of_a_conclusion_is_an_attachment() -> None:
    reply(sent(cluster(), departments=["emergency"]), "emergency", pasted(CODES[0]))
    hit = Hit.objects.get()
    url = reverse("inquiries:hit-file", args=[hit.pk])
    assert browser(officer(HUIZHOU)).get(url).status_code == 404
    conclude(hit, files={"file": scan("核实.pdf")})
    answer = browser(officer(HUIZHOU)).get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert browser(officer(HUIDONG)).get(url).status_code == 404


def test_a_form_with_a_fault_keeps_what_was_entered() -> None:
    case = sent(cluster(), departments=["emergency"])
    url = reverse("inquiries:reply", args=[case.pk])
    entered = {"department": "emergency", "outcome": "hits", "lines": pasted("123"), "document": "惠应急函〔2025〕3号"}
    entered |= {"replied_by": "惠州市应急管理局", "replied_on": "2025-03-19", "covers": ["安全事故"]}
    answer = browser(officer(HUICHENG)).post(url, {**entered, "key": "k", "version": case.version, "file": scan()})
    page = answer.content.decode()
    assert answer.status_code == 422 and "第 2 行“统一社会信用代码”" in page and "惠应急函〔2025〕3号" in page
    assert "已上传：" in page and not Hit.objects.exists()


@pytest.mark.parametrize("tongue, words", [("zh", "核查名单"), ("en", "Incident lists")])
def test_pages_speak_both_languages(tongue: str, words: str) -> None:
    listed = imported().subject
    assert words in body(officer(PROVINCE), "lists", tongue=tongue)
    assert CODES[0] in body(officer(HUIZHOU), "list", listed.pk, tongue=tongue)
    assert ("疑似命中" if tongue == "zh" else "Hits") in body(officer(HUIZHOU), "hits", tongue=tongue)


@pytest.mark.parametrize("count", [1, 5])
def test_pages_cost_the_same_for_any_number_of_hits(count: int, django_assert_max_num_queries: Any) -> None:
    of = cluster()
    case = sent(of, departments=["emergency"])
    reply(case, "emergency", pasted(*CODES[:count]))
    client = browser(officer(HUIZHOU))
    for name, key, most in (("cluster", of.pk, 14), ("inquiry", case.pk, 16), ("hits", None, 8)):
        url = reverse(f"inquiries:{name}", args=[key] if key else [])
        client.get(url)
        with django_assert_max_num_queries(most):
            assert client.get(url).content.decode().count("电子有限公司") >= count
