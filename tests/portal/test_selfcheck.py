"""对标自测: anybody computes a cluster against the measure without an account."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun import law
from jiqun.console import check
from jiqun.documents.errors import NoTypesetter
from jiqun.portal.selfcheck import forms
from tests.facts.workbook.samples import tables, workbook
from tests.office import at
from tests.portal.visitor import AGAIN, NAME, TYPE, UPLOAD, again, carried, good_workbook, shown, typed, upload


@pytest.fixture(autouse=True)
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """20 March 2025, nobody counted yet."""
    cache.clear()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: at("2025-03-20 10:00"))


# ── the two ways ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_is_held_against_the_measure_without_an_account() -> None:
    """A13: every computed norm with verdict, value, limit and formula, under the heading that it is no decision."""
    answered = upload(good_workbook())
    assert answered.status_code == 200
    said = answered.content.decode()
    assert "系统测算，不作为审核结论" in said
    assert NAME in said
    found = shown(answered)
    assert len(found) == 15
    assert set(found.values()) == {"符合", "不适用"}
    assert "近三年产值均在40亿元以上" in said
    assert "2024 年产值 680,000 万元" in said
    assert f'href="{reverse("portal:measure-text", args=["gd_2023_4"])}#A13.2"' in said


def test_typed_totals_say_what_the_workbook_with_these_totals_says() -> None:
    assert shown(typed()) == shown(upload(good_workbook()))


def test_a_figure_left_blank_is_named_as_missing() -> None:
    answered = typed(output_2022="")
    assert shown(answered)["13.2.output"] == "待核"
    assert "2022 年产值未填，请补充" in answered.content.decode()


def test_nothing_typed_leaves_everything_open() -> None:
    answered = Client().post(reverse(TYPE), {"on": "2025-03-20", "base": "2024"})
    assert set(shown(answered).values()) == {"待核"}


def test_the_template_can_be_had_and_read_back() -> None:
    answered = Client().get(reverse("portal:self-check-template"))
    assert answered.status_code == 200
    assert answered.content[:4] == b"PK\x03\x04"
    assert "attachment" in answered["Content-Disposition"]
    refused = upload(answered.content)
    assert refused.status_code == 422  # empty: the name of the cluster is missing
    assert "集群名称" in refused.content.decode()


def test_every_error_of_a_workbook_is_listed_at_once() -> None:
    sheets = tables()
    sheets["企业年度数据"][1][7] = "很多"
    sheets["荣誉资质"][1][1] = "优秀企业"
    answered = upload(workbook(sheets))
    assert answered.status_code == 422
    said = answered.content.decode()
    assert "工作簿有 2 处错误，没有测算。" in said
    assert "很多" in said
    assert "优秀企业" in said


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文件是空的"),
        (b"hello", "这不是 .xlsx 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "旧版 .xls"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    answered = upload(data)
    assert answered.status_code == 422
    assert says in answered.content.decode()


def test_a_workbook_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "LARGEST", 1000)
    monkeypatch.setattr(forms, "read_safely", lambda *_, **__: pytest.fail("read"))
    answered = upload(good_workbook())
    assert (answered.status_code, "文件超过 20 MB" in answered.content.decode()) == (422, True)


def test_no_file_is_refused_with_a_sentence() -> None:
    answered = Client().post(reverse(UPLOAD), {"on": "2025-03-20"})
    assert (answered.status_code, "请选择工作簿文件" in answered.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"output_2024": "约60亿"}, "请只填数字"),
        ({"output_2024": "-1"}, "不能为负数"),
        ({"patents_2024": "1.5"}, "不能有小数"),
        ({"output_sme_2024": "680001"}, "大于产值"),
        ({"platform_answered": "5"}, "大于企业总数"),
        ({"lead_codes": "9999"}, "9999"),
        ({"on": "2025-13-01"}, "日期请按"),
        ({"searched_on": "昨天"}, "日期请按"),
        ({"incident_kind": "安全事故"}, "请同时填写类别和发生日期"),
        ({"searched_on": "2025-03-21"}, "日期不能晚于今天（2025-03-20）"),
        ({"incident_kind": "安全事故", "incident_on": "2099-01-01"}, "日期不能晚于今天（2025-03-20）"),
        ({"on": "2025-03-01", "incident_kind": "安全事故", "incident_on": "2025-03-02"}, "晚于适用日期 2025-03-01"),
        ({"reading_年均": "geometric"}, "没有这种读法"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_beside_its_field(entry: dict[str, str], says: str) -> None:
    answered = typed(**entry)
    assert (answered.status_code, says in answered.content.decode()) == (422, True)
    assert 'value="680,000"' in answered.content.decode() or "output_2024" in entry  # what was typed stays


def test_an_incident_typed_counts_by_its_grade() -> None:
    """A13.1 较大及以上."""
    happened = {"incident_kind": "安全事故", "incident_on": "2024-05-01"}
    assert shown(typed(**happened, incident_grade="较大"))["13.1.safety"] == "不符合"
    assert shown(typed(**happened, incident_grade="一般"))["13.1.safety"] == "符合"


# ── the day and the measure ──────────────────────────────────────────────────────────────────────────────


def test_a_day_outside_the_measure_is_refused_and_the_last_day_in_force_offered() -> None:
    """A19: in force to 2026-02-27; the engine never falls back by itself."""
    answered = typed(on="2026-03-01", base="2024")
    assert answered.status_code == 422
    said = answered.content.decode()
    assert "2026-03-01 不在《广东省促进中小企业特色产业集群发展暂行办法》的有效期内" in said
    assert "改按 2026-02-27 测算" in said
    taken = typed(on="2026-03-01", base="2024", take_on="2026-02-27")
    assert (taken.status_code, len(shown(taken))) == (200, 15)


def test_the_form_begins_with_a_day_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'name="on" value="2025-03-20"' in Client().get(reverse(UPLOAD)).content.decode()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: at("2026-11-22 10:00"))
    said = Client().get(reverse(UPLOAD)).content.decode()
    assert 'name="on" value="2026-02-27"' in said
    assert "今天不在有效期内" in said
    assert '<option value="2025" selected>' in Client().get(reverse(TYPE)).content.decode()


@pytest.mark.parametrize("name", [UPLOAD, TYPE])
def test_a_measure_that_is_not_in_the_library_is_not_found(name: str) -> None:
    assert Client().get(reverse(name), {"measure": "gd_1999_1"}).status_code == 404


def test_every_measure_of_the_library_can_be_chosen_and_computed() -> None:
    for name in law.library():
        measure = law.load(name)
        on = measure.until if measure.until.year < 2027 else at("2025-03-20 10:00").date()
        answered = typed(measure=name, on=on.isoformat())
        assert answered.status_code == 200, name
        assert set(shown(answered)) == {norm.id for norm in measure.norms if norm.computed}


# ── readings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_another_reading_is_a_simulation_and_says_so() -> None:
    answered = typed(**{"reading_年均": "arithmetic"})
    said = answered.content.decode()
    assert "模拟口径" in said
    assert "口径“年均增速、年均增长”取“各年增速的算术平均”" in said


def test_readings_that_would_change_a_verdict_are_listed() -> None:
    """The 160 patents of 800 employees are 2,000 for 10,000; by residents nobody knows."""
    said = typed().content.decode()
    assert "所在县域常住人口" in said
    table = said[said.index("换用其他口径</h2>") :]
    assert "每万人有效发明专利拥有量" in table


# ── what the page carries ────────────────────────────────────────────────────────────────────────────────


def test_the_page_carries_the_sums_so_that_nothing_is_uploaded_twice() -> None:
    answered = again(upload(good_workbook()), **{"reading_年均": "arithmetic"})
    assert answered.status_code == 200
    assert "模拟口径" in answered.content.decode()
    assert len(shown(answered)) == 15


def test_json_is_that_of_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(good_workbook())
    assert check.main([str(path), "--on", "2025-03-20", "--json"]) == 0
    answered = again(upload(path.read_bytes()), **{"as": "json"})
    assert answered["Content-Type"] == "application/json"
    assert "attachment" in answered["Content-Disposition"]
    assert json.loads(answered.content) == json.loads(capsys.readouterr().out)


def test_pdf_is_made_of_what_the_page_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same request computes and typesets; without a typesetter the refusal says what is missing."""
    first = typed()
    answered = again(first, **{"as": "pdf"})
    assert answered.content.startswith(b"%PDF-")
    assert (answered["Content-Type"], answered["Cache-Control"]) == ("application/pdf", "no-store")

    def missing(*_: object, **__: object) -> bytes:
        raise NoTypesetter

    monkeypatch.setattr("jiqun.portal.selfcheck.answers.pdf", missing)
    refused = again(first, **{"as": "pdf"})
    assert (refused.status_code, "未安装排版程序" in refused.content.decode()) == (503, True)


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "carried"])
def test_what_was_not_made_here_is_refused(text: str) -> None:
    answered = Client().post(reverse(AGAIN), {"carried": text, "on": "2025-03-20"})
    assert (answered.status_code, "页面已过期" in answered.content.decode()) == (410, True)


def test_what_was_altered_is_refused() -> None:
    text = carried(upload(good_workbook()))
    answered = Client().post(reverse(AGAIN), {"carried": "A" + text[1:], "on": "2025-03-20"})
    assert answered.status_code == 410


def test_another_day_outside_the_measure_offers_the_last_day_in_force() -> None:
    first = upload(good_workbook())
    answered = Client().post(reverse(AGAIN), {"carried": carried(first), "on": "2027-01-01"})
    assert (answered.status_code, "改按 2026-02-27 测算" in answered.content.decode()) == (422, True)
    assert again(answered, on="2026-02-27").status_code == 200


def test_typed_figures_can_be_changed_without_typing_them_again() -> None:
    said = typed().content.decode()
    form = said[said.index('id="change"') :]
    values = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form))
    assert values["output_2024"] == "680,000"
    answered = Client().post(reverse(TYPE), values | {"change": "1"})
    assert answered.status_code == 200
    assert 'name="output_2024" value="680,000"' in answered.content.decode()


def test_the_menu_leads_there() -> None:
    said = Client().get(reverse("portal:measure")).content.decode()
    assert f'href="{reverse(UPLOAD)}">自测</a>' in said


NAMES = {"中文", "以上", "各登记库", "高耗能", "高用水"}  # what English texts call by its Chinese name
HAN = re.compile(r"[\u4e00-\u9fff]+")


def test_the_self_check_speaks_english() -> None:
    client = Client()
    client.cookies["lang"] = "en"
    pages = [client.get(reverse(UPLOAD)), client.get(reverse(TYPE)), typed(client, name="X", output_2022="")]
    for answered in pages:
        said = re.sub(
            r'<(section|b|option|dd|article)\b.*?</\1>|lang="zh-CN".*?>.*?<', "", answered.content.decode(), flags=re.S
        )
        said = re.sub(r"value=\"[^\"]*\"|name=\"[^\"]*\"|for=\"[^\"]*\"|id=\"[^\"]*\"", "", said)
        assert set(HAN.findall(said)) <= NAMES
