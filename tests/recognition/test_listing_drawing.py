"""Drawing up the list (Article 14(三)): the cut line, the working copy, the table for the meeting."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.recognition.models import ListEntry
from jiqun.recognition.queries.list_working import working
from jiqun.recognition.queries.listing import Candidate, by_cut
from tests.office import HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.listed_round import in_rank, ranked_round
from tests.recognition.panel_round import Stage

ROUND_CLOSED = "不能办理"


@pytest.fixture
def stage(db: None) -> Stage:
    return ranked_round()


def address(stage: Stage, name: str = "propose-list") -> str:
    return reverse(f"recognition:{name}", args=[stage.round.pk])


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def candidate(rank: int) -> Candidate:
    return Candidate(uuid4(), f"2025-{rank}", "集群", "某县", "441300", True, rank, "80.00")


# ── the cut line ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (1, ["listed", "not", "not", "not", "not"]),
        (2, ["listed", "", "", "not", "not"]),
        (3, ["listed", "listed", "listed", "not", "not"]),
        (5, ["listed"] * 5),
    ],
)
def test_line_lists_those_above_and_leaves_equals_it_parts_to_a_person(places: int, expected: list[str]) -> None:
    rows = [candidate(rank) for rank in (1, 2, 2, 4, 5)]
    assert list(by_cut(rows, {row.pk for row in rows}, places).values()) == expected


def test_line_never_lists_whom_too_few_experts_scored() -> None:
    rows = [candidate(rank) for rank in (1, 2, 3)]
    assert list(by_cut(rows, {rows[0].pk, rows[2].pk}, 2).values()) == ["listed", "not", "listed"]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8).map(sorted), st.integers(1, 8))
def test_line_never_lists_more_than_there_are_places_nor_one_behind_another(ranks: list[int], places: int) -> None:
    rows = [candidate(sum(1 for other in ranks if other < rank) + 1) for rank in ranks]
    drawn = by_cut(rows, {row.pk for row in rows}, places)
    listed = [row.rank for row in rows if drawn[row.pk] == "listed"]
    open_ = [row.rank for row in rows if drawn[row.pk] == ""]
    assert len(listed) <= places
    assert len(set(open_)) <= 1
    assert len(listed) + len(open_) >= min(places, len(rows))
    assert all(row.rank > max(listed, default=0) for row in rows if drawn[row.pk] == "not")


def test_line_is_drawn_on_the_page_and_keeps_the_reasons(stage: Stage) -> None:
    first = stage.cases[0].pk
    desk = signed_in(officer(PROVINCE))
    answer = desk.post(address(stage, "keep-list"), {"line": "1", "places": "3", f"reason_{first}": "已写的理由"})
    assert answer.url == address(stage)
    page = desk.get(address(stage)).content.decode()
    assert ("名额线：以上 3 个" in page, "已写的理由" in page) == (True, True)
    values = working(stage.round).values
    assert [values[f"decision_{case.pk}"] for case in stage.cases] == ["listed", "listed", "listed", "not", "not"]


# ── the working copy ─────────────────────────────────────────────────────────────────────────────────────


def test_fields_are_kept_one_by_one_with_their_history(stage: Stage) -> None:
    desk, name = signed_in(officer(PROVINCE)), f"reason_{stage.cases[1].pk}"
    for typed in ("均", "均衡布局", "均衡布局"):
        answer = desk.post(
            address(stage, "keep-list"), {name: typed, "other": "x"}, headers={"Accept": "application/json"}
        )
        assert answer.json()["saved"].startswith("已暂存")
    assert list(ListEntry.objects.order_by("pk").values_list("name", "value")) == [(name, "均"), (name, "均衡布局")]
    assert "均衡布局" in desk.get(address(stage)).content.decode()


def test_places_that_are_no_number_are_kept_and_said(stage: Stage) -> None:
    desk = signed_in(officer(PROVINCE))
    page = desk.post(address(stage, "keep-list"), {"line": "1", "places": "三个"}, follow=True).content.decode()
    assert ("请先填写拟认定个数：1 至 5 的整数" in page, "三个" in page) == (True, True)


@pytest.mark.parametrize(("role", "code"), [("approver", PROVINCE), ("officer", HUIZHOU)])
def test_working_copy_is_the_province_officers(stage: Stage, role: str, code: str) -> None:
    desk = signed_in(account(role, code))
    assert desk.post(address(stage, "keep-list"), {"places": "3"}).status_code == 404
    assert not ListEntry.objects.exists()


def test_nothing_is_kept_once_the_list_waits_for_its_signature(stage: Stage) -> None:
    stage.act("propose_list", officer(PROVINCE), in_rank(stage))
    assert signed_in(officer(PROVINCE)).post(address(stage, "keep-list"), {"places": "3"}).status_code == 404


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ("", "请填写拟认定个数。"),
        ("三", "拟认定个数应为整数，如 12。"),
        ("0", "拟认定个数至少为 1。"),
        ("6", "拟认定个数 6 超过经专家评审的 5 个集群，请改小。"),
        ("2", "意见为“拟认定”的有 3 个，拟认定个数填写 2 个；请改个数，或逐个核对意见。"),
    ],
)
def test_places_that_do_not_fit_are_refused(stage: Stage, places: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        stage.act("propose_list", officer(PROVINCE), in_rank(stage) | {"places": places})
    assert refused.value.faults == {"places": [said]}


def test_everything_wrong_is_said_at_once(stage: Stage) -> None:
    entered = in_rank(stage) | {"places": "6", f"decision_{stage.cases[0].pk}": "not"}
    with pytest.raises(Invalid) as refused:
        stage.act("propose_list", officer(PROVINCE), entered)
    wrong = {"places", *(f"reason_{stage.cases[n].pk}" for n in range(4))}
    assert set(refused.value.faults) == wrong


def test_second_of_two_deciders_is_told_of_the_first(stage: Stage) -> None:
    version = Case.objects.get(pk=stage.round.pk).version
    stage.act("propose_list", officer(PROVINCE), in_rank(stage))
    other = account("officer", PROVINCE, name="second")
    with pytest.raises((Conflict, Refusal)):
        stage.act("propose_list", other, in_rank(stage), version=version)
    assert Case.objects.get(pk=stage.cases[0].pk).state == "review"


def test_list_of_a_closed_round_is_refused(stage: Stage) -> None:
    Case.objects.filter(pk=stage.round.pk).update(state="closed")
    with pytest.raises(Refusal, match=ROUND_CLOSED):
        stage.act("propose_list", officer(PROVINCE), in_rank(stage))


# ── what is taken to the meeting ─────────────────────────────────────────────────────────────────────────


def test_workbook_for_the_meeting_says_what_was_entered(stage: Stage) -> None:
    desk = signed_in(officer(PROVINCE))
    desk.post(address(stage, "keep-list"), {"line": "1", "places": "1"})
    sheet = load_workbook(io.BytesIO(desk.get(address(stage, "list-workbook")).content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("名次", "集群名称")
    assert [(row[0], row[4], row[5]) for row in rows[1:3]] == [("1", "90.00", "拟认定"), ("2", "85.00", "不列入")]


def test_print_for_the_meeting_is_a_pdf_for_the_province_alone(stage: Stage) -> None:
    printed = signed_in(officer(PROVINCE)).get(address(stage, "list-print"))
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert signed_in(officer(HUIZHOU)).get(address(stage, "list-print")).status_code == 404
    assert signed_in(approver(PROVINCE)).get(address(stage, "list-print")).status_code == 200
