"""The assessment as a document: every finding is on it, in one language, and the same bytes come out again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from jiqun import facts, law
from jiqun.bilingual import Text
from jiqun.documents import findings
from tests.law.rosters import ON, YI, energy, incident, of_year, roster, with_cluster, without_year

NOW = datetime(2025, 3, 20, 10, 30)
EXTENSION = law.Basis(
    "extension", "粤工信函〔2026〕1号", date(2026, 2, 1), "广东省工业和信息化厅", date(2026, 2, 28), date(2027, 2, 27),
    "新办法制定期间", "gd_2023_4",
)  # fmt: skip


def given(
    found: Any = None, *, on: date = ON, measure: law.Measure | None = None, language: str = "zh", **readings: str
) -> dict[str, Any]:
    """What the functions of the layout take, for a roster."""
    applied, known = measure or law.load("gd_2023_4"), facts.build(found or roster(), on=on)
    assessment = applied.assess(known, on=on, readings=readings)
    return {
        "assessment": assessment,
        "measure": applied,
        "cluster": known.name,
        "now": NOW,
        "facts": known,
        "language": language,
    }


def filled(found: Any = None, **more: Any) -> dict[str, Any]:
    return findings.filled(**given(found, **more))


def norm(data: dict[str, Any], norm_id: str) -> dict[str, Any]:
    return next(found for found in data["norms"] if found["id"] == norm_id)


def row(data: dict[str, Any], title: str) -> dict[str, Any]:
    return next(found for group in data["groups"] for found in group["rows"] if found["title"] == title)


def test_head_says_what_was_held_against_what() -> None:
    data = filled()
    assert data["heading"] == "系统测算，不作为审核结论"
    assert data["cluster"] == "云溪五金"
    assert data["head"] == [
        ["所在地", "云溪区"],
        ["主导产业", "33 金属制品业"],
        ["基准年", "2024"],
        ["办法", "《广东省促进中小企业特色产业集群发展暂行办法》（粤工信服务函〔2023〕4号）"],
        ["适用日期", "2025-03-20"],
        ["生成时间", "2025-03-20 10:30"],
    ]
    assert data["overall"] == {"verdict": "met", "word": "符合"}
    assert [(c["word"], c["number"]) for c in data["counts"]] == [
        ("符合", 13),
        ("定性·待人工判断", 28),
        ("不适用", 2),
    ]


def test_every_finding_is_on_the_document_once() -> None:
    """A13: computed norms are explained one by one, the others left to a person."""
    made, data = given(), filled()
    ids = [finding.id for finding in made["assessment"].findings if made["measure"].norm(finding.id).computed]
    assert [found["id"] for found in data["norms"]] == ids
    assert len(data["judgement"]) == len(made["assessment"].findings) - len(ids)
    rows = [found for group in data["groups"] for found in group["rows"] if not found["inner"]]
    assert [found["title"] for found in rows] == [found["title"] for found in data["norms"]]
    assert [group["clause"] for group in data["groups"]][:3] == ["第十三条（一）", "第十三条（二）", "第十三条（三）"]


def test_line_shows_value_demand_and_margin_with_units() -> None:
    """A13.2: output of each of three years; the worst year is shown."""
    found = row(filled(), "近三年产值")
    assert (found["value"], found["standard"], found["margin"]) == ("56 亿元", "40 亿元以上", "16 亿元")
    assert (found["word"], found["flips"], found["inner"]) == ("符合", False, False)


def test_line_exactly_on_the_limit_says_so() -> None:
    """A13.2: exactly 40 亿元 is 以上."""
    found = row(filled(of_year("output", {2022: 40 * YI})), "近三年产值")
    assert (found["value"], found["margin"], found["word"]) == ("40 亿元", "恰为门槛值", "符合")


def test_line_below_the_limit_has_a_true_minus_sign() -> None:
    found = row(filled(of_year("output", {2022: 39 * YI})), "近三年产值")
    assert (found["value"], found["margin"], found["word"]) == ("39 亿元", "−1 亿元", "不符合")


def test_branches_stand_under_their_norm() -> None:
    """A13.3: one of two lists of firms is enough."""
    data = filled()
    group = next(group for group in data["groups"] if group["clause"] == "第十三条（三）")
    assert [(found["inner"], found["value"], found["standard"]) for found in group["rows"]] == [
        (False, "—", "任一项成立"),
        (True, "1 家", "不少于 1 家"),
        (True, "0 家", "不少于 10 家"),
    ]


def test_explanation_shows_formula_inputs_and_years() -> None:
    growth = norm(filled(), "13.2.growth")
    assert growth["story"].startswith(
        "（2024 年产值 680,000 万元 ÷ 2021 年产值 500,000 万元）开 3 次方 − 1 =\u00a010.8%；"
    )
    assert growth["inputs"] == {
        "years": ["2021", "2024"],
        "rows": [{"label": "产值", "unit": "万元", "cells": ["500,000", "680,000"]}],
    }
    output = norm(filled(), "13.2.output")
    assert (output["story"], [part["title"] for part in output["parts"]]) == ("", ["2022 年", "2023 年", "2024 年"])


def test_single_figure_needs_no_table_of_its_own() -> None:
    assert norm(filled(), "13.2.area")["inputs"] == {"years": [], "rows": []}


def test_other_readings_are_listed_with_what_they_would_give() -> None:
    """13.2.growth: 10.8 % compound, yet not in every single year."""
    data = filled()
    assert norm(data, "13.2.growth")["flips"] == [
        {"reading": "“年均增速、年均增长”取“每年增速均须达到”", "verdict": "not_met", "word": "不符合"}
    ]
    assert row(data, "产值年均增速")["flips"] is True


def test_missing_year_is_asked_for_at_a_glance() -> None:
    data = filled(without_year(2023))
    assert row(data, "近三年产值")["value"] == "—"
    assert "近三年产值：缺 2023 年企业年度数据，请补充" in data["needed"]
    assert norm(data, "13.2.output")["needs"] == []


def test_blank_rows_are_counted_beside_the_figure() -> None:
    output = norm(filled(of_year("output", {2022: None})), "13.2.output")
    assert output["inputs"]["rows"][0]["cells"][0] == "0（1 行未填）"
    english = norm(filled(of_year("output", {2022: None}), language="en"), "13.2.output")
    assert english["inputs"]["rows"][0]["cells"][0] == "0 (1 blank)"


def test_incident_is_named_and_has_no_margin() -> None:
    data = filled(roster(incidents=(incident("安全事故", "重大"),)))
    assert norm(data, "13.1.safety")["verdict"] == "not_met"
    assert row(data, "近三年未发生重大事项")["margin"] == "—"
    assert "应急管理局" in norm(data, "13.1.safety")["story"]


def test_high_energy_cluster_is_held_against_the_benchmark() -> None:
    """A13.7: on the list, each product against its benchmark."""
    steel = replace(with_cluster(lead_codes=("31",)), efficiency=(energy("3", "4"), energy("5", "4")))
    found = norm(filled(steel), "13.7.energy")
    assert (found["verdict"], [part["verdict"] for part in found["parts"]]) == ("not_met", ["met", "not_met"])


def test_simulated_reading_stands_out() -> None:
    chosen = [found["phrase"] for found in filled(年均="arithmetic")["readings"] if found["chosen"]]
    assert chosen == ["年均增速、年均增长"]
    assert [found["phrase"] for found in filled()["readings"] if found["chosen"]] == []


def test_basis_is_printed_where_the_measure_rests_on_one() -> None:
    """A19: after 2026-02-27 only a registered basis carries a finding."""
    data = filled(on=date(2026, 3, 20), measure=law.load("gd_2023_4").under([EXTENSION]))
    assert ["依据", EXTENSION.text.zh] in data["head"]
    assert all(found["basis"] == [EXTENSION.text.zh] for found in data["norms"])
    assert all(found["basis"] == [] for found in filled()["norms"])


def test_record_names_measure_facts_and_code() -> None:
    made = given()
    receipt = made["assessment"].receipt
    assert [value for _, value in filled()["record"]] == [receipt.measure_sha256, receipt.facts_sha256, receipt.code]


def test_notices_are_on_the_document() -> None:
    made = given()
    made["assessment"] = replace(made["assessment"], warnings=(Text("一条提示。", "A notice."),))
    assert findings.filled(**made)["notices"] == ["一条提示。"]


def test_english_document_speaks_english_around_the_chinese_law() -> None:
    data = filled(language="en")
    assert data["heading"] == "Computed by the system; not a decision of the review"
    assert norm(data, "13.2.area")["quote"] == "占地面积不超过100平方公里"
    growth = row(data, "Average annual growth of output")
    assert (growth["word"], growth["value"], growth["standard"]) == ("met", "10.8%", "above 10%")
    assert ["Lead industry", "33"] in data["head"]


def test_without_facts_the_head_is_shorter() -> None:
    made = given()
    del made["facts"]
    assert [label for label, _ in findings.filled(**made)["head"]] == ["办法", "适用日期", "生成时间"]


@pytest.mark.parametrize("measure", law.library())
def test_every_measure_of_the_library_can_be_typeset(measure: str) -> None:
    assert findings.pdf(**given(measure=law.load(measure))).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pdf_is_an_archive_file_and_the_same_bytes_every_time(language: str) -> None:
    made = findings.pdf(**given(language=language))
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert findings.pdf(**given(language=language)) == made


def test_pdf_carries_the_moment_it_was_asked_to_carry() -> None:
    made, later = given(), given()
    later["now"] = datetime(2025, 3, 21, 9, 0)
    assert b"2025-03-20T10:30" in findings.pdf(**made)
    assert b"2025-03-21T09:00" in findings.pdf(**later)


def test_long_document_runs_over_more_pages_than_a_short_one() -> None:
    short = given()
    short["assessment"] = replace(short["assessment"], findings=short["assessment"].findings[:2], warnings=())
    pictures = findings.pictures(**short)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert len(pictures) < len(findings.pictures(**given(without_year(2023))))


def test_names_are_set_as_written_and_never_obeyed() -> None:
    """A name is text, whatever the typesetter would make of it as markup."""
    made = given()
    made["cluster"] = '#panic("x") *[_$`\\ <a> @b'
    assert findings.pdf(**made).startswith(b"%PDF-1.7")


def test_data_are_plain_json() -> None:
    data = filled()
    assert json.loads(json.dumps(data)) == data


def test_text_that_is_not_official_says_so_beside_every_quote() -> None:
    example = filled(measure=law.load("yn_example"))
    assert {found["source"] for found in example["norms"]} == {"示例，自拟文字，非正式文本"}
    assert ["文本", example["notices"][0]] in example["head"]
    assert {found["source"] for found in filled()["norms"] + filled()["judgement"]} == {""}
