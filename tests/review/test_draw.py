"""Drawing experts (Article 14(三); trust.md, Secrecy of scores): by lot, no conflicts, even load, replayable."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.review.draw import (
    CaseTies,
    ExpertTies,
    TooFewExperts,
    assign,
    conflict,
    draw,
    seed_digest,
    substitutes,
    verify,
)

SEED = "5a" * 32
PLACES = ["440000/441300/441302/", "440000/441300/441323/", "440000/442000/442000118/", "440000/440100/440106/"]
UNITS = ["91441300MA4UPQ1234", "惠城区工业和信息化局", "云溪精密五金有限公司"]


def experts(n: int, place: str = "440000/440300/440305/") -> list[ExpertTies]:
    return [ExpertTies(f"E{i:02d}", f"某大学{i}", place) for i in range(n)]


def cases(n: int) -> list[CaseTies]:
    return [CaseTies(f"C{i:02d}", PLACES[i % 4]) for i in range(n)]


case_lists = st.lists(
    st.builds(
        CaseTies,
        st.integers(0, 99).map(lambda n: f"C{n:02d}"),
        st.sampled_from(PLACES),
        st.frozensets(st.sampled_from(UNITS)),
    ),
    max_size=6,
    unique_by=lambda case: case.code,
)
expert_lists = st.lists(
    st.builds(
        ExpertTies,
        st.integers(0, 99).map(lambda n: f"E{n:02d}"),
        st.sampled_from(["某大学", *UNITS]),
        st.sampled_from(["440000/", "440000/441300/", "440000/440300/440305/", *PLACES]),
        st.lists(st.sampled_from([*UNITS, "440000/441300/"]), max_size=2).map(tuple),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda expert: expert.code,
)


@given(case_lists, expert_lists, st.integers(1, 3), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_draw_never_seats_a_conflict_and_does_not_depend_on_the_order_of_its_inputs(
    some_cases: list[CaseTies], some_experts: list[ExpertTies], per_case: int, shuffle: random.Random
) -> None:
    eligible = {c.code: [e.code for e in some_experts if conflict(c, e) is None] for c in some_cases}
    missing = {code: per_case - len(may) for code, may in eligible.items() if len(may) < per_case}
    if missing:
        with pytest.raises(TooFewExperts) as refused:
            draw(SEED, some_cases, some_experts, per_case)
        assert refused.value.missing == missing
        return
    drawn = draw(SEED, some_cases, some_experts, per_case)
    assert drawn.panels.keys() == eligible.keys()
    for code, panel in drawn.panels.items():
        assert len(set(panel)) == per_case
        assert set(panel) <= set(eligible[code])
    assert verify(drawn.record)
    again_cases, again_experts = some_cases[:], some_experts[:]
    shuffle.shuffle(again_cases)
    shuffle.shuffle(again_experts)
    assert draw(SEED, again_cases, again_experts, per_case) == drawn


@given(st.integers(1, 12), st.integers(3, 15), st.integers(1, 3), st.binary(min_size=32, max_size=32))
@settings(max_examples=100, deadline=None)
def test_draw_without_conflicts_loads_experts_within_one_of_each_other(
    n: int, size: int, per_case: int, seed: bytes
) -> None:
    drawn = draw(seed.hex(), cases(n), experts(size), per_case)
    load = Counter({expert.code: 0 for expert in experts(size)})
    load.update(code for panel in drawn.panels.values() for code in panel)
    assert max(load.values()) - min(load.values()) <= 1


@given(
    st.lists(st.frozensets(st.sampled_from("abcde"), max_size=3), min_size=1, max_size=4),
    st.binary(min_size=32, max_size=32),
)
@settings(max_examples=60, deadline=None)
def test_draw_with_conflicts_is_as_even_as_any_draw_could_be(barred: list[frozenset[str]], seed: bytes) -> None:
    excluded = {f"C{n}": dict.fromkeys(codes, "tie") for n, codes in enumerate(barred)}
    panels = assign(seed.hex(), "abcde", excluded, 2)

    def unevenness(seats: tuple[tuple[str, ...], ...]) -> int:
        return sum(n * n for n in Counter(itertools.chain(*seats)).values())

    choices = [itertools.combinations(sorted(set("abcde") - codes), 2) for codes in barred]
    assert unevenness(tuple(panels.values())) == min(map(unevenness, itertools.product(*map(list, choices))))


def test_draw_can_be_recomputed_by_hand_from_its_documentation() -> None:
    """One case: the panel is the experts with the lowest HMAC-SHA256(seed, case|expert), in that order."""
    lots = {f"E{i:02d}": hmac.new(bytes.fromhex(SEED), f"C00|E{i:02d}".encode(), hashlib.sha256) for i in range(9)}
    by_hand = sorted(lots, key=lambda code: lots[code].hexdigest())
    drawn = draw(SEED, cases(1), experts(9), 3)
    assert drawn.panels["C00"] == tuple(by_hand[:3])
    assert substitutes(drawn.record, "C00") == by_hand


def test_draw_gives_every_expert_the_same_chance() -> None:
    """χ² over 3,000 seeds, 10 experts at one case of four: 9 degrees of freedom, p > 0.01 is below 21.67."""
    chance = random.Random(20250620)
    seen: Counter[str] = Counter()
    for _ in range(3000):
        seen.update(draw(chance.randbytes(32).hex(), cases(4), experts(10), 3).panels["C02"])
    # Three of ten are taken at a time, without putting back: the statistic is scaled by (10 − 1) / (10 − 3).
    chi2 = sum((n - 900) ** 2 / 900 for n in seen.values()) * 9 / 7
    assert len(seen) == 10
    assert chi2 < 21.67


@pytest.mark.parametrize(
    ("expert", "reason"),
    [
        (ExpertTies("E", "某大学", "440000/440300/440305/"), None),
        (ExpertTies("E", "某大学", "440000/"), None),
        (ExpertTies("E", "某大学", "440000/441300/441323/"), None),
        (ExpertTies("E", "某大学", "440000/441300/441302/"), "place"),
        (ExpertTies("E", "市研究院", "440000/441300/"), "place"),
        (ExpertTies("E", "云溪精密五金 （惠州）有限公司", "440000/440300/440305/"), "employer"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", ("91441300ma4upq1234",)), "tie"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", ("440000/441300/",)), "tie"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", ("440000/441300/441323/",)), None),
        (ExpertTies("E", "某大学", "440000/440300/440305/", available=False), "unavailable"),
    ],
)
def test_conflict_by_place_employer_and_declared_ties(expert: ExpertTies, reason: str | None) -> None:
    units = frozenset({"91441300MA4UPQ1234", "云溪精密五金(惠州)有限公司"})
    assert conflict(CaseTies("C", "440000/441300/441302/", units), expert) == reason


def test_draw_with_too_few_experts_names_each_case_and_how_many_are_missing() -> None:
    pool = [*experts(2), *(ExpertTies(f"L{n}", "某所", PLACES[0]) for n in range(2))]
    with pytest.raises(TooFewExperts) as refused:
        draw(SEED, cases(2), pool, 3)
    assert refused.value.missing == {"C00": 1}
    assert refused.value.text.zh == "可抽取的专家不足：C00 还缺 1 名。请补充专家库，或核对回避关系后再抽取。"
    assert refused.value.text.en.startswith("Too few experts can be drawn: C00 lacks 1.")
    assert len(draw(SEED, cases(2), [*pool, *experts(3)[2:]], 3).panels) == 2


def test_draw_refuses_codes_that_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="codes repeat"):
        draw(SEED, cases(1), [*experts(3), *experts(1)], 3)
    with pytest.raises(ValueError, match="codes repeat"):
        draw(SEED, [CaseTies("a|b", PLACES[0])], experts(3), 3)


def test_verify_finds_any_change_of_the_record() -> None:
    record = draw(SEED, cases(3), experts(5), 3).record
    assert verify(record)
    assert record["seed_sha256"] == seed_digest(SEED) == hashlib.sha256(bytes.fromhex(SEED)).hexdigest()
    panels = record["panels"]
    swapped = {**panels, "C00": [*panels["C00"][:2], next(e for e in record["experts"] if e not in panels["C00"])]}
    for change in (
        {"panels": swapped},
        {"seed": "5b" * 32},
        {"seed": "not a seed"},
        {"experts": record["experts"][1:]},
        {"per_case": 2},
        {"algorithm": "another"},
    ):
        assert not verify({**record, **change})
    assert not verify({})


def test_substitutes_keep_the_order_and_put_newcomers_last() -> None:
    record = draw(SEED, cases(1), experts(5), 3).record
    first = substitutes(record, "C00")
    assert first[:3] == record["panels"]["C00"]
    assert substitutes(record, "C00", later=["E01", "N1"]) == [*first, "N1"]
