"""Evaluation records: replay is identity, every alteration is named, and a file that is not whole is refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from jiqun import facts, law
from jiqun.facts import select
from jiqun.facts.typed import Totals, typed
from jiqun.law import code, receipts
from tests.law.recorded import ANSWER, DEMAND, EXTENSION, LAPSED, NOTICE, altered, record, replayed, said
from tests.law.rosters import ON, bent, roster


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
