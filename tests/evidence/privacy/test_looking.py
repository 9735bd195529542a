"""Personal data is found before anything is published: every seeded leak, and nothing that only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.evidence.privacy import scan
from jiqun.evidence.privacy.numbers import check_character, is_card, is_identity
from tests.evidence.privacy.corpus import HARMLESS, LEAKS

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DIGITS = st.sampled_from("0123456789")


def kinds(text: str) -> set[str]:
    return {finding.kind for finding in scan(text)}


@pytest.mark.parametrize(("kind", "text"), LEAKS, ids=range(len(LEAKS)))
def test_a_leak_is_found_in_every_shape(kind: str, text: str) -> None:
    """trust.md: 100 % of the seeded leaks."""
    assert kind in kinds(text)
    assert kind in kinds(f"现予公示（见附件）{text}，特此说明")


@pytest.mark.parametrize("text", HARMLESS, ids=range(len(HARMLESS)))
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert scan(text) == ()


def test_the_corpora_are_as_large_as_promised() -> None:
    assert len(LEAKS) >= 60
    assert len(HARMLESS) >= 60


@given(
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    gap=st.sampled_from(["", " ", "-", "\u3000", "\n", "\u200b", "."]),
    wide=st.booleans(),
    around=st.sampled_from(["{}", "联系人{}。", "（{}）", "王某：{}；"]),
)
def test_any_mobile_number_is_found_however_it_is_written(number: str, gap: str, wide: bool, around: str) -> None:
    said = gap.join((number[:3], number[3:7], number[7:]))
    (found,) = scan(around.format(said.translate(WIDE) if wide else said))
    assert (found.kind, found.value) == ("mobile", number)


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), serial=st.integers(0, 999), parted=st.booleans())
def test_any_identity_number_is_found_and_one_with_a_wrong_check_is_not(day: date, serial: int, parted: bool) -> None:
    born = f"{day:%Y%m%d}"
    first = f"440101{born}{serial:03d}"
    good = first + check_character(first)
    assert is_identity(good)
    said = f"{good[:6]} {good[6:14]} {good[14:]}" if parted else good
    assert [finding.kind for finding in scan(f"证号{said}。")] == ["identity"]
    wrong = first + check_character(f"{first[:-1]}{(serial + 1) % 10}")
    assert not is_identity(wrong)


@given(digits=st.text(DIGITS, min_size=13, max_size=13))
def test_any_bank_card_is_found(digits: str) -> None:
    first = "62" + digits
    last = next(each for each in "0123456789" if is_card(first + each))
    card = first + last
    found = scan(f"卡号{card[:4]} {card[4:8]} {card[8:12]} {card[12:]}")
    assert [finding.kind for finding in found] == ["card"]


@given(st.text(max_size=200))
def test_any_text_is_looked_through_and_places_are_true(text: str) -> None:
    """Every finding stands where it says it does."""
    for finding in scan(text):
        assert text[finding.start : finding.end] == finding.text


@given(before=st.sampled_from(HARMLESS), after=st.sampled_from(HARMLESS), leak=st.sampled_from(LEAKS))
def test_a_leak_is_found_among_harmless_lines(before: str, after: str, leak: tuple[str, str]) -> None:
    kind, text = leak
    assert kind in kinds(f"{before}。\x1f{text}\x1f{after}。")


def test_the_same_number_has_one_key_however_it_is_written_and_is_shown_masked() -> None:
    first, second = scan("13800138000 与 138-0013-8000")
    assert first.key == second.key
    assert first.masked == "138******00"
    (mail,) = scan("zhang.san@example.com")
    assert mail.masked == "z***@example.com"
