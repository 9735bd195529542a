"""The same seed plays the same demonstration, to the last digest of the journal."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django import Settings

from jiqun.demo import clusters, province
from jiqun.facts.workbook.sandbox import trusting
from jiqun.journal import chain
from tests.office import lay_tree

pytestmark = pytest.mark.django_db


def played(seed: int) -> str:
    """The journal's head after a small demonstration with all that follows a recognition, which is then taken back."""
    with transaction.atomic(), trusting() as workbooks:
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
    assert played(7) == played(7) != played(8)
