"""The roster desk (Article 14(一)): what is typed, pasted and opened there, by whom, and taken back."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.facts.rows import FirmYear
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.acts.filing.desk import editing, filling, working
from jiqun.recognition.acts.filing.desk.editing import Change
from jiqun.recognition.models import RosterDraftChange
from jiqun.recognition.queries.filing import desk
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, account, officer
from tests.recognition.applicant import NOW, do, roster, upload, workbook
from tests.recognition.desk.at_desk import FIRMS, NAME, OUTPUT, draft, firm, problems, put

pytestmark = pytest.mark.django_db


# ── filling the desk ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_is_opened_cell_for_cell_and_checked(opened: Case) -> None:
    on_desk = desk.cells(draft(opened))
    assert on_desk == filling.cells_of(roster())
    assert (draft(opened).checked, draft(opened).errors) == (1, 0)


def test_a_workbook_with_errors_is_opened_and_each_error_stands_at_its_cell(case: Case, clerk: Account) -> None:
    book = load_workbook(io.BytesIO(workbook()))
    sheet = book[FIRMS]
    sheet.cell(3, OUTPUT + 1).value = "约300"
    sheet.cell(5, 1).value = 914413001234567890
    file = io.BytesIO()
    book.save(file)
    assert working.open_workbook(case.pk, io.BytesIO(file.getvalue()), "名册.xlsx", by=clerk, now=NOW)
    assert [each for each in problems(case) if each[0]] == [
        (True, 3, "产值（万元）"),
        (True, 5, "统一社会信用代码"),
    ]
    said = [str(each.short) for each in desk.problems(draft(case)) if each.severe]
    assert "请只填数字" in said[0] and "代码被当作数字保存" in said[1]


def test_what_is_no_workbook_is_refused_and_the_desk_stays(opened: Case, clerk: Account) -> None:
    before = desk.cells(draft(opened))
    for data, name in ((b"PK\x03\x04", "名册.xlsx"), (workbook(), "名册.xls")):
        with pytest.raises(Refusal):
            working.open_workbook(opened.pk, io.BytesIO(data), name, by=clerk, now=NOW)
    assert (desk.cells(draft(opened)), draft(opened).stage) == (before, "")


def test_a_new_desk_knows_cluster_place_industry_and_base_year(case: Case, clerk: Account) -> None:
    filling.begin(case.pk, by=clerk, now=NOW)
    assert desk.cells(draft(case))["集群"] == [["惠城区电子元件产业集群", "惠城区", "398、397", "", "", "2024"]]


def test_the_roster_in_use_is_taken_back_onto_the_desk(case: Case, clerk: Account) -> None:
    with pytest.raises(Refusal, match="还没有采用中的名册"):
        filling.take_roster(case.pk, by=clerk, now=NOW)
    do(case, "import_roster", clerk, files={"workbook": upload(workbook())})
    filling.take_roster(case.pk, by=clerk, now=NOW)
    assert desk.cells(draft(case)) == filling.cells_of(roster())


def test_lines_of_another_room_fill_what_is_there_and_add_what_is_new(opened: Case, clerk: Account) -> None:
    known = roster().firm_years[0]
    new = FirmYear("91449999MA0000000D", "新企业（虚构）", "3981", 2024, employees=12, output=123_450_000)
    given = FirmYear(known.uscc, known.name, known.industry, known.year, output=777_000_000)
    count = draft(opened).lines
    done = filling.add_lines(
        application_of(opened), [given, new], Text("企业确认数据", "Confirmed by firms"), by=clerk, now=NOW
    )
    lines = desk.cells(draft(opened))[FIRMS]
    assert (lines[0][OUTPUT], lines[0][4]) == ("777", str(known.employees))
    assert [*lines[-1][:4], lines[-1][OUTPUT]] == ["91449999MA0000000D", "新企业（虚构）", "3981", "2024", "123.45"]
    assert draft(opened).lines == count + 1 and done.version == 2
    editing.undo(opened.pk, by=clerk, now=NOW)
    assert desk.cells(draft(opened)) == filling.cells_of(roster())


# ── typing, pasting, taking back ─────────────────────────────────────────────────────────────────────────────────


def test_two_clerks_in_one_cell_never_overwrite_silently(opened: Case, clerk: Account, colleague: Account) -> None:
    line = firm(opened)
    seen = line.cells[OUTPUT]
    assert put(opened, colleague, 0, OUTPUT, "111").clashes == ()
    done = editing.write_cells(opened.pk, FIRMS, [Change(line.key, OUTPUT, seen, "222")], by=clerk, now=NOW)
    (clash,) = done.clashes
    assert (clash.theirs, clash.by, firm(opened).cells[OUTPUT]) == ("111", "李同事", "111")
    again = editing.write_cells(opened.pk, FIRMS, [Change(line.key, OUTPUT, "111", "222")], by=clerk, now=NOW)
    assert (again.clashes, firm(opened).cells[OUTPUT]) == ((), "222")


def test_two_clerks_in_one_line_keep_both_their_cells(opened: Case, clerk: Account, colleague: Account) -> None:
    line = firm(opened)
    for by, column, text in ((clerk, OUTPUT, "500"), (colleague, NAME, "新名称")):
        editing.write_cells(opened.pk, FIRMS, [Change(line.key, column, line.cells[column], text)], by=by, now=NOW)
    assert (firm(opened).cells[OUTPUT], firm(opened).cells[NAME]) == ("500", "新名称")


def test_a_step_is_taken_back_unless_a_colleague_built_on_it(opened: Case, clerk: Account, colleague: Account) -> None:
    before = firm(opened).cells[OUTPUT]
    put(opened, clerk, 0, OUTPUT, "500")
    put(opened, colleague, 0, OUTPUT, "501")
    with pytest.raises(Refusal, match="李同事再次修改"):
        editing.undo(opened.pk, by=clerk, now=NOW)
    editing.undo(opened.pk, by=colleague, now=NOW)
    editing.undo(opened.pk, by=clerk, now=NOW)
    assert firm(opened).cells[OUTPUT] == before


def test_lines_are_added_and_deleted_and_both_are_taken_back(opened: Case, clerk: Account) -> None:
    before = desk.cells(draft(opened))
    done = editing.add_blank(opened.pk, FIRMS, by=clerk, now=NOW, after=firm(opened).key)
    assert firm(opened, 1).key == done.keys[0] and not any(firm(opened, 1).cells)
    editing.undo(opened.pk, by=clerk, now=NOW)
    keys = [line.key for line in desk.lines_at(draft(opened), FIRMS, [0, 2])]
    editing.delete_lines(opened.pk, FIRMS, keys, by=clerk, now=NOW)
    assert len(desk.cells(draft(opened))[FIRMS]) == len(before[FIRMS]) - 2
    editing.undo(opened.pk, by=clerk, now=NOW)
    assert desk.cells(draft(opened)) == before


def test_opening_another_workbook_is_taken_back_whole(opened: Case, clerk: Account) -> None:
    before = desk.cells(draft(opened))
    working.open_workbook(opened.pk, io.BytesIO(workbook(firms=10)), "另一本.xlsx", by=clerk, now=NOW)
    assert desk.cells(draft(opened)) != before
    editing.undo(opened.pk, by=clerk, now=NOW)
    assert (desk.cells(draft(opened)), draft(opened).lines) == (before, sum(map(len, before.values())))
    filling.begin(opened.pk, by=clerk, now=NOW)  # a new beginning after that finds room for itself
    assert len(desk.cells(draft(opened))[FIRMS]) == 10


def test_a_deleted_line_is_not_written_to(opened: Case, clerk: Account, colleague: Account) -> None:
    line = firm(opened)
    editing.delete_lines(opened.pk, FIRMS, [line.key], by=colleague, now=NOW)
    other = firm(opened)
    changes = [Change(line.key, NAME, line.cells[NAME], "x"), Change(other.key, NAME, other.cells[NAME], "留下的改动")]
    done = editing.write_cells(opened.pk, FIRMS, changes, by=clerk, now=NOW)
    assert (done.gone, firm(opened).cells[NAME]) == ((changes[0],), "留下的改动")


@pytest.mark.parametrize("key", ["", "1", "1-", "x-1", "-1-1", "9" * 30 + "-1", "99999-1", "²-1"])
def test_a_key_that_never_was_is_not_written_to(opened: Case, clerk: Account, key: str) -> None:
    before = desk.cells(draft(opened))
    assert editing.write_cells(opened.pk, FIRMS, [gone := Change(key, 0, "", "x")], by=clerk, now=NOW).gone == (gone,)
    with pytest.raises(Refusal, match="已被删除或名册已整体更换"):
        editing.delete_lines(opened.pk, FIRMS, [key], by=clerk, now=NOW)
    assert desk.cells(draft(opened)) == before


def test_a_paste_lays_over_from_its_cell_and_adds_what_is_beyond(opened: Case, clerk: Account) -> None:
    lines = desk.cells(draft(opened))[FIRMS]
    last = firm(opened, len(lines) - 1)
    editing.paste(opened.pk, FIRMS, "甲\t3981\n乙\t3982\n", by=clerk, now=NOW, key=last.key, column=NAME)
    after = desk.cells(draft(opened))[FIRMS]
    assert after[len(lines) - 1][NAME : NAME + 2] == ["甲", "3981"]
    assert after[len(lines)] == ["", "乙", "3982", *[""] * (len(FIRM_YEARS.columns) - 3)]


def test_a_paste_with_headers_finds_its_columns_and_tells_what_has_none(opened: Case, clerk: Account) -> None:
    text = "年份\t单位名称\t产值（亿元）\t联系人\n2024\t甲公司\t1.25\t张三"
    done = editing.paste(opened.pk, FIRMS, text, by=clerk, now=NOW)
    line = desk.cells(draft(opened))[FIRMS][-1]
    assert (line[NAME], line[3], line[OUTPUT]) == ("甲公司", "2024", "12500")
    assert [str(note) for note in done.notes] == [
        "“产值（亿元）”列已由亿元换算为万元带入“产值（万元）”。",
        "“联系人”列不在模板中，没有带入。",
    ]


def test_the_sheet_of_the_cluster_is_pasted_as_it_stands(case: Case, clerk: Account) -> None:
    editing.paste(case.pk, "集群", "字段\t值\n基准年\t2024\n所在地\t惠城区", by=clerk, now=NOW)
    assert desk.cells(draft(case))["集群"] == [["", "惠城区", "", "", "", "2024"]]
    with pytest.raises(Refusal, match="不能增删行"):
        editing.add_blank(case.pk, "集群", by=clerk, now=NOW)


def test_every_step_is_kept_with_who_when_and_what(opened: Case, clerk: Account, colleague: Account) -> None:
    put(opened, colleague, 0, OUTPUT, "500")
    rows = RosterDraftChange.objects.filter(draft=opened.pk).order_by("version")
    assert [(row.version, row.by, row.what["zh"]) for row in rows] == [
        (1, clerk, "打开工作簿“名册.xlsx”"),
        (2, colleague, "在“企业年度数据”填写"),
    ]


def test_only_the_applicants_officer_works_at_the_desk(opened: Case) -> None:
    for by, refusal in ((officer(HUIDONG), NotHere), (account("approver", HUICHENG), Refusal)):
        with pytest.raises(refusal):
            editing.write_cells(opened.pk, FIRMS, [], by=by, now=NOW)
