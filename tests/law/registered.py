"""A registered basis and ways to bend it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiqun import facts, law
from jiqun.law import Basis, BasisError
from tests.law.rosters import ON, roster

GD = law.load("gd_2023_4")
LAST = date(2026, 2, 27)
FACTS = facts.build(roster(), on=ON)


def basis(kind: str = "extension", **changes: Any) -> Basis:
    """An extension by two years, or another kind with what that kind needs."""
    plain: dict[str, Any] = {
        "kind": kind,
        "number": "粤工信规字〔2026〕1号",
        "on": date(2026, 1, 15),
        "issuer": "广东省工业和信息化厅",
        "start": date(2026, 2, 28),
        "until": date(2028, 2, 27),
        "reason": "办法有效期届满，评估后延续",
        "measure": "gd_2023_4",
    }
    if kind == "successor":
        plain |= {"until": None, "successor": "gd_2026_1"}
    if kind == "override":
        plain |= {"start": date(2025, 1, 1), "until": None, "norm": "13.2.output", "limit": "50", "unit": "亿元"}
    return Basis(**{**plain, **changes})


def override(**changes: Any) -> Basis:
    return basis("override", **changes)


def refusal(*bases: Basis) -> str:
    with pytest.raises(BasisError) as caught:
        GD.under(bases)
    assert caught.value.text.en
    return caught.value.text.zh
