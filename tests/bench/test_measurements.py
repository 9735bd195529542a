"""What the measurements count, and the goals in SQL that no other test holds."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from bench.measure import Row, counted, table
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.recognition.panel_round import STATEMENTS, full_sheet, make_round


def test_rows_read_or_changed_are_counted_and_transaction_control_is_not(db: None) -> None:
    with counted() as statements, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SAVEPOINT s")
        cursor.execute("RELEASE SAVEPOINT s")
    assert statements.seen == ["SELECT 1"]


@pytest.mark.parametrize(
    ("sql", "figure", "met"), [(8, 20.0, True), (9, 20.0, False), (8, 20.1, False), (8, None, True)]
)
def test_goal_is_reached_at_its_very_figure(sql: int, figure: float | None, met: bool) -> None:
    row = Row("list", sql, 8, figure, 20)
    assert row.met is met
    assert ("| met |" in table([row])) is met


def test_sheet_posted_costs_thirteen_statements(db: None) -> None:
    """Bench goal: at most 15 SQL, one more of them where the demonstration keeps the clock; however many sheets there
    are beside it."""
    stage = make_round().drawn()
    sheet = stage.sheets(state="assigned")[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    client = Client()
    client.force_login(sheet.expert.account, backend="jiqun.authorities.backends.AccountBackend")
    client.get(reverse("review:mine"))  # the session's last-seen is written once a minute
    form = urlencode({**full_sheet(), "version": 2, "key": "posted"})
    with counted() as statements:
        answer = client.post(
            reverse("recognition:sheet", args=[sheet.pk]), form, content_type="application/x-www-form-urlencoded"
        )
    assert answer.status_code == 302
    assert len(statements.seen) == 13
