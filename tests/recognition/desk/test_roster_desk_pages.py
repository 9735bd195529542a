"""The roster desk (Article 14(一)): how it becomes the roster, its pages, and work that takes long."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiqun.authorities.models import Account
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.acts.filing.desk import editing, working
from jiqun.recognition.acts.filing.desk.editing import Change
from jiqun.recognition.acts.filing.desk.store import DEAD_AFTER
from jiqun.recognition.models import Application, RosterDraft
from jiqun.recognition.queries.filing import desk
from jiqun.register.models import RosterRevision
from tests.office import HUIDONG, officer
from tests.recognition.applicant import NOW, do, start, upload, workbook
from tests.recognition.desk.at_desk import FIRMS, OUTPUT, browser, draft, firm, problems, put, url

pytestmark = pytest.mark.django_db


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
    assert "下一处错误" in said["onward"] and 'tag not">1' in said["tabs"]
    put(opened, clerk, 3, OUTPUT, "3000")
    said = browser(clerk).post(url("-check", opened), sent).json()
    assert "下一处错误" not in said["onward"] and 'tag not"' not in said["tabs"], "mended, it says so at once"


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
    RosterDraft.objects.filter(pk=opened.pk).update(beat=beat - DEAD_AFTER - timedelta(seconds=1))
    assert working.open_workbook(opened.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
