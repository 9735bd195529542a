"""Evaluation records: replay is identity, every alteration is named, and a file that is not whole is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jiqun import facts, law
from jiqun.bilingual import Text
from jiqun.facts import select
from jiqun.facts.typed import Totals, typed
from jiqun.law import code, receipts
from tests.law.rosters import ON, bent, roster

LAPSED = date(2026, 3, 20)
EXTENSION = law.Basis(
    "extension", "粤工信函〔2026〕1号", date(2026, 2, 1), "广东省工业和信息化厅", date(2026, 2, 28), date(2027, 2, 27),
    "新办法制定期间", "gd_2023_4",
)  # fmt: skip
DEMAND = law.Demand("D1", "集群已编制三年发展规划", date(2025, 1, 1), "粤工信服务函〔2025〕1号")
ANSWER = law.Interpretation(
    "粤工信服务函〔2025〕9号", date(2025, 2, 1), "张三", "每万人", "population", date(2025, 3, 1), "条文未明"
)
NOTICE = Text("工作表“集群”有一条提示。", "Sheet 集群 has a notice.")


def record(
    *, on: date = ON, language: str = "zh", notices: tuple[Text, ...] = (), measure: law.Measure | None = None,
    **readings: str,
) -> str:  # fmt: skip
    """The record of the model roster."""
    applied = measure or law.load("gd_2023_4")
    found = facts.build(roster(), on=on)
    assessment = applied.assess(found, on=on, readings=readings)
    assessment = replace(assessment, warnings=(*notices, *assessment.warnings))
    source = receipts.Source.of("名册.xlsx", b"workbook")
    return receipts.write(
        assessment, applied, found, language=language, notices=notices, source=source,
        engine=receipts.Engine.in_memory(),
    )  # fmt: skip


def altered(change: Callable[[dict[str, Any]], None], text: str | None = None) -> str:
    """A record with something changed by somebody who writes its SHA-256 anew."""
    values = json.loads(text or record())
    change(values)
    return receipts.sealed(values)


def replayed(text: str, measure: law.Measure | None = None) -> receipts.Replay:
    return receipts.replay(receipts.read(text), measure)


def refusal(text: str) -> Text:
    with pytest.raises(receipts.ReceiptError) as caught:
        receipts.read(text)
    return caught.value.text


def said(replay: receipts.Replay) -> list[str]:
    return [difference.zh for difference in replay.differences]


def test_record_says_what_was_applied_to_what() -> None:
    values = json.loads(record(notices=(NOTICE,)))
    measure, found = law.load("gd_2023_4"), facts.build(roster(), on=ON)
    assert values["format"] == "jiqun-receipt-1"
    assert values["measure"] == {"id": "gd_2023_4", "sha256": measure.sha256, "files_sha256": measure.sha256}
    assert values["on"] == "2025-03-20"
    assert values["readings"] == measure.defaults()
    assert (values["bases"], values["demands"], values["interpretations"]) == ([], [], [])
    assert values["facts"] == json.loads(found.to_json())
    assert values["facts_sha256"] == found.sha256
    assert (values["sql"]["text"], values["sql"]["engine"]) == (select.text(), "SQLite")
    assert values["code"] == code.version()
    assert values["source"] == {"name": "名册.xlsx", "sha256": hashlib.sha256(b"workbook").hexdigest()}
    assert values["notices"] == [{"zh": NOTICE.zh, "en": NOTICE.en}]
    assert values["result"]["warnings"][0] == NOTICE.zh


def test_assessment_of_other_facts_gets_no_record() -> None:
    measure = law.load("gd_2023_4")
    assessment = measure.assess(facts.build(roster(), on=ON), on=ON)
    others = facts.build(bent(lambda line: replace(line, output=1)), on=ON)
    with pytest.raises(ValueError, match="the assessment is of facts"):
        receipts.write(assessment, measure, others)


def test_record_does_not_name_an_engine_nobody_knows() -> None:
    measure, found = law.load("gd_2023_4"), facts.build(roster(), on=ON)
    written = receipts.write(measure.assess(found, on=ON), measure, found)
    assert (json.loads(written)["sql"], json.loads(written)["source"]) == (None, None)
    replay = replayed(written)
    assert (replay.same, replay.remarks) == (True, ())


def test_typed_totals_were_added_up_by_no_engine() -> None:
    measure, found = law.load("gd_2023_4"), typed(Totals(base_year=2024), on=ON)
    assessment = measure.assess(found, on=ON)
    assert replayed(receipts.write(assessment, measure, found)).same
    with pytest.raises(ValueError, match="totals that were typed"):
        receipts.write(assessment, measure, found, engine=receipts.Engine.in_memory())


def test_source_whose_name_is_not_known_is_known_by_its_bytes() -> None:
    measure, found = law.load("gd_2023_4"), facts.build(roster(), on=ON)
    source = receipts.Source(None, hashlib.sha256(b"workbook").hexdigest())
    written = receipts.write(measure.assess(found, on=ON), measure, found, source=source)
    assert receipts.read(written).source == source


@pytest.mark.parametrize("language", ["zh", "en"])
def test_replay_is_identity(language: str) -> None:
    measure, found = law.load("gd_2023_4"), facts.build(roster(), on=ON)
    replay = replayed(record(language=language))
    assert (replay.same, replay.differences, replay.remarks) == (True, (), ())
    assert replay.text == measure.assess(found, on=ON).to_json(language)


def test_replay_keeps_readings_and_notices() -> None:
    written = record(notices=(NOTICE,), 年均="arithmetic")
    replay = replayed(written)
    assert replay.same
    assert json.loads(replay.text or "") == json.loads(written)["result"]


def test_replay_of_a_lapsed_measure_rests_on_its_basis() -> None:
    """A19: the measure ended on 2026-02-27; the extension is part of the record."""
    replay = replayed(record(on=LAPSED, measure=law.load("gd_2023_4").under([EXTENSION])))
    assert (replay.same, said(replay)) == (True, [])


def test_replay_without_its_basis_cannot_be_computed() -> None:
    written = record(on=LAPSED, measure=law.load("gd_2023_4").under([EXTENSION]))
    replay = replayed(altered(lambda v: v["bases"].clear(), written))
    assert (replay.same, replay.text) == (False, None)
    (why,) = said(replay)
    assert why.startswith("按记录的日期、口径和依据已不能测算：2026-03-20 不在《")


def test_replay_with_another_basis_says_so() -> None:
    written = record(on=LAPSED, measure=law.load("gd_2023_4").under([EXTENSION]))
    replay = replayed(altered(lambda v: v["bases"][0].update(number="粤工信函〔2026〕2号"), written))
    assert said(replay)[0].startswith("所附依据、附加要求或解释已改动：办法连同所附文件的 SHA-256，记录为 ")


def test_replay_keeps_the_demands_of_a_notice() -> None:
    """A5: what a round's notice demands beyond the measure."""
    replay = replayed(record(measure=law.load("gd_2023_4").with_demands([DEMAND])))
    assert replay.same
    assert [f["id"] for f in json.loads(replay.text or "")["findings"]][-1] == "D1"


def test_replay_keeps_the_interpretations_of_the_province() -> None:
    """A18: number, signatory and day of the answer are in the record, and replayed with it."""
    measure = law.load("gd_2023_4").interpreted([ANSWER])
    written = record(measure=measure)
    assert json.loads(written)["interpretations"] == [ANSWER.plain()]
    assert json.loads(written)["readings"]["每万人"] == "population"
    assert (replayed(written).same, said(replayed(written))) == (True, [])
    other = replayed(altered(lambda v: v["interpretations"][0].update(number="另一件"), written))
    assert said(other)[0].startswith("所附依据、附加要求或解释已改动：")


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
