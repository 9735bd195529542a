"""What is refused of registered bases, each with a sentence (A18, A19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jiqun.law import Basis, BasisError
from tests.law.registered import GD, LAST, basis, override, refusal

# ── what is refused ──


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": " "}, "缺少文号或文件名"),
        ({"issuer": ""}, "缺少制发单位"),
        ({"reason": ""}, "缺少事由"),
        ({"measure": ""}, "未说明针对哪一办法"),
        ({"until": date(2026, 2, 27)}, "止日 2026-02-27 早于起日 2026-02-28"),
        ({"until": None}, "延期须写明止日"),
        ({"kind": "successor", "until": None}, "未写明由哪一办法替代"),
        ({"kind": "successor", "successor": "gd_2026_1"}, "不设止日"),
        ({"kind": "successor", "until": None, "successor": "gd_2023_4"}, "办法不能替代自身"),
        ({"kind": "override"}, "未写明调整哪一项"),
        ({"kind": "override", "norm": "13.2.output", "limit": "50"}, "新的数值与单位须一并填写"),
        ({"kind": "override", "norm": "13.2.output", "limit": "五十", "unit": "亿元"}, "“五十”不是数值"),
        ({"norm": "13.2.output", "limit": "50"}, "延期不涉及 norm、limit"),
        ({"successor": "gd_2026_1"}, "延期不涉及 successor"),
    ],
)
def test_basis_wrong_in_itself_is_refused(change: dict[str, Any], said: str) -> None:
    plain = basis().plain() | {"on": date(2026, 1, 15), "start": date(2026, 2, 28), "until": date(2028, 2, 27)}
    with pytest.raises(BasisError) as caught:
        Basis(**{**plain, **change})
    assert said in caught.value.text.zh
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("bases", "said"),
    [
        ([basis(measure="cn")], "针对的是 cn，不是本办法 gd_2023_4"),
        ([basis(start=LAST)], "的期间重叠"),
        ([basis(), basis("decision", number="会议纪要〔2026〕3号", start=date(2028, 2, 27))], "重叠"),
        ([basis("successor"), basis("successor", number="二号")], "都登记了替代"),
        ([basis("successor", start=date(2023, 2, 28))], "早于办法施行日"),
        ([override(start=date(2023, 1, 1))], "早于办法施行日"),
        ([basis("successor"), basis(start=date(2026, 3, 1))], "两者抵触"),
        ([override(norm="13.2.profit")], "没有条件或参数 13.2.profit"),
        ([override(norm="13.3.firms.3", unit="家")], "没有条件或参数 13.3.firms.3"),
        ([override(norm="13.2.output.1")], "没有条件或参数 13.2.output.1"),
        ([override(norm="13.2.brand")], "没有可调整的数值"),
        ([override(norm="13.3.firms", unit="家")], "没有可调整的数值"),
        ([override(limit="12-31")], "没有可调整的数值"),
        ([override(unit="家")], "单位应为 亿元，不是 家"),
        ([override(norm="13.3.firms.1", limit=None, unit="")], "不能单独停止适用"),
        ([override(norm="14.3.notice_days", limit=None, unit="")], "不能单独停止适用"),
        ([override(norm="14.3.notice_days", limit="5", unit="天")], "单位应为 个工作日，不是 天"),
        ([override(norm="14.3.notice_days", limit="5.5", unit="个工作日")], "应写成 7 的形式"),
        ([override(), override(number="另一件", limit="60", start=date(2026, 1, 1))], "重叠"),
        (
            [override(norm="13.3.firms", limit=None, unit=""), override(norm="13.3.firms.1", limit="2", unit="家")],
            "重叠",
        ),
    ],
)
def test_bases_that_contradict_are_refused_with_a_sentence(bases: list[Basis], said: str) -> None:
    assert said in refusal(*bases)


def test_extension_beyond_the_last_value_of_a_norm_is_refused() -> None:
    origin = GD
    norm = next(n for n in origin.norms if n.id == "13.2.area")
    ended = replace(norm.condition, limits=(replace(norm.condition.limits[0], until=LAST),))  # type: ignore[attr-defined, type-var]
    norms = tuple(replace(n, condition=ended) if n is norm else n for n in origin.norms)
    with pytest.raises(BasisError, match=r"13\.2\.area 的数值只到 2026-02-27"):
        replace(origin, norms=norms).under([basis()])
