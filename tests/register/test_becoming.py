"""Articles 15 and 17: what becomes of a recognition, and that its history stays."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from jiqun.register.becoming import Decided, not_renewed, renew, restore, revoke, served
from jiqun.register.models import Recognition
from jiqun.register.terms import Standing, expired, in_force
from tests.supervision.recognised import recognised

pytestmark = pytest.mark.django_db
DECIDED = Decided(date(2026, 9, 1), "粤工信服务函〔2026〕30号", "目标完成", None, "FH-2026-001")


def held(on: date) -> tuple[bool, bool]:
    """Whether the queries find it in force, and whether they find its term run out."""
    return Recognition.objects.filter(in_force(on)).exists(), Recognition.objects.filter(expired(on)).exists()


def test_renewal_adds_three_years_from_the_day_after_the_old_end() -> None:
    """Article 15: 复核通过的有效期延长三年, also when it is decided after the end."""
    row = recognised()
    assert row.standing(DECIDED.on) == Standing.EXPIRED
    change = renew(row, DECIDED, uuid.uuid4())
    row.refresh_from_db()
    assert (row.valid_from, row.valid_to) == (date(2023, 7, 10), date(2029, 7, 9))
    assert (change.valid_from, change.valid_to) == (date(2026, 7, 10), date(2029, 7, 9))
    assert row.standing(DECIDED.on) == Standing.VALID
    assert held(DECIDED.on) == (True, False)


def test_not_renewed_leaves_the_term_run_out_until_somebody_decides_on_it() -> None:
    """Article 17(一) makes it a ground; a date decides nothing."""
    row = recognised()
    not_renewed(row, DECIDED, uuid.uuid4())
    row.refresh_from_db()
    assert row.standing(DECIDED.on) == Standing.EXPIRED
    assert held(DECIDED.on) == (False, True)


def test_revocation_counts_from_its_day_and_keeps_the_term_readable() -> None:
    row = recognised()
    change = revoke(row, DECIDED, uuid.uuid4(), date(2025, 6, 1))
    row.refresh_from_db()
    assert row.standing(date(2027, 1, 1)) == Standing.EXPIRED  # nobody has it in hand yet
    served(change, DECIDED.document, date(2025, 5, 20))
    row.refresh_from_db()
    assert row.standing(date(2025, 5, 31)) == Standing.VALID
    assert row.standing(date(2025, 6, 1)) == Standing.REVOKED
    assert row.standing(date(2027, 1, 1)) == Standing.REVOKED
    assert held(date(2025, 5, 31)) == (True, False)
    assert held(date(2027, 1, 1)) == (False, False)
    assert row.valid_to == date(2026, 7, 9)


def test_withdrawn_revocation_leaves_the_recognition_as_it_was_and_both_decisions_on_record() -> None:
    row = recognised()
    served(revoke(row, DECIDED, uuid.uuid4(), date(2025, 6, 1)), DECIDED.document, date(2025, 5, 20))
    restore(row, DECIDED, uuid.uuid4())
    row.refresh_from_db()
    assert row.standing(date(2025, 7, 1)) == Standing.VALID
    assert {each.kind for each in row.changes.all()} == {"revoked", "restored"}
