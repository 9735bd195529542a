"""An office with a round, and an application under the prefecture's review, to be visited."""

from __future__ import annotations

import pytest

from jiqun.casework.models import Case
from tests.office import HUIZHOU, officer
from tests.recognition.prefecture import Office
from tests.visits import spot


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def round_(office: Office) -> Case:
    return office.open_round()


@pytest.fixture
def case(office: Office, round_: Case) -> Case:
    """Accepted by its prefecture."""
    made = office.application(round_, "惠城五金集群")
    office.act(made, "accept", officer(HUIZHOU))
    return Case.objects.get(pk=made.pk)


@pytest.fixture
def visit(office: Office, case: Case) -> Case:
    """A site check of three firms by lot, today."""
    made: Case = office.open("site_check", officer(HUIZHOU), spot.arrangement(case)).subject
    return made
