"""Drawing experts (Article 14(三); trust.md, Secrecy of scores): by lot, no conflicts, even load, replayable."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import os
import random
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.review.draw import (
    CaseTies,
    Condition,
    ExpertTies,
    Terms,
    TooFewExperts,
    conflict,
    draw,
    faults,
    lots,
    seed_digest,
    substitutes,
    verify,
)

SEED = "5a" * 32
DRAWS = 10_000 if os.environ.get("JIQUN_TRUST") else 1_000
"""How many draws stand for all; `JIQUN_TRUST=1` (trust.md) makes them 10,000."""
PLACES = ["440000/441300/441302/", "440000/441300/441323/", "440000/442000/442000118/", "440000/440100/440106/"]
UNITS = ["91441300MA4UPQ1234", "惠城区工业和信息化局", "云溪精密五金有限公司"]
FIELDS = ("finance", "green", "materials")


def experts(n: int, place: str = "440000/440300/440305/", **more: Any) -> list[ExpertTies]:
    return [ExpertTies(f"E{i:02d}", f"某大学{i}", place, **more) for i in range(n)]


def cases(n: int) -> list[CaseTies]:
    return [CaseTies(f"C{i:02d}", PLACES[i % 4], fields=frozenset({"materials"})) for i in range(n)]


case_lists = st.lists(
    st.builds(
        CaseTies,
        st.integers(0, 99).map(lambda n: f"C{n:02d}"),
        st.sampled_from(PLACES),
        st.frozensets(st.sampled_from(UNITS)),
        fields=st.just(frozenset({"materials"})),
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
        fields=st.frozensets(st.sampled_from(FIELDS)),
    ),
    max_size=12,
    unique_by=lambda expert: expert.code,
)
conditions = st.lists(
    st.builds(
        Condition,
        st.just("c"),
        st.just(1),
        st.sampled_from(["", "lead", *FIELDS]),
        st.sampled_from(["", "prefecture", "neighbours"]),
    ),
    max_size=2,
).map(lambda rows: tuple(Condition(f"c{n}", 1, row.field, row.outside) for n, row in enumerate(rows)))


@given(case_lists, expert_lists, conditions, st.integers(2, 3), st.integers(0, 4), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_draw_never_seats_a_conflict_keeps_its_conditions_and_does_not_depend_on_the_order_of_its_inputs(
    some_cases: list[CaseTies],
    some_experts: list[ExpertTies],
    some_conditions: tuple[Condition, ...],
    per_case: int,
    most: int,
    shuffle: random.Random,
) -> None:
    terms = Terms(per_case, some_conditions, most, prefer_lead=True)
    eligible = {c.code: {e.code for e in some_experts if conflict(c, e) is None} for c in some_cases}
    try:
        drawn = draw(SEED, some_cases, some_experts, terms)
    except TooFewExperts as short:
        assert short.missing.keys() <= eligible.keys()
        assert all(n > 0 for kinds in short.missing.values() for n in kinds.values())
        return
    by_code = {e.code: e for e in some_experts}
    assert drawn.panels.keys() == eligible.keys()
    for case in some_cases:
        panel, seated = drawn.panels[case.code], drawn.record["seated"][case.code]
        assert len(set(panel)) == per_case
        assert set(panel) == set(seated) <= eligible[case.code]
        for condition in some_conditions:
            holders = [code for code, key in seated.items() if key == condition.key]
            assert len(holders) == condition.seats
            assert all(condition.met(case, by_code[code]) for code in holders)
    load = Counter(code for panel in drawn.panels.values() for code in panel)
    assert most == 0 or all(n <= most for n in load.values())
    assert faults(drawn.record) == []
    again_cases, again_experts = some_cases[:], some_experts[:]
    shuffle.shuffle(again_cases)
    shuffle.shuffle(again_experts)
    assert draw(SEED, again_cases, again_experts, terms) == drawn


@given(st.integers(1, 12), st.integers(3, 15), st.integers(1, 3), st.binary(min_size=32, max_size=32))
@settings(max_examples=100)
def test_draw_without_conflicts_loads_experts_within_one_of_each_other(
    n: int, size: int, per_case: int, seed: bytes
) -> None:
    drawn = draw(seed.hex(), cases(n), experts(size), Terms(per_case))
    load = Counter({expert.code: 0 for expert in experts(size)})
    load.update(code for panel in drawn.panels.values() for code in panel)
    assert max(load.values()) - min(load.values()) <= 1


small = st.fixed_dictionaries(
    {
        "barred": st.lists(st.frozensets(st.sampled_from("abcde"), max_size=2), min_size=1, max_size=3),
        "met": st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1), min_size=3, max_size=3),
        "seats": st.integers(0, 2),
        "most": st.integers(0, 3),
        "seed": st.binary(min_size=32, max_size=32),
    }
)


@given(small)
@settings(max_examples=150)
def test_draw_is_as_even_as_any_draw_could_be_and_fails_only_when_every_draw_would(given: Mapping[str, Any]) -> None:
    """Held against every possible draw: conditions, limits and conflicts of two-seat panels among five experts."""
    names = [f"C{n}" for n in range(len(given["barred"]))]
    excluded = {name: dict.fromkeys(sorted(codes), "tie") for name, codes in zip(names, given["barred"], strict=True)}
    terms = {
        "seed": given["seed"].hex(),
        "per_case": 2,
        "most": given["most"],
        "conditions": [{"key": "c1", "seats": given["seats"]}] if given["seats"] else [],
        "experts": list("abcde"),
        "excluded": excluded,
        "meets": {
            name: {"c1": sorted(codes - set(excluded[name]))} if given["seats"] else {}
            for name, codes in zip(names, given["met"], strict=False)
        },
        "preferred": {},
    }
    choices = [
        [
            pair
            for pair in itertools.combinations([e for e in "abcde" if e not in excluded[name]], 2)
            if lots.can_sit(terms["conditions"], terms["meets"][name], pair)
        ]
        for name in names
    ]
    loads = [Counter(itertools.chain(*seats)) for seats in itertools.product(*choices)]
    allowed = [
        sum(n * n for n in load.values()) for load in loads if not terms["most"] or max(load.values()) <= terms["most"]
    ]
    if not allowed:
        with pytest.raises(lots.TooFew):
            lots.drawn(terms)
        return
    panels, seated = lots.drawn(terms)
    assert sum(n * n for n in Counter(itertools.chain(*panels.values())).values()) == min(allowed)
    for name in names:
        holders = [code for code, key in seated[name].items() if key == "c1"]
        assert len(holders) == given["seats"]
        assert set(holders) <= set(terms["meets"][name].get("c1", ()))


def test_draw_can_be_recomputed_by_hand_from_its_documentation() -> None:
    """One case: the panel is the experts with the lowest HMAC-SHA256(seed, case|expert), in that order."""
    hashed = {f"E{i:02d}": hmac.new(bytes.fromhex(SEED), f"C00|E{i:02d}".encode(), hashlib.sha256) for i in range(9)}
    by_hand = sorted(hashed, key=lambda code: hashed[code].hexdigest())
    drawn = draw(SEED, cases(1), experts(9), Terms(3))
    assert drawn.panels["C00"] == tuple(by_hand[:3])
    assert substitutes(drawn.record, "C00") == by_hand


def test_draws_of_ten_thousand_seeds_are_uniform_and_without_a_conflict() -> None:
    """trust.md: 0 conflicts in 10,000 draws; χ² over ten experts, 9 degrees of freedom, p > 0.01 is below 21.67."""
    chance = random.Random(20250620)
    tied = ExpertTies("T", UNITS[2], "440000/440300/440305/")
    some_cases = [CaseTies(c.code, c.place, frozenset(UNITS)) for c in cases(4)]
    seen: Counter[str] = Counter()
    for _ in range(DRAWS):
        panels = draw(chance.randbytes(32).hex(), some_cases, [*experts(10), tied], Terms(3)).panels
        assert not any("T" in panel for panel in panels.values())
        seen.update(panels["C02"])
    # Three of ten are taken at a time, without putting back: the statistic is scaled by (10 − 1) / (10 − 3).
    share = DRAWS * 3 / 10
    chi2 = sum((n - share) ** 2 / share for n in seen.values()) * 9 / 7
    assert len(seen) == 10
    assert chi2 < 21.67


DAYS = (date(2025, 5, 12), date(2025, 5, 16))


@pytest.mark.parametrize(
    ("expert", "reason"),
    [
        (ExpertTies("E", "某大学", "440000/440300/440305/"), None),
        (ExpertTies("E", "某大学", "440000/"), None),
        (ExpertTies("E", "某大学", "440000/441300/441323/"), None),
        (ExpertTies("E", "某大学", "440000/441300/441302/"), "place"),
        (ExpertTies("E", "市研究院", "440000/441300/"), "place"),
        (ExpertTies("E", "云溪精密五金 （惠州）有限公司", "440000/440300/440305/"), "employer"),
        (ExpertTies("E", "改名后的公司", "440000/440300/440305/", uscc="91441300MA4UPQ1234"), "employer"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", ("91441300ma4upq1234",)), "tie"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", ("440000/441300/",)), "tie"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", ("440000/441300/441323/",)), None),
        (ExpertTies("E", "某大学", "440000/440300/440305/", advised=("440000/441300/441302/",)), "adviser"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", offices=("440000/441300/441302/",)), "office"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", offices=("440000/442000/",)), None),
        (ExpertTies("E", "某大学", "440000/440300/440305/", available=False), "unavailable"),
        (ExpertTies("R", "某大学", "440000/440300/440305/"), "recused"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", served=2), "service"),
        (ExpertTies("E", "某大学", "440000/440300/440305/", served=1), None),
        (ExpertTies("E", "某大学", "440000/440300/440305/", periods=((date(2025, 5, 1), date(2025, 5, 15)),)), "dates"),
        (
            ExpertTies(
                "E",
                "某大学",
                "440000/440300/440305/",
                periods=((date(2025, 5, 14), date(2025, 6, 1)), (date(2025, 5, 1), date(2025, 5, 13))),
            ),
            None,
        ),
    ],
)
def test_conflict_of_every_kind(expert: ExpertTies, reason: str | None) -> None:
    """A14.3: place, office, employer, advice, ties, an earlier recusal, days, service."""
    units = frozenset({"91441300MA4UPQ1234", "云溪精密五金(惠州)有限公司"})
    case = CaseTies("C", "440000/441300/441302/", units, recused=frozenset({"R"}))
    assert conflict(case, expert, DAYS, 2) == reason


@pytest.mark.parametrize(
    ("outside", "place", "met"),
    [
        ("prefecture", "440000/441300/441323/", False),
        ("prefecture", "440000/440300/", True),
        ("neighbours", "440000/440300/", False),
        ("neighbours", "440000/440800/", True),
        ("neighbours", "440000/", True),
    ],
)
def test_condition_of_the_place_of_work(outside: str, place: str, met: bool) -> None:
    """惠州 borders on 深圳, not on 湛江; a provincial body belongs to no prefecture."""
    assert Condition("c1", 1, outside=outside).met(cases(1)[0], ExpertTies("E", "某大学", place)) is met


def test_draw_with_too_few_experts_names_each_case_condition_and_how_many_are_missing() -> None:
    pool = [*experts(2), *(ExpertTies(f"L{n}", "某所", PLACES[0]) for n in range(2))]
    with pytest.raises(TooFewExperts) as refused:
        draw(SEED, cases(2), pool, Terms(3))
    assert refused.value.missing == {"C00": {"": 1}}
    assert refused.value.text.zh == "可抽取的专家不足：C00 还缺 1 名。请补充专家库，或核对回避关系后再抽取。"
    assert refused.value.text.en.startswith("Too few experts can be drawn: C00 lacks 1.")
    assert len(draw(SEED, cases(2), [*pool, *experts(3)[2:]], Terms(3)).panels) == 2
    asked = Terms(3, (Condition("c1", 2, "finance", "prefecture"),))
    with pytest.raises(TooFewExperts) as refused:
        draw(SEED, cases(1), [*experts(3), *experts(4, fields=frozenset({"finance"}))[3:]], asked)
    assert "C00 “财务金融、申报地所在市以外”席位还缺 1 名" in refused.value.text.zh


def test_draw_passes_seats_on_when_one_expert_alone_can_fill_a_seat() -> None:
    """The only accountant is not used up on an open seat, whatever the lot: the limit is one cluster each."""
    accountant = ExpertTies("A", "某所", "440000/440300/", fields=frozenset({"finance"}))
    terms = Terms(2, (Condition("c1", 1, "lead"),), most=1)
    materials = experts(1, fields=frozenset({"materials"}))
    for seed in range(50):
        drawn = draw(f"{seed:064x}", cases(1), [accountant, *materials], terms)
        assert drawn.record["seated"] == {"C00": {"A": "", "E00": "c1"}}


def test_draw_prefers_the_lead_industry_among_equals_only() -> None:
    pool = [
        *experts(5),
        *(ExpertTies(f"M{n}", "某院", "440000/440300/", fields=frozenset({"materials"})) for n in "123"),
    ]
    for seed in range(20):
        first = draw(f"{seed:064x}", cases(1), pool, Terms(3, prefer_lead=True)).panels["C00"]
        assert set(first) == {"M1", "M2", "M3"}
        load = Counter(
            code
            for panel in draw(f"{seed:064x}", cases(8), pool, Terms(3, prefer_lead=True)).panels.values()
            for code in panel
        )
        assert set(load.values()) == {3}


def test_draw_refuses_codes_that_cannot_be_told_apart() -> None:
    with pytest.raises(ValueError, match="codes repeat"):
        draw(SEED, cases(1), [*experts(3), *experts(1)], Terms(3))
    with pytest.raises(ValueError, match="codes repeat"):
        draw(SEED, [CaseTies("a|b", PLACES[0])], experts(3), Terms(3))


def test_verify_finds_any_change_of_the_record() -> None:
    record = draw(SEED, cases(3), experts(5), Terms(3, (Condition("c1", 1, outside="prefecture"),))).record
    assert verify(record)
    assert record["seed_sha256"] == seed_digest(SEED) == hashlib.sha256(bytes.fromhex(SEED)).hexdigest()
    panels = record["panels"]
    swapped = {**panels, "C00": [*panels["C00"][:2], next(e for e in record["experts"] if e not in panels["C00"])]}
    changes: tuple[dict[str, Any], ...] = (
        {"panels": swapped},
        {"seed": "5b" * 32},
        {"seed": "not a seed"},
        {"experts": record["experts"][1:]},
        {"per_case": 2},
        {"most": 1},
        {"conditions": []},
        {"meets": {}},
        {"algorithm": "another"},
    )
    for change in changes:
        assert not verify({**record, **change})
    assert not verify({})
    assert faults(record, seed_digest("5b" * 32)) == [
        "种子与抽取前公布的摘要不符 / the seed is not the one committed to"
    ]


def test_verify_still_reads_records_of_the_first_algorithm() -> None:
    excluded: dict[str, dict[str, str]] = {"C00": {"a": "tie"}, "C01": {}}
    record = {
        "algorithm": "jiqun-draw-1",
        "seed": SEED,
        "seed_sha256": seed_digest(SEED),
        "per_case": 2,
        "experts": list("abcd"),
        "excluded": excluded,
        "panels": {"C00": ["c", "b"], "C01": ["a", "d"]},
    }
    panels = {case: list(panel) for case, panel in lots.assign_first(SEED, "abcd", excluded, 2).items()}
    assert Counter(itertools.chain(*panels.values())) == dict.fromkeys("abcd", 1)
    assert verify({**record, "panels": panels})
    assert not verify({**record, "panels": {**panels, "C00": ["a", "b"]}})


def test_substitutes_keep_the_order_and_put_newcomers_last() -> None:
    record = draw(SEED, cases(1), experts(5), Terms(3)).record
    first = substitutes(record, "C00")
    assert first[:3] == record["panels"]["C00"]
    assert substitutes(record, "C00", later=["E01", "N1"]) == [*first, "N1"]


def test_verify_finds_a_substitute_who_was_not_next() -> None:
    record = draw(SEED, cases(1), experts(5), Terms(3)).record
    *panel, fourth, fifth = substitutes(record, "C00")
    change = {"case": "C00", "out": panel[0], "in": fourth, "passed": {}, "joined": []}
    assert verify({**record, "substitutions": [change]})
    skipped = {**change, "in": fifth}
    assert faults({**record, "substitutions": [skipped]}) == [
        f"C00：{fifth} 不是顺位专家 / {fifth} was not next at C00"
    ]
    assert verify({**record, "substitutions": [{**skipped, "passed": {fourth: "dates"}}]})


def test_neighbours_are_those_whose_outlines_touch() -> None:
    """The shipped list of neighbouring prefectures agrees with the shipped outlines of the counties."""
    import gzip
    import json
    from importlib.resources import files

    from shapely.geometry import Polygon
    from shapely.ops import unary_union

    from jiqun.review.draw.terms import neighbours

    packed = files("jiqun.geography").joinpath("data/county_outlines.json.gz").read_bytes()
    parts: dict[str, list[Polygon]] = {}
    for row in json.loads(gzip.decompress(packed)):
        parts.setdefault(f"{row['code'][:4]}00", []).extend(Polygon(each[0]).buffer(0) for each in row["outline"])
    areas = {code: unary_union(each).buffer(0.01) for code, each in parts.items() if code in neighbours()}
    touching = {
        code: {other for other in areas if other != code and area.intersection(areas[other]).area > 0.002}
        for code, area in areas.items()
    }
    assert touching == neighbours()
