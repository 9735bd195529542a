"""A collection for a demonstration: through the same door as people, the same for the same seed."""

from __future__ import annotations

import pytest
from django.db import transaction

from jiqun.collection.models import Invitation, Return
from jiqun.collection.queries import collected
from jiqun.collection.queries.board import tally
from jiqun.collection.rehearsal import rehearse
from jiqun.journal import chain
from tests.collection.asking import NOW, cluster, roster
from tests.office import HUICHENG, chance, officer

pytestmark = pytest.mark.django_db


def test_a_rehearsal_leaves_some_answered_some_begun_some_reminded() -> None:
    of = cluster()
    roster(of, firms=12)
    case = rehearse(of, officer(HUICHENG), NOW, chance(3))
    counts = tally(case.collection)
    assert counts["all"] == 12 and 0 < counts["confirmed"] < 12
    assert len({line.uscc for line in collected(case.collection)}) == counts["confirmed"]
    assert Invitation.objects.filter(reminders__isnull=False).count() == 12 - counts["confirmed"]
    assert chain.verify().whole


def test_a_rehearsal_is_the_same_for_the_same_seed() -> None:
    """What is made depends on the seed alone."""
    of = cluster()
    roster(of, firms=4)
    made = []
    for _ in range(2):
        with transaction.atomic():
            rehearse(of, officer(HUICHENG), NOW, chance(3))
            made.append(sorted(Return.objects.values_list("receipt", "sha256")))
            transaction.set_rollback(True)
    assert made[0] == made[1] != []
