"""Rendered official papers are measured against GB/T 9704-2012: page, grid, marks, rules, numbers, imprint."""

from __future__ import annotations

import itertools

import pytest

from jiqun.documents.official import Annex, Official, Para, Table
from tests.documents.official_pages import (
    DAY,
    LYING,
    MARK,
    line_of,
    lines,
    opened,
    paper,
    rules,
    said,
    signs,
)

NEAR = pytest.approx
FULL = Para("永" * 28 * 70, flush=True)


def test_full_page_has_22_lines_of_28_characters_in_the_type_area() -> None:
    """5.2.3: 22 lines of 28 characters; 5.2.1: upper margin 37 mm, left margin 28 mm, type area 156 × 225 mm."""
    page = opened(paper("notice", body=(FULL,)))[1]
    grid = [line for line in lines(page) if "永" in said(line)]
    assert [len(line) for line in grid] == [28] * 22
    assert all(line[0].x == NEAR(28, abs=0.2) for line in grid)
    pitch = {round((b.x - a.x) * 72 / 25.4, 2) for a, b in zip(grid[0], grid[0][1:], strict=False)}
    assert max(pitch) - min(pitch) <= 0.02 and min(pitch) == NEAR(15.79, abs=0.01)
    assert {round((b[0].y - a[0].y) * 72 / 25.4, 2) for a, b in itertools.pairwise(grid)} == {28.99}
    assert {round(sign.size, 1) for line in grid for sign in line} == {16.0}
    half = (28.99 - 16) / 2 / 72 * 25.4  # the line's own room above and below its signs
    assert min(sign.top for sign in grid[0]) - half == NEAR(37, abs=1)
    assert max(sign.right for sign in grid[0]) == NEAR(28 + 156, abs=1)
    assert max(sign.bottom for sign in grid[-1]) + half == NEAR(37 + 225, abs=1)


@pytest.mark.parametrize(("number", "x"), [(0, 184 - 14 / 72 * 25.4), (1, 28 + 14 / 72 * 25.4)])
def test_page_number_stands_seven_millimetres_below_the_type_area(number: int, x: float) -> None:
    """7.5: 四号, dashes at both sides 7 mm below the type area; odd at the right, even at the left, one sign in."""
    foot = lines(opened(paper("notice", body=(FULL,)))[number])[-1]
    assert said(foot) == f"—{number + 1}—"
    assert {round(sign.size, 1) for sign in foot} == {14.0}
    middle = (foot[0].top + foot[0].bottom) / 2
    assert middle == NEAR(262 + 7, abs=0.5)
    assert (foot[-1].right if number == 0 else foot[0].left) == NEAR(x, abs=1)


def test_mark_number_and_red_rule_of_the_document_layout() -> None:
    """7.2.4: the mark 35 mm below the type area's edge; 7.2.7: the red rule 4 mm below the number, 156 mm wide."""
    page = opened(paper("document"))[0]
    mark, number = line_of(page, "厅文件"), line_of(page, "粤工信函")
    assert min(sign.top for sign in mark) == NEAR(37 + 35, abs=1)
    assert (mark[0].left + mark[-1].right) / 2 == NEAR(28 + 78, abs=1)
    assert (number[0].left + number[-1].right) / 2 == NEAR(28 + 78, abs=1)
    red = rules(page)[0]
    assert (red.left, red.width) == (NEAR(28, abs=0.5), NEAR(156, abs=0.5))
    below = red.top - (number[0].y + 0.12 * 16 / 72 * 25.4)
    assert below == NEAR(4, abs=0.5)


def test_title_is_second_size_centred_two_lines_below_the_rule() -> None:
    """7.3.1: 二号 小标宋, two lines below the red rule."""
    page = opened(paper("document", title="关于开展特色产业集群\n认定工作的通知"))[0]
    first, second = line_of(page, "关于开展"), line_of(page, "认定工作")
    assert {round(sign.size) for sign in (*first, *second)} == {22}
    for line in (first, second):
        assert (line[0].x + line[-1].x + 22 / 72 * 25.4) / 2 == NEAR(106, abs=1)
    empty = first[0].top - rules(page)[0].bottom
    assert empty == NEAR(2 * 28.99 / 72 * 25.4, abs=3)


def test_addressee_stands_at_the_edge_and_paragraphs_two_characters_in() -> None:
    """7.3.2, 7.3.3: the addressee flush left with a colon; every paragraph begins two characters in."""
    page = opened(paper("document"))[0]
    to, first, heading = (line_of(page, text) for text in ("各地级以上市", "为贯彻落实", "一、条件"))
    assert said(to) == "各地级以上市工业和信息化局："
    two = 28 + 2 * 15.79 / 72 * 25.4
    assert (to[0].x, first[0].x, heading[0].x) == (NEAR(28, abs=0.2), NEAR(two, abs=0.3), NEAR(two, abs=0.3))
    assert heading[0].font != first[0].font  # 黑体


@pytest.mark.parametrize(
    ("issuer", "name_from_right", "date_shift"),
    [("广东省工业和信息化厅", 2, 2), ("惠州市工业和信息化局办公室", 2, 2), ("惠东县人民政府", None, 2)],
)
def test_signature_stands_two_characters_in_and_the_date_two_after_it(
    issuer: str, name_from_right: int | None, date_shift: int
) -> None:
    """7.3.5.3: a paper without a seal; where the date is longer it is the date that stands two characters in."""
    page = opened(paper("notice", issuer=issuer, openness="", copies=""))[0]
    name, day = lines(page)[-3], lines(page)[-2]
    assert (said(name), said(day)) == (issuer, "2026年3月5日")
    character = 15.79 / 72 * 25.4
    assert day[0].x - name[0].x == NEAR(date_shift * character, abs=0.3)
    last = name if name_from_right is not None else day
    assert 184 - (last[-1].x + character) == NEAR(2 * character, abs=0.6)


def test_letter_has_double_rules_of_170_millimetres() -> None:
    """10.1: the mark 30 mm from the upper edge, a double rule 4 mm below it and one 20 mm above the lower edge."""
    page = opened(paper("letter"))[0]
    mark, number = line_of(page, "广东省工业和信息化厅"), line_of(page, "粤工信函")
    assert min(sign.top for sign in mark) == NEAR(30, abs=1)
    upper, under, over, lower = [rule for rule in rules(page) if rule.width > 165]
    for rule in (upper, under, over, lower):
        assert (rule.left, rule.width) == (NEAR(20, abs=0.5), NEAR(170, abs=0.5))
    assert upper.top - max(sign.bottom for sign in mark) == NEAR(4, abs=1)
    assert lower.bottom == NEAR(297 - 20, abs=0.5)
    assert upper.bottom - upper.top > under.bottom - under.top and lower.bottom - lower.top > over.bottom - over.top
    assert number[-1].right == NEAR(184, abs=1)
    assert number[0].y - 0.88 * 16 / 72 * 25.4 - under.bottom == NEAR(7 / 8 * 16 / 72 * 25.4, abs=0.5)


def test_first_page_of_a_letter_bears_no_number_and_the_second_does() -> None:
    """10.1: 首页不显示页码."""
    made = opened(paper("letter", body=(FULL,)))
    assert "—" not in "".join(map(said, lines(made[0])))
    assert said(lines(made[1])[-1]) == "—2—"


def test_imprint_fills_the_foot_of_the_last_page() -> None:
    """7.4: the last element of the 版记 on the last line of the type area, rules as wide as it."""
    made = opened(paper("document"))
    page = made[len(made) - 1]
    told = [said(line) for line in lines(page)][-4:-1]
    assert told == ["公开方式：主动公开", "抄送：省中小企业服务中心。", "广东省工业和信息化厅2026年3月5日印发"]
    *_, first, second, third, last = rules(page)
    assert last.bottom == NEAR(262, abs=1)
    assert all(rule.width == NEAR(156, abs=0.5) for rule in (first, second, third, last))
    assert {round(sign.size) for sign in line_of(page, "抄送")} == {14}


def test_annex_begins_on_a_page_of_its_own() -> None:
    """7.3.7: 附件 in 黑体 flush left on the first line, its title centred on the third."""
    made = opened(paper("notice", annexes=(Annex("名单", (Para("甲"),)), Annex("汇总表", (LYING,)))))
    enclosed = [said(line) for line in lines(made[0]) if "名单" in said(line) or "汇总表" in said(line)]
    assert enclosed == ["附件：1.名单", "2.汇总表"]
    head, title = lines(made[1])[:2]
    assert (said(head), said(title)) == ("附件1", "名单")
    assert head[0].x == NEAR(28, abs=0.3)
    assert (title[0].x + title[-1].x + 22 / 72 * 25.4) / 2 == NEAR(106, abs=1)
    assert round((title[0].y - head[0].y) / (28.99 / 72 * 25.4)) == 2
    assert (made[2].get_width() > made[2].get_height(), said(lines(made[2])[0])) == (True, "附件2")


def test_table_that_lies_on_its_side_keeps_the_number_at_the_foot_of_the_sheet() -> None:
    """7.3.7, 7.5: on a turned page the number stands where it does on all others, here at the left."""
    page = opened(paper("form", body=(LYING,)))[0]
    dashes = [sign for sign in signs(page) if sign.text == "—"]
    assert len(dashes) == 2
    assert all((sign.left + sign.right) / 2 == NEAR(35 - 7, abs=0.8) for sign in dashes)
    grid = [rule for rule in rules(page) if rule.width > 200]
    assert (grid[0].left, grid[0].right) == (NEAR(35, abs=1), NEAR(297 - 37, abs=1))


def test_draft_says_so_in_the_margin_and_leaves_number_and_date_blank() -> None:
    page = opened(paper("document", number="", dated=None, draft=True, invented=True))[0]
    head = [sign for sign in signs(page) if sign.y < 37]
    assert said(head) == "草稿演示文稿，内容虚构，不具效力"
    assert max(sign.bottom for sign in head) < 30
    assert said(line_of(page, "〔2026〕")) == "〔2026〕号"
    assert "草稿" not in "".join(said(line) for line in lines(opened(paper("document"))[0]))


def test_code_of_the_finished_paper_stands_in_the_upper_margin() -> None:
    page = opened(paper("letter"), MARK)[0]
    head = lines(page)[0]
    assert said(head).replace(" ", "") == "核验码7K3M-Q0ZT-4WXA"
    assert max(sign.bottom for sign in head) < 28


def test_certificate_draws_no_seal() -> None:
    made = opened(paper("certificate", title="证书", to="", number="粤集群2026001"))
    assert len(made) == 1
    told = "".join(said(line) for line in lines(made[0]))
    assert "编号：粤集群2026001" in told and "2026年3月5日" in told
    assert [each for each in made[0].get_objects() if each.type == 3] == []  # no picture


def test_paper_that_is_upward_names_who_signs_it() -> None:
    """7.2.6: number at the left, 签发人 at the right, one character in from each edge."""
    official = paper("document", extra={"signed_by": "张某"})
    line = line_of(opened(official)[0], "签发人")
    assert said(line) == "粤工信函〔2026〕12号签发人：张某"
    character = 15.79 / 72 * 25.4
    assert (line[0].x, 184 - line[-1].right) == (NEAR(28 + character, abs=0.6), NEAR(character, abs=0.8))


def test_unknown_layout_is_an_error() -> None:
    with pytest.raises(ValueError, match="no layout 'poster'"):
        Official("poster", "", "", (), dated=DAY)


def test_letter_that_ends_on_a_lying_page_has_no_page_for_its_imprint_alone() -> None:
    made = opened(paper("letter", annexes=(Annex("汇总表", (LYING,)),)))
    last = made[len(made) - 1]
    assert last.get_width() > last.get_height()
    told = [said(line) for line in lines(last)]
    assert "公开方式：主动公开" in told and "抄送：省中小企业服务中心。" in told


def test_row_of_a_table_stays_on_one_page() -> None:
    rows = tuple((str(n), "甲" * 120) for n in range(30))
    made = opened(paper("notice", annexes=(Annex("名单", (Table(("序号", "事项"), rows, widths=(1, 9)),)),)))
    counts = [sum(sign.text == "甲" for sign in signs(page)) for page in made]
    assert sum(counts) == 30 * 120
    assert all(count % 120 == 0 for count in counts)
