"""An evaluation record of the model roster, and ways to bend it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jiqun import facts, law
from jiqun.bilingual import Text
from jiqun.law import receipts
from tests.law.rosters import ON, roster

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
