"""The tests' own ground: a test that commits leaves nothing behind, though nothing may be deleted by hand."""

from __future__ import annotations

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


def _commit_elsewhere() -> None:
    try:
        Session.objects.create(session_key="from-a-thread", session_data="", expire_date=timezone.now())
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", ["first", "second"])
def test_committed_row_is_gone_in_the_next_test(round_: str) -> None:
    assert Session.objects.count() == 0, f"left over in the {round_} round"
    Session.objects.create(session_key="from-the-test", session_data="", expire_date=timezone.now())
    thread = threading.Thread(target=_commit_elsewhere)
    thread.start()
    thread.join()
    assert sorted(Session.objects.values_list("session_key", flat=True)) == ["from-a-thread", "from-the-test"]


@pytest.mark.django_db(transaction=True)
def test_journal_head_is_there_after_tests_that_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_head")
        assert cursor.fetchone() == (1,)
