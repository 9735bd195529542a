"""Drawing by lot, and the points by which firms are picked: the same for everybody who does it again."""

from __future__ import annotations

from hashlib import sha256
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from jiqun.visits.draw import drawn, fresh_seed, in_order
from jiqun.visits.risk import GAP_POINTS, HONOUR_POINTS, JUMP_POINTS, OUTLIER_POINTS, SHARE_POINTS, risks

KEYS = st.sets(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=18, max_size=18), min_size=1)
YI = 10**10


@given(KEYS, st.integers(1, 9))
def test_drawn_takes_from_the_roster_without_repeating(keys: set[str], n: int) -> None:
    """A14.2 by sampling: as many as asked for, each once, in whatever order the roster is read."""
    found = drawn("seed", keys, n)
    assert len(found) == len(set(found)) == min(n, len(keys))
    assert set(found) <= keys
    assert found == drawn("seed", sorted(keys, reverse=True), n)
    assert drawn("seed", keys, n + 1)[:n] == found


@given(KEYS, st.data())
def test_in_order_of_some_does_not_depend_on_the_others(keys: set[str], data: st.DataObject) -> None:
    """Firms picked by risk do not move those drawn by lot."""
    some = data.draw(st.sets(st.sampled_from(sorted(keys))))
    assert in_order("seed", some) == [key for key in in_order("seed", keys) if key in some]


def test_in_order_is_the_published_rule() -> None:
    """Anyone with a calculator of SHA-256 draws again."""
    keys = [f"91449999MA000000{n:02d}" for n in range(12)]
    assert in_order("ab", keys) == sorted(keys, key=lambda key: sha256(f"ab:{key}".encode()).hexdigest())


def test_fresh_seed_has_256_bits_and_differs() -> None:
    chance = Random(1)
    one, other = fresh_seed(chance), fresh_seed(chance)
    assert one != other
    assert len(one) == 64 and int(one, 16) < 2**256


def row(uscc: str, year: int, output: int | None, employees: int | None = 100) -> dict[str, object]:
    return {"uscc": uscc, "name": f"企业{uscc}", "year": year, "output": output, "employees": employees, "rd": 0}


def test_risks_explain_each_point() -> None:
    """The largest, the largest jump, claimed honours, outliers, gaps; ordered, never decided."""
    rows = [
        *(row(str(n), year, YI) for n in range(3, 9) for year in (2023, 2024)),
        row("1", 2023, 2 * YI), row("1", 2024, 8 * YI),
        row("2", 2023, YI), row("2", 2024, None),
    ]  # fmt: skip
    found = {each.uscc: each for each in risks(rows, {"3": 2})}
    first = found["1"]
    assert [(p.points, p.text.zh) for p in first.points] == [
        (SHARE_POINTS, "产值在名册中列第 1，占 57.1%"),
        (JUMP_POINTS, "2024 年产值比上年增长 300%"),
        (OUTLIER_POINTS, "人均产值达名册中位数的 8 倍"),
    ]
    assert [(p.points, p.text.zh) for p in found["2"].points] == [(GAP_POINTS, "未报 2024 年产值")]
    assert (HONOUR_POINTS, "申报荣誉资质 2 项") in [(p.points, p.text.zh) for p in found["3"].points]
    assert next(iter(risks(rows, {}))).uscc == "1"


def test_risks_of_no_rows_are_none() -> None:
    assert risks([], {}) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCDEFGH"),
            st.integers(2021, 2024),
            st.none() | st.integers(0, 10**13),
            st.none() | st.integers(0, 5000),
        ),
        unique_by=lambda each: each[:2],
    )
)
def test_risks_name_every_firm_once_by_points(lines: list[tuple[str, int, int | None, int | None]]) -> None:
    found = risks([row(uscc, year, output, people) for uscc, year, output, people in lines], {})
    assert sorted(each.uscc for each in found) == sorted({line[0] for line in lines})
    assert [each.total for each in found] == sorted((each.total for each in found), reverse=True)
