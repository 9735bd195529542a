"""Golden records of every published measure: computed again they are the same, byte for byte.

`tests/law/golden/write.py` says when and how they are written anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiqun import law
from jiqun.law import receipts
from tests.law.golden import write

FILES = sorted(write.FOLDER.glob("*/*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_golden_record_is_computed_again_byte_for_byte(file: Path) -> None:
    text = file.read_text("utf-8")
    replay = receipts.replay(receipts.read(text))
    assert [difference.zh for difference in replay.differences] == []
    assert replay.text == json.dumps(json.loads(text)["result"], ensure_ascii=False, indent=1) + "\n"


def test_every_measure_of_the_library_has_its_records() -> None:
    wanted = {(measure, name) for measure in law.library() for name in write.SITUATIONS}
    wanted |= {(write.OWN, name) for name in write.OWN_SITUATIONS}
    assert {(file.parent.name, file.stem) for file in FILES} == wanted


def test_records_show_every_verdict_there_is() -> None:
    found = {
        finding["verdict"] for file in FILES for finding in json.loads(file.read_text("utf-8"))["result"]["findings"]
    }
    assert found == {verdict.value for verdict in law.Verdict}


def test_record_at_the_limits_meets_what_counts_the_limit_itself() -> None:
    """A13.2, A13.5: 不超过, 以上 and 不低于 are met by the number itself, 高于 is not."""
    text = (write.FOLDER / write.OWN / "at_the_limits.json").read_text("utf-8")
    verdicts = {f["id"]: (f["verdict"], f["margin"]) for f in json.loads(text)["result"]["findings"]}
    assert {norm: verdicts[norm] for norm in ("13.2.area", "13.2.output", "13.5.patent_growth")} == {
        "13.2.area": ("met", "0"),
        "13.2.output": ("met", "0"),
        "13.5.patent_growth": ("met", "0"),
    }
    assert (verdicts["13.2.growth"], verdicts["13.5.rd_growth"]) == (("not_met", "0"), ("not_met", "0"))
