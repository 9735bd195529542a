"""Records that were altered, or computed otherwise since: what differs is named, key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from jiqun import facts, law
from jiqun.bilingual import Text
from jiqun.law import code, receipts
from tests.law.recorded import EXTENSION, LAPSED, altered, record, replayed, said
from tests.law.rosters import ON, bent, roster


def test_other_code_is_a_remark_and_changes_nothing() -> None:
    def older(values: dict[str, Any]) -> None:
        values["code"] = values["result"]["receipt"]["code"] = "jiqun 0.0.1 0123456789abcdef"

    def sealed(values: dict[str, Any]) -> None:
        older(values)
        text = json.dumps(values["result"], ensure_ascii=False, indent=1) + "\n"
        values["result_sha256"] = receipts.record.digest(text)

    replay = replayed(altered(sealed))
    assert replay.same
    assert replay.remarks == (
        Text(
            f"程序版本不同：记录为 jiqun 0.0.1 0123456789abcdef，现为 {code.version()}。",
            f"Other code: then jiqun 0.0.1 0123456789abcdef, now {code.version()}.",
        ),
    )
    assert json.loads(replay.text or "")["receipt"]["code"] == "jiqun 0.0.1 0123456789abcdef"


def test_other_sql_is_a_remark() -> None:
    replay = replayed(altered(lambda v: v["sql"].update(text="SELECT 1")))
    assert (replay.same, len(replay.remarks)) == (True, 1)


def test_changed_measure_is_named_with_both_hashes() -> None:
    published = law.load("gd_2023_4")
    changed = replace(published, sha256="0" * 64)
    replay = replayed(record(), changed)
    assert replay.remarks == (
        Text("除校验值外，测算结果与记录相同。", "Apart from that hash, the findings are as recorded."),
    )
    assert said(replay) == [
        f"办法文件已改动：gd_2023_4 的 SHA-256，记录为 {published.sha256}，现为 {'0' * 64}；"
        "可用 --measure 指定当时的办法文件夹。"
    ]


def test_changed_limit_shows_in_the_norm_it_changes() -> None:
    """A13.2: another limit for the output under the same name."""
    published = law.load("gd_2023_4")
    norms = tuple(norm for norm in published.norms if norm.id != "13.2.area")
    found = said(replayed(record(), replace(published, sha256="0" * 64, norms=norms)))
    assert found[1:] == ["13.2.area：记录中有，重放没有"]
    assert replayed(record(), replace(published, sha256="0" * 64, norms=norms)).remarks == ()


def test_another_measure_is_named() -> None:
    other = replace(law.load("gd_2023_4"), id="gd_2030_1")
    assert said(replayed(record(), other)) == [
        "办法不同：记录为 gd_2023_4，所用为 gd_2030_1。",
        "measure：gd_2023_4 → gd_2030_1",
    ]


def test_measure_the_library_does_not_have() -> None:
    with pytest.raises(law.UnknownMeasure):
        replayed(altered(lambda v: v["measure"].update(id="gd_1999_1")))


def test_altered_result_is_shown_key_by_key() -> None:
    def improve(values: dict[str, Any]) -> None:
        values["result"]["verdict"] = "not_met"
        area = next(f for f in values["result"]["findings"] if f["id"] == "13.2.area")
        area["value"] = "58.7"
        area["inputs"][0]["missing"] = 1
        del area["margin"]
        area["remark"] = "x"

    assert said(replayed(altered(improve))) == [
        "verdict：not_met → met",
        "13.2.area · value：58.7 → 58.6",
        "13.2.area · inputs[0] · missing：1 → 0",
        "13.2.area · remark：x → （无）",
        "13.2.area · margin：（无） → 41.4",
    ]


def test_norm_that_is_missing_in_the_result_is_named() -> None:
    assert said(replayed(altered(lambda v: v["result"]["findings"].pop(0)))) == ["13.1.safety：记录中没有，重放有"]


def test_norms_in_another_order_are_said() -> None:
    (found,) = said(replayed(altered(lambda v: v["result"]["findings"].reverse())))
    assert found.startswith("认定条件的先后不同：13.9.plan、")
    assert found.endswith("、13.9.outreach、13.9.plan")


def test_result_without_any_findings_is_compared_all_the_same() -> None:
    found = said(replayed(altered(lambda v: v["result"].update(findings=None))))
    assert found[:2] == ["findings：记录中有，重放没有", "13.1.safety：记录中没有，重放有"]


def test_values_equal_but_in_other_order_are_not_the_same_bytes() -> None:
    def reorder(values: dict[str, Any]) -> None:
        values["result"] = dict(reversed(values["result"].items()))
        text = json.dumps(values["result"], ensure_ascii=False, indent=1) + "\n"
        values["result_sha256"] = receipts.record.digest(text)

    (why,) = said(replayed(altered(reorder)))
    assert why.startswith("各项内容相同，但文字逐字节比较不同：")


def test_facts_altered_together_with_their_hash_contradict_the_result() -> None:
    def more(values: dict[str, Any]) -> None:
        found = facts.build(bent(lambda line: replace(line, output=(line.output or 0) * 2)), on=ON)
        values["facts"], values["facts_sha256"] = json.loads(found.to_json()), found.sha256

    found = said(replayed(altered(more)))
    before = facts.build(roster(), on=ON).sha256
    assert found[0].startswith(f"事实数据已改动：结果所据数据的 SHA-256 为 {before}，")
    assert "13.2.output · value：56 → 112" in found
    assert not any("facts_sha256" in difference for difference in found)


def test_differences_are_said_in_english_too() -> None:
    """One of each kind of sentence."""
    published = law.load("gd_2023_4")
    lapsed = record(on=LAPSED, measure=published.under([EXTENSION]))
    other_facts = facts.build(bent(lambda line: replace(line, employees=1)), on=ON)

    def with_other_facts(values: dict[str, Any]) -> None:
        values["facts"], values["facts_sha256"] = json.loads(other_facts.to_json()), other_facts.sha256

    found = [
        replayed(record(), replace(published, sha256="0" * 64)),
        replayed(record(), replace(published, id="gd_2030_1")),
        replayed(altered(lambda v: v["bases"].clear(), lapsed)),
        replayed(altered(lambda v: v["bases"][0].update(number="x"), lapsed)),
        replayed(altered(with_other_facts)),
        replayed(altered(lambda v: v.update(result_sha256="x"))),
        replayed(altered(lambda v: v["result"]["findings"].pop(0))),
        replayed(altered(lambda v: v["result"]["findings"].append({"id": "D9"}))),
        replayed(altered(lambda v: v["result"]["findings"].reverse())),
    ]
    assert [replay.differences[0].en.split(":")[0].split(";")[0] for replay in found] == [
        "The measure's files changed",
        "The record names the measure gd_2023_4, not gd_2030_1.",
        "It can no longer be computed as recorded",
        "The bases, demands or interpretations changed",
        "The facts changed",
        "Every value is the same, but the bytes are not",
        "13.1.safety",
        "D9",
        "the norms stand in another order",
    ]
