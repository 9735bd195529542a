"""The same seed plays the same demonstration, to the last digest of the journal."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from jiqun.demo import clusters, province
from jiqun.facts.workbook.sandbox import trusting
from jiqun.journal import chain
from tests.office import lay_tree

pytestmark = pytest.mark.django_db


def played(seed: int, *, other_plans: bool = False) -> str:
    """The journal's head after a small demonstration with all that follows a recognition, which is then taken back.

    `other_plans` has PostgreSQL read its tables another way, as it does by itself when their statistics change: rows
    without an order come in another one.
    """
    with transaction.atomic(), trusting() as workbooks:
        if other_plans and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
        lay_tree()
        playing = province.Province(seed, clusters.MAIN[:2])
        playing.stage.workbooks = workbooks
        playing.lay("preliminary")
        playing.supervised()
        head = chain.head().sha256
        transaction.set_rollback(True)
    return head


def test_same_seed_gives_the_same_journal_and_another_one_another(settings: Settings) -> None:
    settings.JIQUN_DEMO = True
    assert played(7) == played(7, other_plans=True) != played(8)
