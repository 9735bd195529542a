"""Changing a paper's text: tables stay, wordings are kept, differences are told word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.refusals import Invalid, Refusal
from jiqun.documents.official import Heading, Para, Table, from_plain
from jiqun.outgoing.wording import Unreadable, blocks, differences, lines
from tests.office import HUIZHOU, officer
from tests.outgoing.office_papers import do, drafted, numbered, reviewed

TABLE = Table(("序号",), (("1",),))
BODY = (Para("首段。"), Heading("一、标题"), TABLE, Para("〇三", flush=True))
ENTERED = {"title": "关于补正的函", "to": "惠城区工业和信息化局", "reason": "核对后修改"}


def test_text_that_is_left_alone_stays_what_it_was() -> None:
    assert lines(BODY) == "首段。\n一、标题\n〔表 1〕\n〇三"
    assert blocks(lines(BODY), BODY) == BODY


def test_new_lines_are_headings_when_they_read_like_one() -> None:
    told = blocks("一、申报条件\n（二）材料\n一、共三项；\n〔表 1〕\n\n  结尾。", BODY)
    assert told == (Heading("一、申报条件"), Heading("（二）材料", 2), Para("一、共三项；"), TABLE, Para("结尾。"))


@pytest.mark.parametrize("text", ["首段。", "〔表 1〕\n〔表 1〕", "〔表 1〕\n〔表 2〕"])
def test_table_that_is_lost_doubled_or_made_up_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as said:
        blocks(text, BODY)
    assert said.value.text.zh == (
        "正文中的数据表应各出现一次（〔表 1〕），不能删去、重复或新增；数据有误的，请改数据后“按最新数据重拟”。"
    )


@given(st.text("甲乙ab 12。", max_size=30), st.text("甲乙ab 12。", max_size=30))
def test_differences_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(each.text for each in pieces if each.how != "in") == before
    assert "".join(each.text for each in pieces if each.how != "out") == after
    assert all(each.how == "same" for each in pieces) == (before == after)


def test_difference_is_told_by_the_word() -> None:
    told = [(each.how, each.text) for each in differences("请于2025年3月办理", "请于2026年3月前办理")]
    assert told == [
        ("same", "请于"), ("out", "2025"), ("in", "2026"), ("same", "年3月"), ("in", "前"), ("same", "办理"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_every_wording_of_a_paper_is_kept() -> None:
    paper = reviewed(drafted())
    do(paper, "revise", officer(HUIZHOU), ENTERED | {"text": "一、只有一段\n〔表 1〕"})
    official = from_plain(paper.content)
    assert (official.title, official.body[0]) == ("关于补正的函", Heading("一、只有一段"))
    assert official.annexes[0].name == "事项清单"
    kept = list(paper.wordings.order_by("position").values_list("position", "origin", "sha256"))
    assert [(n, origin) for n, origin, _ in kept] == [(1, "composed"), (2, "revised")]
    assert kept[1][2] == paper.sha256 != kept[0][2]
    assert (paper.secrecy, paper.secrecy_by) == ("", None)  # another text is looked at anew


@pytest.mark.django_db
def test_text_left_as_it_was_is_no_change() -> None:
    paper = drafted()
    official = from_plain(paper.content)
    same = {"title": official.title, "to": official.to, "text": lines(official.body), "reason": "无"}
    with pytest.raises(Invalid) as said:
        do(paper, "revise", officer(HUIZHOU), same)
    assert said.value.faults == {"__all__": ["文稿没有改动。"]}


@pytest.mark.django_db
def test_paper_is_composed_anew_from_its_data() -> None:
    paper = drafted()
    first = paper.sha256
    do(paper, "revise", officer(HUIZHOU), ENTERED | {"text": "改\n〔表 1〕"})
    do(paper, "redraft", officer(HUIZHOU))
    assert paper.sha256 == first
    assert [each.origin for each in paper.wordings.order_by("position")] == ["composed", "revised", "redrafted"]


@pytest.mark.django_db
def test_correction_is_another_paper_that_names_the_first() -> None:
    paper = numbered(drafted())
    do(paper, "follow_up", officer(HUIZHOU), {"how": "correct", "reason": "附件第1行有误。"})
    new = paper.replaced_by.get()
    lead = from_plain(new.content).body[0]
    assert isinstance(lead, Para)
    assert lead.text == (
        "2025年3月20日印发的《关于惠城区智能终端产业集群申报有关事项的函》（惠市工信函〔2025〕12号），"
        "因附件第1行有误，现更正如下，以本文为准。"
    )
    assert (new.state, new.kind_slug, new.number, paper.state) == ("drafted", "test_letter", "", "numbered")
    with pytest.raises(Refusal) as said:
        do(paper, "follow_up", officer(HUIZHOU), {"how": "withdraw", "reason": "不发了"})
    assert said.value.text.zh == (
        "本文已有更正或撤回的文稿《关于惠城区智能终端产业集群申报有关事项的函》，请先办结该文稿或不再发出。"
    )
    with pytest.raises(Refusal) as said:
        do(new, "redraft", officer(HUIZHOU))
    assert said.value.text.zh == "更正、撤回的文稿由原文生成，不能按数据重拟，请直接修改文稿。"


@pytest.mark.django_db
def test_withdrawal_takes_the_first_back() -> None:
    paper = numbered(drafted())
    do(paper, "follow_up", officer(HUIZHOU), {"how": "withdraw", "reason": "依据有变"})
    new = paper.replaced_by.get()
    assert new.heading == "关于撤回《关于惠城区智能终端产业集群申报有关事项的函》（惠市工信函〔2025〕12号）的函"
    assert new.addressee_id == paper.addressee_id
