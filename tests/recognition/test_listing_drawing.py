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
from jiqun.casework.refusals import Invalid, Refusal
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


def test_page_that_is_left_keeps_its_last_entries_and_leaves_no_message(stage: Stage) -> None:
    """The next page tells what was done there, not what was kept on the way."""
    desk = signed_in(officer(PROVINCE))
    answer = desk.post(address(stage, "keep-list"), {"places": "2", "leaving": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    page = desk.get(address(stage, "propose-list")).content.decode()
    assert "message success" not in page
    assert 'value="2"' in page


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


# ── two officers at one list ─────────────────────────────────────────────────────────────────────────────


def second() -> Account:
    return account("officer", PROVINCE, name="second")


def sent(stage: Stage, by: Account, seen: int, **fields: str) -> list[str]:
    """Fields sent by a page that had seen an entry; what its officer is told of others."""
    answer = signed_in(by).post(
        address(stage, "keep-list"), {"seen": str(seen), **fields}, headers={"Accept": "application/json"}
    )
    told: list[str] = answer.json()["clashes"]
    return told


def test_field_that_two_officers_change_is_written_over_by_neither_and_told(stage: Stage) -> None:
    """Races: lost update of a draft by two clerks, 0 silent."""
    name, other = f"decision_{stage.cases[1].pk}", f"reason_{stage.cases[2].pk}"
    assert sent(stage, officer(PROVINCE), 0, **{name: "reserve"}) == []
    seen = working(stage.round).seen
    assert sent(stage, second(), seen, **{name: "not"}) == []
    [told] = sent(stage, officer(PROVINCE), seen, **{name: "listed", other: "均衡布局"})
    assert told.startswith("第1产业集群 意见：") and "刚改为“不列入”，您填写的“拟认定”没有保存" in told
    assert (working(stage.round).values[name], working(stage.round).values[other]) == ("not", "均衡布局")


def test_field_that_only_the_other_changed_stays_when_the_whole_page_is_sent(stage: Stage) -> None:
    name = f"reason_{stage.cases[1].pk}"
    sent(stage, second(), 0, **{name: "对方写的理由"})
    assert sent(stage, officer(PROVINCE), 0, **{name: ""}) == []
    assert working(stage.round).values[name] == "对方写的理由"
    sent(stage, second(), working(stage.round).seen, **{name: "再改"})
    assert working(stage.round).values[name] == "再改"


def test_line_is_not_drawn_over_what_another_officer_has_just_entered(stage: Stage) -> None:
    seen, name = working(stage.round).seen, f"decision_{stage.cases[4].pk}"
    sent(stage, second(), seen, **{name: "reserve"})
    form = {"seen": str(seen), "line": "1", "places": "3"}
    page = signed_in(officer(PROVINCE)).post(address(stage, "keep-list"), form, follow=True).content.decode()
    assert "刚有人改过名单，没有划线" in page
    assert working(stage.round).values == {name: "reserve", "places": "3"}


def test_list_is_not_laid_before_the_approver_over_what_another_officer_entered(stage: Stage) -> None:
    name = f"reason_{stage.cases[4].pk}"
    sent(stage, second(), 0, **{name: "对方写的理由"})
    with pytest.raises(Invalid) as refused:
        stage.act("propose_list", officer(PROVINCE), in_rank(stage) | {"seen": "0"})
    assert list(refused.value.faults) == [name]
    assert "刚改为“对方写的理由”，与您填写的不同" in refused.value.faults[name][0]
    stage.signed("propose_list", in_rank(stage) | {"seen": str(working(stage.round).seen)})


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
    with pytest.raises(Refusal, match=f"^{officer(PROVINCE).person.name}提请的“拟定名单”正待审核岗签批"):
        stage.act("propose_list", other, in_rank(stage), version=version)
    assert Case.objects.get(pk=stage.cases[0].pk).state == "review"


def test_list_of_a_closed_round_is_refused(stage: Stage) -> None:
    Case.objects.filter(pk=stage.round.pk).update(state="closed")
    with pytest.raises(Refusal, match=ROUND_CLOSED):
        stage.act("propose_list", officer(PROVINCE), in_rank(stage))


@pytest.mark.parametrize("given", ["评审名次第3，靠后", "仅得 85.5 分", "专家组第二名", "排名5"])
def test_reason_that_tells_a_rank_or_a_score_is_refused(stage: Stage, given: str) -> None:
    """A14.3: its applicant reads it; scores and ranks never stand in a letter."""
    name = f"reason_{stage.cases[4].pk}"
    with pytest.raises(Invalid) as refused:
        stage.act("propose_list", officer(PROVINCE), in_rank(stage) | {name: given})
    assert list(refused.value.faults) == [name]
    assert refused.value.faults[name][0].startswith("理由将告知申报单位，不得写明名次和分数（“")
    stage.act(
        "propose_list", officer(PROVINCE), in_rank(stage) | {name: "十分之一企业停产，第3季度下滑，评分要点中创新偏弱"}
    )


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


def test_table_for_the_meeting_bears_scores_and_is_the_offices_alone(stage: Stage) -> None:
    """Secrecy: the discipline supervisor reads how the panel scored after the announcement, not before."""
    for name in ("list-workbook", "list-print"):
        assert signed_in(approver(PROVINCE)).get(address(stage, name)).status_code == 200
        assert signed_in(account("supervisor", PROVINCE)).get(address(stage, name)).status_code == 404
    assert "90.00" not in signed_in(account("supervisor", PROVINCE)).get(address(stage)).content.decode()
