"""A desk with a roster of twelve firms on it, its clerk and a colleague."""

from __future__ import annotations

import io

import pytest

from jiqun.authorities.models import Account, Person
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.recognition.acts.filing.desk import working
from tests.office import HUICHENG, account, officer
from tests.recognition.applicant import NOW, open_round, start, workbook


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def clerk() -> Account:
    return officer(HUICHENG)


@pytest.fixture
def colleague(clerk: Account) -> Account:
    return account("officer", HUICHENG, name="officer-two", person=Person.objects.create(name="李同事"))


@pytest.fixture
def case(clerk: Account) -> Case:
    return start(open_round(), clerk)


@pytest.fixture
def opened(case: Case, clerk: Account) -> Case:
    """A desk with the workbook of twelve firms on it."""
    assert working.open_workbook(case.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
    return case
