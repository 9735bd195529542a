"""Pages of plans: what a county fills in and follows, what others read, what is handed out (Articles 7, 13(九))."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from jiqun.config import clock
from jiqun.cultivation.models import PlanNote, PlanTask
from jiqun.register.models import Goal, Recognition
from tests.cultivation.plan import county
from tests.cultivation.plan.answers import whole
from tests.cultivation.plan.county import adopted, begin, do, fill, of, signed
from tests.cultivation.plan.test_way import note
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, officer
from tests.recognition.applicant import upload
from tests.supervision.recognised import recognised

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of these tests."""
    monkeypatch.setattr(clock, "now", lambda: county.NOW)


def page(client: Client, who: str, name: str, *args: Any, **query: str) -> str:
    """A page as somebody sees it."""
    client.force_login(officer(who))
    answer = client.get(reverse(f"cultivation:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_county_draws_up_a_plan_at_the_forms_desk(client: Client) -> None:
    cluster = of()
    html = page(client, HUICHENG, "plan-begin", cluster=str(cluster.pk))
    assert "2026–2028 年" in html
    entered = {"cluster": str(cluster.pk), "first_year": "2026", "key": "k1"}
    answer = client.post(reverse("cultivation:plan-begin"), entered, follow=True)
    html = answer.content.decode()
    assert answer.status_code == 200 and "印发前还须处理 9 处" in html and "缺措施" in html
    case = answer.context["case"]
    html = client.get(reverse("forms:section", args=[case.pk, 3])).content.decode()
    assert "3.5 转型指南及评测指标运用" in html and "引导集群企业运用中小企业数字化转型指南及评测指标" in html


def test_plan_shows_eight_directions_and_offers_progress_to_its_county_only(client: Client) -> None:
    case = adopted()
    html = page(client, HUICHENG, "plan", case.pk)
    assert html.count('class="direction"') == 8 and "登记进展" in html and "没有措施" not in html
    html = page(client, HUIZHOU, "plan", case.pk)
    assert html.count('class="direction"') == 8 and "登记进展<span" not in html and "提出意见" in html
    for who in (officer(HUIDONG), account("expert", None)):
        client.force_login(who)
        assert client.get(reverse("cultivation:plan", args=[case.pk])).status_code == 404


def test_progress_is_noted_from_its_measure_and_its_proof_is_read_by_those_who_see_the_plan(client: Client) -> None:
    case = adopted()
    task = PlanTask.objects.get(plan=case.pk, topic="2.1")
    assert f'value="{task.pk}" selected' in page(client, HUICHENG, "plan-progress", case.pk, task=str(task.pk))
    do(case, "note_plan_progress", officer(HUICHENG), files={"file": upload(PDF, "立项.pdf")}, **note(task))
    kept = PlanNote.objects.get()
    assert "已完成立项" in page(client, HUIZHOU, "plan", case.pk)
    url = reverse("cultivation:plan-proof", args=[case.pk, kept.pk])
    assert b"".join(client.get(url)) == PDF  # type: ignore[arg-type]
    client.force_login(officer(HUIDONG))
    assert client.get(url).status_code == 404


def test_revision_is_read_as_signed_with_what_it_changed(client: Client) -> None:
    case = adopted()
    do(case, "amend_plan", officer(HUICHENG), reason="调整。")
    answers = whole()
    answers["d1_goals"][0][5] = "60"
    fill(case, answers)
    signed(case, "adopt_plan", reason="提高产值目标。")
    html = page(client, HUIZHOU, "plan-revision", case.pk, 2)
    assert "提高产值目标。" in html and "2028：53" in html and "2028：60" in html
    assert "与上一版的不同" not in page(client, HUIZHOU, "plan-revision", case.pk, 1)
    assert client.get(reverse("cultivation:plan-revision", args=[case.pk, 3])).status_code == 404


def test_plan_is_handed_out_as_pdf_and_workbook(client: Client) -> None:
    case = adopted()
    client.force_login(officer(HUICHENG))
    answer = client.get(reverse("cultivation:plan-pdf", args=[case.pk]))
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)
    assert "转型指南及评测指标运用" in text and "集群总产值" in text
    answer = client.get(reverse("cultivation:plan-xlsx", args=[case.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("措施").to_python()
    assert len(rows) == 50 and rows[1][:4] == [
        "提升集群主导产业优势", "1.1 主导产业精准定位", "主导产业精准定位工程", "惠城区工信局",
    ]  # fmt: skip
    assert len(book.get_sheet_by_name("目标").to_python()) == 9


def test_goals_that_a_recognition_froze_stand_beside_the_plan(client: Client) -> None:
    case = adopted()
    recognised(of(), county.NOW.date(), "2025年")
    Goal.objects.create(
        cluster=of(),
        case_id=case.pk,
        number=1,
        indicator="冻结的产值目标",
        unit="亿元",
        base="40",
        targets={"2026": "44"},
        owner="局",
        recognition=Recognition.objects.get(cluster=of()),
    )
    html = page(client, HUICHENG, "plan", case.pk)
    assert "认定时冻结的目标" in html and "冻结的产值目标" in html and "2025年" in html


def test_pages_cost_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    case = adopted()
    for topic in ("1.1", "2.1", "3.1"):
        row = PlanTask.objects.get(plan=case.pk, topic=topic)
        do(case, "note_plan_progress", officer(HUICHENG), **note(row))
    client.force_login(officer(HUIZHOU))
    for name, args, most in (("plans", [], 7), ("plan", [case.pk], 17), ("plan-revision", [case.pk, 1], 6)):
        client.get(reverse(f"cultivation:{name}", args=args))
        with django_assert_max_num_queries(most):
            client.get(reverse(f"cultivation:{name}", args=args))


def test_list_shows_the_territory_and_leaves_drafts_to_their_county(client: Client) -> None:
    case = begin()
    assert case.title[:6] not in page(client, HUIZHOU, "plans")
    assert of().name in page(client, HUICHENG, "plans")
