"""Lines of support: who enters what, what is refused, corrections and withdrawals, pasting (Articles 5, 8, 9)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.history import history
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import SupportLine
from jiqun.cultivation.support.fields import ENOUGH, FAR_OFF, far_off, fields_of
from jiqun.cultivation.support.kinds import givers, kinds
from tests.cultivation.plan.county import adopted, of
from tests.cultivation.support.given import LINE, NOW, do, enter, firms, with_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, approver, officer

TEXT = Path(__file__).parents[3] / "src/jiqun/law/measures/gd_2023_4/text.md"
HEAD = "类别\t支持事项\t给予层级\t给予单位\t日期\t金额（万元）\t面积或人数\t受益企业信用代码"


def article(clause: str) -> str:
    """An article of the measure, from its anchor to the next."""
    text = TEXT.read_text("utf-8")
    numeral = {"A5": "第五条", "A8": "第八条", "A9": "第九条"}[clause]
    after = {"A5": "第六条", "A8": "第九条", "A9": "第十条"}[clause]
    return text[text.index(numeral) : text.index(after)]


def test_kinds_and_levels_stand_on_the_words_of_their_articles() -> None:
    """Articles 5, 8, 9."""
    stands = [(each.name, each.words, each.clause) for each in kinds().values()]
    stands += [(each.name, each.words, each.clause) for each in givers().values()]
    assert [name for name, words, clause in stands if words not in article(clause)] == []
    assert [each.clause for each in givers().values()] == ["A5", "A8", "A9"]


@given(st.lists(st.integers(1, 10**12), min_size=ENOUGH), st.integers(1, 10**12))
def test_sum_is_far_off_from_a_thousand_times_the_middle_one_on(others: list[int], amount: int) -> None:
    middle = sorted(others)[(len(others) - 1) // 2]
    assert far_off(amount, others) is (amount >= FAR_OFF * middle)
    assert not far_off(amount, others[: ENOUGH - 1])
    assert not far_off(None, others)


def faults(**payload: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        enter(key=f"wrong-{len(payload)}-{sorted(payload)}", **payload)
    return said.value.faults


@pytest.mark.django_db
def test_county_enters_money_in_wan_and_it_is_kept_to_the_fen() -> None:
    """Article 9: 财政、金融、产业、创新、土地、人才等政策支持."""
    with_roster()
    line = enter(amount="120.500001", firms="\n".join(firms()[:2]))
    row = SupportLine.objects.get()
    assert (row.pk, row.amount, row.on, row.authority.code) == (line.pk, 120_500_001, date(2025, 8, 1), HUICHENG)
    assert sorted(row.firms.values_list("pk", flat=True)) == firms()[:2]


@pytest.mark.django_db
def test_prefecture_and_province_enter_for_clusters_of_their_territory_only() -> None:
    """Articles 5, 8."""
    enter(officer(HUIZHOU), key="city", giver="prefecture")
    enter(officer(PROVINCE), key="province", giver="province")
    for stranger in (HUIDONG, XIAOLAN):
        with pytest.raises(Invalid) as said:
            enter(officer(stranger), key=stranger)
        assert said.value.faults == {"cluster": ["没有这个集群，或不在本单位辖区。"]}
    with pytest.raises(Refusal):
        enter(approver(HUICHENG), key="approver")
    assert list(SupportLine.objects.order_by("giver").values_list("giver", "authority")) == [
        ("prefecture", HUIZHOU),
        ("province", PROVINCE),
    ]


@pytest.mark.django_db
def test_everything_wrong_is_said_at_once() -> None:
    wrong = {"title": "", "on": "2025-09-11", "amount": "", "number": "3"}
    assert faults(**wrong) == {
        "title": ["请填写。"],
        "on": ["日期不能晚于今天（2025-09-10）。"],
        "amount": ["“资金”须填金额，单位为万元。"],
        "number": ["“资金”没有面积或人数，请留空。"],
    }
    assert faults(kind="land", amount="") == {"number": ["“用地”须填面积，单位为亩。"]}
    assert faults(kind="talent", amount="", number="2.5") == {"number": ["人数须为整数。"]}
    assert not SupportLine.objects.exists()


@pytest.mark.django_db
def test_land_is_kept_in_hundredths_of_a_mu_and_talent_in_people() -> None:
    assert enter(key="land", kind="land", amount="", number="30.25").number == 3025
    assert enter(key="talent", kind="talent", amount="", number="12").number == 1200


@pytest.mark.django_db
def test_firm_outside_the_newest_roster_is_refused_and_without_one_none_can_be_named() -> None:
    assert faults(firms=firms()[0]) == {
        "firms": ["该集群还没有名册，不能指明受益企业；可先只登记到集群，名册导入后更正补上。"]
    }
    with_roster()
    stranger = "91440300708461136T"
    assert faults(firms=f"{firms()[0]}、{stranger}") == {
        "firms": [f"不在集群最新名册中：{stranger}。请核对信用代码，或先更新名册。"]
    }


@pytest.mark.django_db
def test_sum_a_thousand_times_the_others_is_asked_about_and_taken_once_confirmed() -> None:
    for number in range(ENOUGH):
        enter(key=f"n{number}", title=f"资金{number}", amount="100")
    said = faults(amount="100000")
    assert list(said) == ["sure"] and "是已登记同类金额的一千倍以上" in said["sure"][0]
    assert enter(key="sure", amount="100000", sure="on").amount == 10**11
    assert enter(key="less", amount="99999").amount == 99_999 * 10**6


@pytest.mark.django_db
def test_line_serves_a_measure_of_the_clusters_plan() -> None:
    case = adopted()
    task = case.plan.tasks.earliest("number")
    line = enter(task=f"{case.number}#{task.number}")
    assert SupportLine.objects.get(pk=line.pk).task == task
    assert faults(task=f"{case.number}#999") == {"task": ["没有这条措施。"]}


@pytest.mark.django_db
def test_line_is_corrected_with_a_reason_and_its_history_says_what_changed() -> None:
    line = enter()
    do("support_line", line, "correct", **{**LINE, "amount": "12.05", "reason": "单位误填。"})
    assert SupportLine.objects.get().amount == 12_050_000
    assert str(history(line.pk)[0].note) == "单位误填。（改动：金额（万元））"
    with pytest.raises(Invalid) as said:
        do("support_line", line, "correct", key="none", **{**LINE, "reason": ""})
    assert said.value.faults == {"reason": ["请写明更正理由。"]}


@pytest.mark.django_db
def test_line_is_withdrawn_with_a_reason_by_the_authority_that_entered_it() -> None:
    line = enter()
    with pytest.raises(Refusal, match="由其更正或撤回"):
        do("support_line", line, "withdraw", officer(HUIZHOU), key="city", reason="重复。")
    with pytest.raises(NotHere):
        do("support_line", line, "withdraw", officer(HUIDONG), key="foreign", reason="重复。")
    do("support_line", line, "withdraw", reason="与市级重复登记。")
    row = SupportLine.objects.get()
    assert (row.state, row.reason, SupportLine.objects.in_force().count()) == ("withdrawn", "与市级重复登记。", 0)


@pytest.mark.django_db
def test_many_lines_are_pasted_with_their_firms() -> None:
    with_roster()
    one, two = firms()[:2]
    lines = (
        f"{HEAD}\n资金\t贴息\t市级\t市财政局\t2025/7/1\t1,200.5\t\t{one}、{two}\n"
        "用地\t二期\t县级\t区资源局\t2025-07-02\t\t30\t"
    )
    do("support_ledger", of(), "paste_support", lines=lines)
    rows = SupportLine.objects.order_by("on")
    assert [(row.kind, row.giver, row.amount, row.number, row.firms.count()) for row in rows] == [
        ("fund", "prefecture", 1_200_500_000, None, 2),
        ("land", "county", None, 3000, 0),
    ]


@pytest.mark.django_db
def test_pasted_lines_with_a_fault_are_all_left_out_each_named_at_row_and_column() -> None:
    with_roster()
    stranger = "91440300708461136T"
    lines = (
        f"{HEAD}\n资金\t好\t县级\t区财政局\t2025-07-01\t5\t\t\n"
        f"补贴\t\t县级\t区财政局\t2025-07-01\t五\t\t\n资金\t外\t县级\t区财政局\t2026-01-01\t5\t\t{stranger}"
    )
    with pytest.raises(Invalid) as said:
        do("support_ledger", of(), "paste_support", lines=lines)
    found = said.value.faults["lines"]
    assert [each.split("：")[0] for each in found] == [
        "第 3 行“类别”",
        "第 3 行“支持事项”",
        "第 3 行“金额（万元）”",
        "第 4 行“日期”",
        "第 4 行",
    ]
    assert not SupportLine.objects.exists()


@pytest.mark.django_db
def test_pasted_sums_that_are_far_off_are_asked_about() -> None:
    for number in range(ENOUGH):
        enter(key=f"n{number}", title=f"资金{number}", amount="100")
    lines = f"{HEAD}\n资金\t大\t县级\t区财政局\t2025-07-01\t1000000\t\t"
    with pytest.raises(Invalid) as said:
        do("support_ledger", of(), "paste_support", lines=lines)
    assert list(said.value.faults) == ["sure"]
    do("support_ledger", of(), "paste_support", key="sure", lines=lines, sure="on")
    assert SupportLine.objects.count() == ENOUGH + 1


def test_columns_of_the_sheet_are_the_fields_of_a_line() -> None:
    assert [str(each.label) for each in fields_of(long=False).values()][: len(HEAD.split("\t"))] == HEAD.split("\t")
    assert NOW.year == 2025
