"""The roster desk (Article 14(一)): what is typed, pasted and opened there, by whom, and how it becomes the roster."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiqun.authorities.models import Account, Person
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.config import clock
from jiqun.facts.rows import FirmYear
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.acts.filing.desk import editing, filling, working
from jiqun.recognition.acts.filing.desk.editing import Change
from jiqun.recognition.models import Application, RosterDraft, RosterDraftChange
from jiqun.recognition.queries.filing import desk
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import RosterRevision
from tests.office import HUICHENG, HUIDONG, account, officer
from tests.recognition.applicant import NOW, do, open_round, roster, start, upload, workbook

pytestmark = pytest.mark.django_db
FIRMS = FIRM_YEARS.name
NAME, OUTPUT = FIRM_YEARS.headers.index("企业名称"), FIRM_YEARS.headers.index("产值（万元）")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def clerk() -> Account:
    return officer(HUICHENG)


@pytest.fixture
def colleague(clerk: Account) -> Account:
    return account("officer", HUICHENG, name="officer-two", person=Person.objects.create(name="李同事"))


@pytest.fixture
def case(clerk: Account) -> Case:
    return start(open_round(), clerk)


@pytest.fixture
def opened(case: Case, clerk: Account) -> Case:
    """A desk with the workbook of twelve firms on it."""
    assert working.open_workbook(case.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
    return case


def draft(case: Case) -> RosterDraft:
    return RosterDraft.objects.get(pk=case.pk)


def firm(case: Case, at: int = 0) -> desk.Shown:
    (line,) = desk.lines_at(draft(case), FIRMS, [at])
    return line


def put(case: Case, by: Account, at: int, column: int, text: str) -> editing.Done:
    line = firm(case, at)
    return editing.write_cells(case.pk, FIRMS, [Change(line.key, column, line.cells[column], text)], by=by, now=NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def url(name: str, case: Case) -> str:
    return reverse(f"recognition:roster-desk{name}", args=[case.pk])


def problems(case: Case) -> list[tuple[bool, int | None, str]]:
    return [(each.severe, each.row, each.header) for each in desk.problems(draft(case))]


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


# ── adopting ─────────────────────────────────────────────────────────────────────────────────────────────────────


def adopt(case: Case, by: Account, **payload: Any) -> Any:
    return do(case, "adopt_roster", by, key=f"adopt-{draft(case).version}-{len(payload)}", **payload)


def test_adopting_stores_the_roster_a_workbook_would_have_given(opened: Case, clerk: Account) -> None:
    adopt(opened, clerk, desk_version=1, seen="on")
    revision = Application.objects.get(pk=opened.pk).roster
    assert revision is not None and (revision.number, revision.file_sha256) == (1, "")
    do(opened, "import_roster", clerk, files={"workbook": upload(workbook())})
    assert revision.sha256 == RosterRevision.objects.get(number=2).sha256
    assert Application.objects.get(pk=opened.pk).facts_sha256


def test_errors_stand_in_the_way_all_at_once(opened: Case, clerk: Account) -> None:
    put(opened, clerk, 0, OUTPUT, "无")
    put(opened, clerk, 1, OUTPUT, "-5")
    with pytest.raises(Invalid) as refused:
        adopt(opened, clerk, desk_version=3, seen="on")
    assert "留空" in str(refused.value) and "不能为负数" in str(refused.value)
    assert not RosterRevision.objects.exists()


def test_remarks_must_be_acknowledged_and_then_stand_in_the_record(opened: Case, clerk: Account) -> None:
    put(opened, clerk, 0, FIRM_YEARS.headers.index("研发经费（万元）"), "99999999")
    with pytest.raises(Invalid, match="条提醒"):
        adopt(opened, clerk, desk_version=2)
    adopt(opened, clerk, desk_version=2, seen="on")
    assert "提醒已逐条看过" in ActRecord.objects.get(act="adopt_roster").note["zh"]
    assert any("研发经费" in said["zh"] for said in RosterRevision.objects.get().warnings)


def test_what_a_colleague_changed_after_the_look_is_not_adopted(
    opened: Case, clerk: Account, colleague: Account
) -> None:
    put(opened, colleague, 0, OUTPUT, "500")
    with pytest.raises(Refusal, match="李同事改过"):
        adopt(opened, clerk, desk_version=1, seen="on")
    adopt(opened, clerk, desk_version=2, seen="on")


def test_an_empty_desk_is_not_adopted(case: Case, clerk: Account) -> None:
    with pytest.raises(Refusal, match="还没有名册工作稿"):
        do(case, "adopt_roster", clerk, desk_version=0)


def test_another_base_year_than_the_rounds_is_refused(opened: Case, clerk: Account) -> None:
    (line,) = desk.lines_at(draft(opened), "集群", [0])
    editing.write_cells(opened.pk, "集群", [Change(line.key, 5, "2024", "2023")], by=clerk, now=NOW)
    with pytest.raises(Invalid, match="基准年为 2023"):
        adopt(opened, clerk, desk_version=2, seen="on")


def test_a_firm_of_another_clusters_roster_is_remarked_both_ways(opened: Case, clerk: Account) -> None:
    """The other county's cluster is not named; one's own would be."""
    neighbour = officer(HUIDONG)
    other = start(Application.objects.get(pk=opened.pk).round, neighbour, "other", name="惠东县电子产业集群")
    do(other, "import_roster", neighbour, files={"workbook": upload(workbook())})
    put(opened, clerk, 0, OUTPUT, "500")
    working.check_now(opened.pk, by=clerk, now=NOW)
    said = [each for each in desk.problems(draft(opened)) if "另一集群" in each.text.zh]
    assert {(each.header, each.severe) for each in said} == {("统一社会信用代码", False)}
    assert len(said) == 12 and said[0].row == 2
    do(opened, "import_roster", clerk, files={"workbook": upload(workbook())})
    warnings = [each["zh"] for each in RosterRevision.objects.get(cluster=opened.cluster_id).warnings]
    assert sum("另一集群" in each for each in warnings) == 12 and not any("惠东县" in each for each in warnings)


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_grid_shows_a_hundred_lines_in_a_fixed_number_of_queries(
    case: Case, clerk: Account, django_assert_max_num_queries: Any
) -> None:
    working.open_workbook(case.pk, io.BytesIO(workbook(firms=40)), "名册.xlsx", by=clerk, now=NOW)
    client = browser(clerk)
    client.get(url("", case))
    with django_assert_max_num_queries(12):
        body = client.get(url("", case)).content.decode()
    assert body.count("<tr data-key=") == 100 and 'id="c-99-0"' in body


def test_an_error_stands_at_its_cell_and_the_next_one_is_a_link_away(opened: Case, clerk: Account) -> None:
    put(opened, clerk, 4, OUTPUT, "<b>三</b>")
    working.check_now(opened.pk, by=clerk, now=NOW)
    client = browser(clerk)
    body = client.get(url("", opened)).content.decode()
    assert f'id="p-4-{OUTPUT}"' in body and f'aria-describedby="p-4-{OUTPUT}" aria-invalid="true"' in body
    assert "<b>三</b>" not in body
    there = client.get(url("-next", opened), {"sheet": FIRMS})
    assert there["Location"].endswith(f"#c-4-{OUTPUT}")
    assert client.get(url("", opened), {"only": "errors"}).content.decode().count("<tr data-key=") == 1
    assert client.get(url("", opened), {"q": "<b>三"}).content.decode().count("<tr data-key=") == 1


def test_cells_are_saved_and_clashes_told_in_json(opened: Case, clerk: Account, colleague: Account) -> None:
    line = firm(opened)
    sent = {"account": clerk.pk, "sheet": FIRMS, "changes": json.dumps([[line.key, OUTPUT, line.cells[OUTPUT], "9"]])}
    client = browser(clerk)
    assert client.post(url("-save", opened), sent).json() == {"version": 2, "clashes": [], "gone": [], "said": ""}
    put(opened, colleague, 0, OUTPUT, "8")
    late = sent | {"changes": json.dumps([[line.key, OUTPUT, "9", "7"]])}
    assert client.post(url("-save", opened), late).json()["clashes"] == [[line.key, OUTPUT, "8", "李同事"]]
    assert Client().post(url("-save", opened), sent).status_code == 401
    for wrong in ("", "[]x", '[["1"]]', '{"a":1}', "[1]", '[{"a":1,"b":2,"c":3,"d":4}]', "[" * 100_000):
        assert client.post(url("-save", opened), sent | {"changes": wrong}).status_code == 409


def test_checking_tells_the_cells_of_the_page(opened: Case, clerk: Account) -> None:
    put(opened, clerk, 3, OUTPUT, "三千")
    sent = {"account": clerk.pk, "sheet": FIRMS, "lines": "2,3"}
    said = browser(clerk).post(url("-check", opened), sent).json()
    assert [each[:3] for each in said["cells"]] == [[3, OUTPUT, True]] and "1 处错误" in said["summary"]


def test_steps_come_from_the_page_too(opened: Case, clerk: Account) -> None:
    client, lines = browser(clerk), draft(opened).lines
    sent = {"account": clerk.pk, "sheet": FIRMS}
    (key,) = client.post(url("-step", opened), sent | {"do": "add", "key": firm(opened).key}).json()["keys"]
    assert firm(opened, 1).key == key
    client.post(url("-step", opened), sent | {"do": "delete", "keys": key})
    assert draft(opened).lines == lines
    client.post(url("-step", opened), sent | {"do": "paste", "text": "甲\t乙"})
    client.post(url("-step", opened), sent | {"do": "undo"})
    assert draft(opened).lines == lines
    assert client.post(url("-step", opened), sent | {"do": "burn"}).status_code == 409


def test_foreign_and_absent_desks_look_the_same(opened: Case) -> None:
    stranger = browser(officer(HUIDONG))
    for name in ("", "-next", "-status", "-adopt"):
        assert stranger.get(url(name, opened)).status_code == 404
    for name in ("-upload", "-begin"):
        assert stranger.post(url(name, opened)).status_code == 404
    for name in ("-save", "-step", "-check"):
        sent = {"account": officer(HUIDONG).pk, "sheet": FIRMS, "changes": "[]", "do": "undo"}
        assert stranger.post(url(name, opened), sent).status_code == 404


def test_upload_and_adoption_go_through_their_pages(case: Case, clerk: Account) -> None:
    client = browser(clerk)
    client.post(url("-upload", case), {"workbook": upload(workbook())})
    page = client.get(url("-adopt", case)).content.decode()
    version = Case.objects.get(pk=case.pk).version
    assert 'name="desk_version" value="1"' in page
    sent = {"version": version, "key": "k1", "desk_version": 1, "seen": "on"}
    assert client.post(url("-adopt", case), sent)["Location"] == reverse(
        "recognition:application-roster", args=[case.pk]
    )
    assert draft(case).adopted == 1


def test_a_workbook_whose_import_was_refused_is_opened_on_the_desk_without_choosing_it_again(
    case: Case, clerk: Account
) -> None:
    book = load_workbook(io.BytesIO(workbook()))
    book[FIRMS].cell(3, OUTPUT + 1).value = "约300"
    file = io.BytesIO()
    book.save(file)
    client, import_url = browser(clerk), reverse("recognition:import-roster", args=[case.pk])
    sent = {"version": case.version, "key": "k", "workbook": upload(file.getvalue())}
    body = client.post(import_url, sent).content.decode()
    kept = body.split('name="workbook-kept" value="')[1].split('"')[0]
    client.post(url("-upload", case), {"workbook-kept": kept})
    assert [each for each in problems(case) if each[0]] == [(True, 3, "产值（万元）")]
    client.post(url("-upload", case), {"workbook-kept": kept + "x"})
    assert draft(case).version == 1


# ── long work ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_long_work_shows_its_stage_and_nobody_starts_another(opened: Case, clerk: Account) -> None:
    working._claim(opened.pk, "reading", clerk, NOW)
    client = browser(clerk)
    assert "正在读取工作簿" in client.get(url("", opened)).content.decode()
    assert "HX-Redirect" not in client.get(url("-status", opened)).headers
    with pytest.raises(Refusal, match="还在进行"):
        working.open_workbook(opened.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
    working._free(opened.pk)
    assert client.get(url("-status", opened)).headers["HX-Redirect"] == url("", opened)


def test_work_without_a_sign_of_life_frees_the_desk(opened: Case, clerk: Account) -> None:
    working._claim(opened.pk, "reading", clerk, NOW)
    beat = draft(opened).beat
    assert beat is not None
    RosterDraft.objects.filter(pk=opened.pk).update(beat=beat - working.DEAD_AFTER - timedelta(seconds=1))
    assert working.open_workbook(opened.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
