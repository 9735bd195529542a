"""Nothing in an export becomes a formula (trust, Files)."""

from __future__ import annotations

import pytest

from jiqun.web.exports import cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_shown(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["惠东县鞋材产业集群", "2025-441323-001", "", "a=b"])
def test_other_text_is_left_alone(text: str) -> None:
    assert cell(text) == text
