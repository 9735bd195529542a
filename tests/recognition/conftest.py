"""An office with a round and an application in it, for the tests of the prefecture's and the province's steps."""

from __future__ import annotations

import pytest

from jiqun.casework.models import Case
from tests.recognition.prefecture import Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def round_(office: Office) -> Case:
    return office.open_round()


@pytest.fixture
def case(office: Office, round_: Case) -> Case:
    return office.application(round_, "惠城五金集群")
