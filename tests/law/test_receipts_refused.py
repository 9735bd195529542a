"""Records that are not whole, or were altered since they were written, are refused before anything is computed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from jiqun.bilingual import Text
from jiqun.law import receipts
from tests.law.recorded import EXTENSION, altered, record, refusal, replayed, said


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["sql"].update(engine="Oracle"),
        lambda v: v["sql"].update(text="SELECT 1"),
        lambda v: v.update(sql=None),
        lambda v: v["source"].update(name="别的.xlsx"),
        lambda v: v.update(source=None),
        lambda v: v.update(code="jiqun 9"),
        lambda v: v["result"].update(verdict="not_met"),
        lambda v: v.update(result_sha256="0" * 64),
        lambda v: v.update(sha256="0" * 64),
        lambda v: v["measure"].update(sha256="0" * 64),
        lambda v: v["readings"].pop("年均"),
    ],
)
def test_record_altered_anywhere_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    """One SHA-256 over the whole record, also over what the replay does not need."""
    values = json.loads(record())
    change(values)
    found = refusal(json.dumps(values, ensure_ascii=False))
    assert found.zh.startswith("测算记录与其校验值不符：记录为 ")
    assert found.en.startswith("The record does not have the SHA-256 written in it (")


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["readings"].pop("年均"),
        lambda v: v["result"]["receipt"]["readings"].pop("年均"),
        lambda v: v["readings"].update(年均="arithmetic"),
        lambda v: v["result"]["receipt"].pop("readings"),
        lambda v: v["result"].update(receipt=None),
    ],
)
def test_reading_left_out_is_not_filled_in_by_a_default(change: Callable[[dict[str, Any]], None]) -> None:
    found = refusal(altered(change))
    assert found.zh.startswith("测算记录的口径与其结果所列不一致：")
    assert "年均" in found.zh
    assert found.en.startswith("The readings of the record are not those its result names: ")


def test_reading_left_out_in_both_places_differs() -> None:
    def leave_out(values: dict[str, Any]) -> None:
        del values["readings"]["年均"], values["result"]["receipt"]["readings"]["年均"]

    assert said(replayed(altered(leave_out))) == ["receipt · readings · 年均：（无） → compound"]


def test_altered_facts_are_refused() -> None:
    text = refusal(altered(lambda v: v["facts"]["years"]["2024"].update(output=1)))
    assert text.zh.startswith("测算记录中的事实数据与其校验值不符：记录为 ")
    assert text.zh.endswith("请使用 jiqun check --receipt 写出的原件。")
    assert text.en.startswith("The facts in the record do not have the SHA-256 written beside them (")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("", "第 1 行第 1 列", "line 1, column 1"),
        ("{\n1}", "第 2 行第 1 列", "line 2, column 1"),
        ("[1.5]", "1.5 不是整数", "1.5 is not a whole number"),
        ("[NaN]", "NaN 不是整数", "NaN is not a whole number"),
        ("[" * 9999, "层次过深", "nested too deeply"),
    ],
)
def test_file_that_is_no_json(text: str, zh: str, en: str) -> None:
    found = refusal(text)
    assert found.zh == f"测算记录不是完整的 JSON（{zh}）。请使用 jiqun check --receipt 写出的原件。"
    assert found.en == f"The record is not whole JSON ({en}). Take the file as jiqun check --receipt wrote it."


@pytest.mark.parametrize("text", ["[]", "{}"])
def test_json_that_is_no_record(text: str) -> None:
    found = refusal(text)
    assert found.zh == "这不是测算记录：没有 format 一项。请使用 jiqun check --receipt 写出的原件。"
    assert found.en.startswith("This is no evaluation record: it has no key format. Take the file as ")


@pytest.mark.parametrize("text", ['{"format": "\\ud800"}', "[" + "9" * 5000 + "]"])
def test_json_that_cannot_be_kept(text: str) -> None:
    assert refusal(text).zh.startswith("测算记录不是完整的 JSON（")


def test_record_of_another_format() -> None:
    assert refusal(altered(lambda v: v.update(format="jiqun-receipt-9"))) == Text(
        "测算记录的格式为 jiqun-receipt-9，本版本只能读取 jiqun-receipt-1；请用写出它的版本重放。",
        "The record is written as jiqun-receipt-9, this version reads jiqun-receipt-1; replay it with the version that "
        "wrote it.",
    )


def test_missing_and_unknown_keys_are_all_named() -> None:
    def change(values: dict[str, Any]) -> None:
        del values["on"], values["facts"]
        values["remark"] = "x"

    found = refusal(altered(change))
    assert found.zh == "测算记录缺少 on、facts。测算记录有不认识的项 remark。请使用 jiqun check --receipt 写出的原件。"
    assert found.en.startswith("The record lacks on, facts. The record has unknown keys remark. ")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("measure", {"id": "gd_2023_4"}),
        ("on", "20 March"),
        ("on", "20250320"),
        ("on", None),
        ("readings", {"年均": 1}),
        ("bases", {}),
        ("demands", None),
        ("facts", []),
        ("facts_sha256", None),
        ("sql", {"text": "", "engine": "SQLite"}),
        ("code", 1),
        ("source", {"name": "a"}),
        ("source", {"sha256": "a"}),
        ("source", {"name": None}),
        ("interpretations", None),
        ("notices", ["x"]),
        ("language", "fr"),
        ("result", []),
        ("result_sha256", 0),
    ],
)
def test_key_of_the_wrong_kind(key: str, value: object) -> None:
    found = refusal(altered(lambda v: v.update({key: value})))
    assert found.zh.startswith(f"测算记录的 {key} 应为")
    assert found.en.startswith(f"In the record, {key} should be ")


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f.clear(),
        lambda f: f.pop("years"),
        lambda f: f.update(on="x"),
        lambda f: f.update(base_year="2024"),
        lambda f: f.update(format="jiqun-facts-0"),
        lambda f: f.update(efficiency={}),
        lambda f: f["years"]["2024"].pop("output"),
        lambda f: f["years"]["2024"].update(output=None),
        lambda f: f["years"]["2024"].update(output=True),
        lambda f: f["years"]["2024"].update(output=-1),
    ],
)
def test_facts_that_cannot_be_read(change: Callable[[dict[str, Any]], None]) -> None:
    found = refusal(altered(lambda v: change(v["facts"])))
    assert found.zh.startswith("测算记录中的事实数据无法读取：")
    assert found.en.startswith("The facts in the record cannot be read: ")


@pytest.mark.parametrize(
    ("entry", "zh"),
    [
        (1, "测算记录的 bases 1 应为对象。"),
        ({}, "bases 1：kind 应为 "),
        ({**EXTENSION.plain(), "on": "x"}, "bases 1：on：“x”不是日期"),
        ({**EXTENSION.plain(), "number": 5}, "测算记录的 bases 1 应为各项均为文字的对象。"),
    ],
)
def test_basis_that_is_not_right(entry: object, zh: str) -> None:
    assert refusal(altered(lambda v: v.update(bases=[entry]))).zh.startswith(zh)
    assert receipts.read(altered(lambda v: v.update(bases=[EXTENSION.plain()]))).bases == (EXTENSION,)
