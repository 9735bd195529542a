"""The county's pages: the board, links shown once, one firm, reminders, the workbook."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiqun.casework.models import Case
from jiqun.collection.models import Holder, Invitation, digest_of
from jiqun.config import clock
from jiqun.facts.workbook import read
from tests.collection.asking import NOW, WHO, asked, cluster, code, confirm, do, figures, opened, roster, terms
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, officer

pytestmark = pytest.mark.django_db
PERSONAL = ("陈某", "财务经理", "0752-1234567", "0752-2000001")


@pytest.fixture(autouse=True)
def office_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is asked for at the same moment."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def desk(client: Client) -> Client:
    """The county's officer at the pages."""
    client.force_login(officer(HUICHENG))
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"collection:{name}", args=args)


def test_a_collection_is_opened_from_the_clusters_file(desk: Client) -> None:
    of = cluster()
    page = desk.get(url("cluster", of.pk)).content.decode()
    assert "还没有发起过企业填报" in page and f"{url('start')}?cluster={of.pk}" in page
    shown = desk.get(url("start"), {"cluster": str(of.pk)}).content.decode()
    assert f'<option value="{of.pk}" selected>' in shown
    answer = desk.post(url("start"), {**terms(of), "key": "k" * 32})
    case = Case.objects.get(procedure_name="collection")
    assert (answer.status_code, answer["Location"]) == (302, url("board", case.pk))
    assert "2024年度企业数据填报" in desk.get(url("cluster", of.pk)).content.decode()


def test_links_are_shown_on_the_one_answer_that_makes_them(desk: Client) -> None:
    case = opened(cluster())
    payload = {"lines": f"{code(1)} 甲厂（虚构）", "version": "1", "key": "k" * 32}
    first = desk.post(url("invite", case.pk), payload)
    [slip] = first.context["slips"]
    assert (first.status_code, first["Cache-Control"]) == (200, "no-store")
    token = slip.url.removeprefix("http://testserver/fill/").strip("/")
    assert Invitation.objects.visible_to(Holder(token)).get().name == "甲厂（虚构）"
    assert slip.picture.startswith("data:image/svg+xml") and slip.url in first.content.decode()
    again = desk.post(url("invite", case.pk), payload).content.decode()
    assert "不能再次显示" in again and token not in again
    assert token not in desk.get(url("board", case.pk)).content.decode()


def test_the_links_workbook_is_made_from_what_the_page_hands_back_and_nothing_else(desk: Client) -> None:
    case, other = opened(cluster()), opened(cluster(name="另一个产业集群"), key="other")
    mine, foreign = asked(case, 1), asked(other, 2)
    tokens = " ".join([*mine.values(), *foreign.values(), "made-up"])
    answer = desk.post(url("links-file", case.pk), {"tokens": tokens})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["统一社会信用代码", code(1)]
    assert rows[1][3] == f"http://testserver/fill/{mine[code(1)]}/"


def test_a_refused_list_stays_in_the_form(desk: Client) -> None:
    case = opened(cluster())
    answer = desk.post(url("invite", case.pk), {"lines": "123 某厂", "version": "1", "key": "k" * 32})
    assert answer.status_code == 422 and "123 某厂" in answer.content.decode()
    stale = {"lines": f"{code(1)} 甲厂", "version": "7", "key": "s" * 32}
    answer = desk.post(url("invite", case.pk), stale)
    assert answer.status_code == 409 and "甲厂" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_board_of_300_firms_takes_eight_queries(desk: Client, django_assert_num_queries: Any) -> None:
    of = cluster()
    roster(of, firms=300, years=(2023,))
    case = opened(of)
    tokens = asked(case, roster=True)
    confirm(tokens[code(1)])
    desk.get(url("board", case.pk))  # the session notes its first request
    with django_assert_num_queries(8):
        page = desk.get(url("board", case.pk)).content.decode()
    assert page.count("<tr>") == 101 and "惠城电子001厂（虚构）" in page
    with django_assert_num_queries(8):
        assert desk.get(url("board", case.pk), {"show": "confirmed"}).content.decode().count("<tr>") == 2


def test_the_board_says_who_answered_who_opened_and_who_has_not(desk: Client) -> None:
    case = opened(cluster())
    tokens = asked(case, 1, 2, 3)
    confirm(tokens[code(1)])
    Client().post(url("draft", tokens[code(2)]), {"output-2024": "5"})
    counts = desk.get(url("board", case.pk)).context["counts"]
    assert counts == {"all": 3, "confirmed": 1, "started": 1, "unopened": 1, "correcting": 0, "struck": 0}


@pytest.mark.parametrize(("place", "sees"), [(HUICHENG, True), (HUIZHOU, False), (PROVINCE, False)])
def test_persons_are_seen_by_the_countys_office_only(client: Client, place: str, sees: bool) -> None:
    """Personal data: the county alone; those above read the figures without them."""
    case = opened(cluster())
    [token] = asked(case, 1).values()
    confirm(token)
    client.force_login(officer(place))
    firm = Invitation.objects.get()
    shown = client.get(url("firm", firm.pk)).content.decode() + client.get(url("board", case.pk)).content.decode()
    assert [word in shown for word in PERSONAL] == [sees] * 4
    assert "1,300" in shown


def test_a_neighbour_finds_nothing(client: Client) -> None:
    """Foreign and absent give the same 404."""
    of = cluster()
    case = opened(of)
    asked(case, 1)
    firm = Invitation.objects.get()
    client.force_login(officer(HUIDONG))
    pages = [url("board", case.pk), url("firm", firm.pk), url("invite", case.pk), url("remind", case.pk)]
    pages += [url("roster", case.pk), url("cluster", of.pk), url("reissue", case.pk)]
    assert [client.get(page).status_code for page in pages] == [404] * 7
    assert client.post(url("links-file", case.pk), {"tokens": ""}).status_code == 404


def test_those_who_may_not_act_read_why(client: Client) -> None:
    case = opened(cluster())
    for who in (approver(HUICHENG), officer(HUIZHOU)):
        client.force_login(who)
        answer = client.get(url("invite", case.pk))
        assert answer.status_code == 403 and "由县级经办办理" in answer.content.decode()
        assert "还没有添加企业" in client.get(url("board", case.pk)).content.decode()


def test_a_new_link_is_offered_to_the_officer_who_may_make_it(client: Client) -> None:
    case = opened(cluster())
    asked(case, 1)
    firm = Invitation.objects.get()
    for who, offered in ((officer(HUICHENG), True), (approver(HUICHENG), False)):
        client.force_login(who)
        assert (url("reissue", case.pk) in client.get(url("firm", firm.pk)).content.decode()) is offered


def test_the_workbook_holds_what_was_taken_over_and_reads_back(desk: Client, tmp_path: Path) -> None:
    case = opened(cluster())
    tokens = asked(case, 1, 2)
    confirm(tokens[code(1)])
    assert desk.get(url("roster", case.pk)).status_code == 404
    do(case, "adopt", {"what": "名册"})
    confirm(tokens[code(2)])
    content = desk.get(url("roster", case.pk)).content
    (tmp_path / "roster.xlsx").write_bytes(content)
    reading = read(tmp_path / "roster.xlsx")
    assert reading.errors == () and reading.roster is not None
    assert {(line.uscc, line.year, line.output) for line in reading.roster.firm_years} == {
        (code(1), year, (1000 + 100 * step) * 1_000_000) for step, year in enumerate((2021, 2022, 2023, 2024))
    }
    assert reading.roster.cluster.base_year == 2024
    said = [str(value) for sheet in load_workbook(io.BytesIO(content)) for row in sheet.values for value in row]
    assert not [word for word in PERSONAL if any(word in each for each in said)]


def test_the_call_list_names_who_is_missing_and_the_reminder_is_recorded(desk: Client) -> None:
    case = opened(cluster())
    tokens = asked(case, 1, 2)
    confirm(tokens[code(1)])
    page = desk.get(url("remind", case.pk)).content.decode()
    assert "系统目前不代发邮件和短信" in page and "0752-2000002" in page and "0752-2000001" not in page
    missing = Invitation.objects.get(uscc=code(2))
    version = str(Case.objects.get(pk=case.pk).version)
    payload = {"firms": [str(missing.pk)], "channel": "phone", "version": version, "key": "k" * 32}
    assert desk.post(url("remind", case.pk), payload).status_code == 302
    assert missing.reminders.count() == 1
    assert "1 次，2025-03-20" in desk.get(url("board", case.pk)).content.decode()


def test_one_firms_page_sets_the_figures_beside_what_was_known(desk: Client) -> None:
    of = cluster()
    roster(of, firms=1)
    case = opened(of)
    [token] = asked(case, roster=True).values()
    confirm(token, figures(output_2023="1250"), remark="搬迁")
    firm = Invitation.objects.get()
    answer = desk.get(url("firm", firm.pk))
    row = next(row for row in answer.context["rows"] if row.title == "产值")
    assert [(cell.text, cell.known, cell.change) for cell in row.cells] == [
        ("1,000", "", ""),
        ("1,100", "", "+10.0%"),
        ("1,250", "1,200", "+13.6%"),
        ("1,300", "", "+4.0%"),
    ]
    assert "搬迁" in answer.content.decode()


def test_new_links_are_made_for_the_firms_chosen(desk: Client) -> None:
    case = opened(cluster())
    asked(case, 1, 2)
    first = Invitation.objects.get(uscc=code(1))
    before = first.token_sha256
    page = desk.get(url("reissue", case.pk), {"firms": str(first.pk)})
    assert page.context["form"].initial == {"firms": [str(first.pk)]}
    payload = {"firms": [str(first.pk)], "version": "2", "key": "k" * 32}
    [slip] = desk.post(url("reissue", case.pk), payload).context["slips"]
    first.refresh_from_db()
    assert first.token_sha256 == digest_of(slip.url.split("/")[-2]) != before


def test_who_asks_is_never_part_of_what_firms_enter() -> None:
    """The names of what a firm signs with are not among its figures."""
    assert not set(WHO) & set(figures())
