"""How a form counts a ledger: periods, validity, sub-kinds, firms counted once (Articles 7, 9, 13)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.forms.definitions import shipped_form
from jiqun.law import load
from jiqun.ledgers.counting import Count, Row, counted, read, tally
from jiqun.ledgers.kinds import kind, kinds

BASE, ON = 2024, date(2025, 4, 14)
DAYS = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2027, 12, 31)))
SUBS = [sub.name for sub in kind("sharing").subs]
ROWS = st.builds(
    Row,
    kind=st.sampled_from(["sharing", "platform"]),
    sub=st.sampled_from(SUBS),
    part=st.just(""),
    uscc=st.sampled_from(["", "甲", "乙", "丙"]),
    on=DAYS,
    valid_from=DAYS,
    valid_to=DAYS,
    amount=st.one_of(st.none(), st.integers(0, 10**15)),
    number=st.one_of(st.none(), st.integers(0, 10**9)),
    proved=st.booleans(),
)
COUNTS = st.builds(
    Count,
    kind=st.just("sharing"),
    measure=st.sampled_from(["entries", "firms", "amount", "number"]),
    period=st.sampled_from(["dated", "latest", "valid"]),
    subs=st.sampled_from([(), ("equipment",), ("equipment", "design")]),
    every=st.booleans(),
)


def row(**more: object) -> Row:
    plain: dict[str, object] = {
        "kind": "sharing", "sub": "design", "part": "", "uscc": "", "on": None, "valid_from": None, "valid_to": None,
        "amount": None, "number": None, "proved": True,
    }  # fmt: skip
    return Row(**{**plain, **more})  # type: ignore[arg-type]


@given(COUNTS, st.lists(ROWS, max_size=30))
def test_shares_of_sub_kinds_make_up_the_total(count: Count, rows: list[Row]) -> None:
    found = tally(count, rows, base_year=BASE, on=ON)
    shares = sum(share.total for share in found.shares)
    assert found.total <= shares if count.measure == "firms" else found.total == shares
    assert found.entries == sum(counted(count, each, base_year=BASE, on=ON) for each in rows)


@given(COUNTS, st.lists(ROWS, max_size=30), st.randoms())
def test_order_of_entries_does_not_matter(count: Count, rows: list[Row], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert tally(count, rows, base_year=BASE, on=ON) == tally(count, mixed, base_year=BASE, on=ON)


@given(COUNTS, st.lists(ROWS, max_size=30))
def test_each_wanted_sub_kind_has_entries_or_is_named_as_lacking(count: Count, rows: list[Row]) -> None:
    """A13.4: which of the five kinds has none."""
    found = tally(count, rows, base_year=BASE, on=ON)
    have = {share.sub for share in found.shares}
    wanted = set(count.subs or SUBS)
    assert set(found.lacking) == (wanted - have if count.every else set())
    assert have <= wanted


@given(ROWS, st.integers(2015, 2030))
def test_entry_lies_in_one_latest_year_and_in_three_of_three_year_periods(each: Row, base_year: int) -> None:
    def years(period: str) -> set[int]:
        count = Count(each.kind, "entries", period)  # type: ignore[arg-type]
        return {year for year in range(2010, 2035) if counted(count, each, base_year=year, on=ON)}

    year = each.on and each.on.year
    assert years("latest") == (set() if year is None else {year})
    assert years("dated") == (set() if year is None else {year, year + 1, year + 2})


@given(ROWS)
def test_entry_is_valid_on_both_ends_of_its_term_and_not_beyond(each: Row) -> None:
    count = Count(each.kind, "entries", "valid")
    begins, ends = each.valid_from or each.on, each.valid_to
    if begins is not None and ends is not None and ends < begins:
        return

    def valid(on: date) -> bool:
        return counted(count, each, base_year=BASE, on=on)

    if begins is not None:
        assert valid(begins) and not valid(begins - timedelta(days=1))
    if ends is not None:
        assert valid(ends) and not valid(ends + timedelta(days=1))


def test_firm_with_two_entries_counts_once() -> None:
    rows = [row(uscc="甲"), row(uscc="甲", sub="storage"), row(uscc="乙"), row()]
    found = tally(Count("sharing", "firms", "valid"), rows, base_year=BASE, on=ON)
    assert (found.total, [(share.sub, share.total) for share in found.shares]) == (2, [("storage", 1), ("design", 2)])


def test_roles_are_counted_within_their_sub_kind() -> None:
    """A13.5: 主持、参与标准."""
    rows = [row(kind="standard", sub="national", part=part) for part in ("主持", "参与", "参与")]
    (share,) = tally(Count("standard", "entries", "valid"), rows, base_year=BASE, on=ON).shares
    assert (share.total, share.parts) == (3, (("主持", 1), ("参与", 2)))


def test_entries_without_proof_are_counted_and_told() -> None:
    found = tally(Count("sharing", "entries", "valid"), [row(), row(proved=False)], base_year=BASE, on=ON)
    assert (found.entries, found.unproved) == (2, 1)


def test_counts_are_read_as_written() -> None:
    assert read("service/platform+base entries valid;service/served number latest") == (
        Count("service", "entries", "valid", ("platform", "base")),
        Count("service", "number", "latest", ("served",)),
    )
    assert read("sharing entries valid every")[0].every
    assert read("") == ()


@pytest.mark.parametrize(
    "spec", ["sharing", "nothing entries valid", "sharing/gold entries valid", "sharing weight valid",
             "sharing entries ever", "sharing entries valid some", "sharing entries valid every more"],
)  # fmt: skip
def test_count_that_means_nothing_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match=spec.split()[0]):
        read(spec)


def test_every_kind_speaks_both_languages_and_cites_its_clause() -> None:
    measure = load("gd_2023_4")
    for each in kinds().values():
        for clause in each.clause.split():
            assert measure.clause(clause).anchor == clause
        for text in (each.title, each.unit, each.proof, *each.labels.values(), *each.parts):
            assert text.zh and text.en and text.zh != text.en
        assert {sub.places for sub in each.subs if sub.number.zh} in (set(), {0}, {2})
        assert each.must <= {*each.labels, "part"}


def test_application_form_asks_no_register_that_a_ledger_counts() -> None:
    """Issue: never asked for what is already known."""
    form = shipped_form("申报")
    assert [field.id for field in form.fields() if field.ask == "register"] == []
    assert {field.id for field in form.fields() if field.ask == "ledger"} == {
        "brands", "sharing", "platforms", "cooperation", "standards", "key_tech", "green", "exchange", "overseas",
        "services", "outreach", "support",
    }  # fmt: skip
    assert {count.kind for field in form.fields() for count in field.ledger} == set(kinds())
