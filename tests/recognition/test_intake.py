"""Article 14(二) and (三): the lists by which a prefecture and the province keep a round in hand."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case, Participant
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import candidates, intake, qualification
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, ZHONGSHAN, account, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    return office


def row_of(round_: Case) -> Round:
    return Round.objects.select_related("case").get(pk=round_.pk)


def table(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


# ── intake ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_intake_says_what_is_to_be_done_next_by_whom_and_by_when(office: Office, round_: Case, case: Case) -> None:
    """A14.2 受理: each application with its next step, who has it, the working days left and how often it came back."""
    other = office.application(round_, "惠东家具集群", HUIDONG)
    office.act(other, "return_for_correction", officer(HUIZHOU), {"items": [{"place": "goals", "text": "缺"}]})
    signed = office.application(round_, "惠东鞋材集群", HUIDONG)
    office.act(signed, "decline", officer(HUIZHOU), {"reason": "不在县级区划范围"})
    office.application(round_, "未提交集群", HUIDONG, state="drafting")
    found = {each.cluster: each for each in intake.lines(row_of(round_), officer(HUIZHOU), office.now)}
    told = {name: (each.next.zh, each.who and each.who.zh, each.days, each.notices) for name, each in found.items()}
    assert told == {
        "惠城五金集群": ("受理", "市级经办", 8, 0),
        "惠东家具集群": ("提交申报", "县级经办", 8, 1),
        "惠东鞋材集群": ("签批", "审核岗签批", 8, 0),
    }


def test_intake_takes_two_queries_however_many(
    office: Office, round_: Case, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Lean lists: 1 and 3 rows; one query more where something waits to be signed."""
    reader, row = officer(HUIZHOU), row_of(round_)
    for count in (1, 3):
        with django_assert_num_queries(1):
            assert len(intake.lines(row, reader, office.now)) == count
        for name in ("乙", "丙")[: 3 - count]:
            office.application(round_, name)
    office.act(case, "decline", officer(HUIZHOU), {"reason": "x"})
    with django_assert_num_queries(2):
        intake.lines(row, reader, office.now)


def test_intake_page_filters_orders_and_exports_what_it_shows(
    today: Office, round_: Case, case: Case, client: Client
) -> None:
    """Lists: facets with counts, any order either way, the file holds exactly the lines shown."""
    today.application(round_, "=惠东家具集群", HUIDONG)
    accepted = today.application(round_, "惠东鞋材集群", HUIDONG)
    today.act(accepted, "accept", officer(HUIZHOU))
    client.force_login(officer(HUIZHOU))
    url = f"/rounds/{round_.pk}/intake/"
    page = client.get(url).content.decode()
    assert "共 3 件" in page
    assert "待受理 <i>2</i>" in page
    assert "共 1 件" in client.get(f"{url}?state=preliminary").content.decode()
    assert "取消筛选后显示全部 3 件" in client.get(f"{url}?state=recommended").content.decode()
    told = table(client.get(f"{url}csv/?county={HUIDONG}&order=number&backwards=1"))
    assert [row[1] for row in told] == ["集群", "惠东鞋材集群", "'=惠东家具集群"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{url}xlsx/?state=preliminary").content))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:7] == [
        "惠东鞋材集群",
        "惠东县",
        "惠州市",
        "2025-04-10 09:00",
        "市级初审",
        "逐条作出初审结论",
    ]
    assert client.get(f"{url}pdf/").status_code == 404


def test_intake_of_an_empty_round_says_what_comes(today: Office, round_: Case, client: Client) -> None:
    """Empty states say what to do next."""
    for code in (HUIZHOU, PROVINCE):
        client.force_login(officer(code))
        assert "还没有提交的申报" in client.get(f"/rounds/{round_.pk}/intake/").content.decode()


def test_intake_of_the_province_sums_the_prefectures(today: Office, round_: Case, case: Case, client: Client) -> None:
    """A5: by prefecture with sums, and every application below."""
    today.application(round_, "小榄锁具", XIAOLAN)
    client.force_login(officer(PROVINCE))
    page = client.get(f"/rounds/{round_.pk}/intake/")
    assert page.context["totals"][:3] == (2, 2, 0)
    assert "共 2 件" in page.content.decode()
    assert "共 1 件" in client.get(f"/rounds/{round_.pk}/intake/?prefecture={ZHONGSHAN}").content.decode()


# ── candidates ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_candidates_are_marked_by_words_at_both_ends(office: Office, round_: Case, case: Case) -> None:
    """A14.2 择优: the better end of a column is the one its limit asks for: the smaller area, the larger output."""
    office.application(round_, "占地过大", meets=False)
    found = candidates.side_by_side(row_of(round_), Authority.objects.get(pk=HUIZHOU), officer(HUIZHOU))
    at_area = [norm for norm, _ in found.columns].index("13.2.area")
    said = {each.cluster: each.figures[at_area] for each in found.candidates}
    assert {name: figure.said and figure.said.zh for name, figure in said.items()} == {
        "惠城五金集群": "最优",
        "占地过大": "最弱",
    }
    assert said["占地过大"].verdict == "not_met"
    assert said["占地过大"].margin.startswith("-") or "−" in said["占地过大"].margin
    by_area = found.ordered("13.2.area", backwards=True)
    assert [each.cluster for each in by_area.candidates] == ["占地过大", "惠城五金集群"]
    assert [each.cluster for each in found.ordered("rank", backwards=False).candidates] == ["占地过大", "惠城五金集群"]


def test_candidates_take_seven_queries_however_many(
    office: Office, round_: Case, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Lean lists: 1 and 3 rows; one query more as none was checked on site."""
    reader, prefecture = officer(HUIZHOU), Authority.objects.get(pk=HUIZHOU)
    for count in (1, 3):
        row = row_of(round_)
        with django_assert_num_queries(8):
            found = candidates.side_by_side(row, prefecture, reader)
        assert len(found.candidates) == count
        for name in ("乙", "丙")[: 3 - count]:
            office.application(round_, name)


def test_candidates_export_the_table_that_is_shown(today: Office, round_: Case, case: Case, client: Client) -> None:
    """A14.2: the file has the order of the page and every figure with its margin; the province names a prefecture."""
    today.recommended(case)
    client.force_login(officer(HUIZHOU))
    told = table(client.get(f"/rounds/{round_.pk}/candidates/csv/"))
    assert told[0][:4] == ["排序", "集群", "申报单位", "编号"]
    assert told[1][:3] == ["1", "惠城五金集群", "惠城区"]
    assert "近三年产值：距门槛" in told[0]
    client.force_login(officer(PROVINCE))
    assert client.get(f"/rounds/{round_.pk}/candidates/csv/").status_code == 404
    assert client.get(f"/rounds/{round_.pk}/candidates/csv/?prefecture={HUIZHOU}").status_code == 200


# ── qualification ────────────────────────────────────────────────────────────────────────────────────────────────


def test_qualification_list_shows_what_the_province_looks_at_first(
    today: Office, round_: Case, case: Case, client: Client
) -> None:
    """A14.3: by prefecture and rank; whether a letter covers it, what differs, hits; who has not sent."""
    today.recommended(case)
    today.application(round_, "小榄锁具", XIAOLAN)
    [line] = qualification.lines(row_of(round_), officer(PROVINCE))
    assert (line.cluster, line.rank, line.letter.zh, line.open) == ("惠城五金集群", 1, "推荐函未报送", True)
    client.force_login(officer(PROVINCE))
    url = f"/rounds/{round_.pk}/qualification/"
    assert "尚未报送推荐函（2 个市）：惠州市、中山市" in " ".join(client.get(url).content.decode().split())
    today.letter(round_)
    assert qualification.lines(row_of(round_), officer(PROVINCE))[0].letter.zh == "已报送"
    today.act(case, "qualify", officer(PROVINCE), {})
    [line] = qualification.lines(row_of(round_), officer(PROVINCE))
    assert (line.letter.zh, line.open) == ("已办理", False)
    assert "没有待列出的推荐" in client.get(f"{url}?open=1").content.decode()
    assert [row[2] for row in table(client.get(f"{url}csv/"))] == ["集群", "惠城五金集群"]


def test_qualify_page_offers_the_three_ways_to_decide(today: Office, round_: Case, case: Case, client: Client) -> None:
    """A14.3: accept, return once, refuse, on one page; what cannot be done now says why."""
    today.recommended(case)
    client.force_login(officer(PROVINCE))
    page = client.get(f"/applications/{case.pk}/qualify/").content.decode()
    assert page.count("惠州市尚未报送本批次推荐函") == 3
    today.letter(round_)
    page = client.get(f"/applications/{case.pk}/qualify/").content.decode()
    assert f"/do/application/{case.pk}/return_to_prefecture/" in page
    assert f"/do/application/{case.pk}/disqualify/" in page
    assert "第 1 份" in page


# ── the rank is nobody else's ────────────────────────────────────────────────────────────────────────────────────

CANARY = "金丝雀推荐意见"


def test_rank_and_opinion_are_nowhere_an_expert_or_a_county_can_look(
    today: Office, round_: Case, case: Case, client: Client
) -> None:
    """A14.3 公平: the prefecture's order does not reach who scores, nor the applicant: pages, lists and files."""
    today.recommended(case)
    today.letter(round_)
    Application.objects.filter(pk=case.pk).update(opinion=CANARY)
    expert = account("expert", None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=today.now)
    matter = Case.objects.get(recommendation__round=round_.pk)
    closed = [
        f"/rounds/{round_.pk}/{end}"
        for end in ("intake/", "candidates/", "candidates/csv/", "qualification/", "qualification/csv/")
    ] + [f"/recommendations/{matter.pk}/{end}" for end in ("", "order/", "send/", "table/1/xlsx/")]
    closed += [f"/applications/{case.pk}/{end}/" for end in ("review", "review/sheet")]
    tabs = ("", "findings/", "roster/", "evidence/", "records/", "corrections/")
    for reader in (expert, officer(HUICHENG), officer(HUIDONG), officer(ZHONGSHAN)):
        client.force_login(reader)
        for url in closed:
            answer = client.get(url)
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert CANARY.encode() not in said, url
            assert answer.status_code == 404 or reader == officer(ZHONGSHAN), url
        for tab in tabs:
            page = client.get(f"/applications/{case.pk}/{tab}").content.decode()
            assert CANARY not in page
            assert "本市排序" not in page
