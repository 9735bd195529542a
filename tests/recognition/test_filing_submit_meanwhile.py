"""Handing in (Article 14(一)) looks at what belongs to the application after it claimed it, not as it was before."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from jiqun.casework import steps
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import store
from jiqun.recognition.models import Application, Receipt, Round
from jiqun.recognition.queries.filing.application import application_of
from tests.boundaries.test_boundary import file
from tests.office import HUICHENG, approver, at, officer
from tests.recognition.applicant import do, open_round, whole
from tests.recognition.test_forwarding import CALL, CLOSES, draft, issue, revise

pytestmark = pytest.mark.django_db
Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Lets something happen once, between an application's being loaded with all that belongs to it and the claim."""

    def happens(change: Callable[[], object]) -> None:
        claim = steps.claim

        def claimed(doing: Doing, version: int, **changes: Any) -> None:
            monkeypatch.setattr(steps, "claim", claim)
            application_of(doing.subject)
            change()
            claim(doing, version, **changes)

        monkeypatch.setattr(steps, "claim", claimed)

    return happens


def test_boundary_filed_meanwhile_is_in_the_snapshot(meanwhile: Meanwhile) -> None:
    """A13.2: what is handed in goes by the boundary in force."""
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG))
    meanwhile(lambda: file(Application.objects.get(pk=case.pk).cluster))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    kept = json.loads(store.read(Receipt.objects.get(case=case).sha256))
    assert kept["boundary"]["number"] == 1


def test_forwarded_call_revised_meanwhile_sets_deadline_and_demands(meanwhile: Meanwhile) -> None:
    """A5: what a prefecture put off and added is in force when the application is handed in."""
    row = open_round()
    call = draft(row)
    issue(call)
    case = whole(row)
    overdue = CLOSES + timedelta(hours=1)
    meanwhile(lambda: revise(call, county_deadline="2025-04-11", demands=CALL["demands"] + "\n须附用地证明"))
    with pytest.raises(Refusal) as said:
        do(case, "submit", officer(HUICHENG), now=overdue)
    assert said.value.text.zh == "还不能提交。佐证材料缺 1 项：市级附加要求 F3：须附用地证明。"


def test_prefecture_deadline_moved_meanwhile_is_what_it_waits_for(meanwhile: Meanwhile) -> None:
    """A14.1: a submitted application waits for the prefecture's deadline as it stands."""
    row, later = open_round(), at("2025-05-09 17:30")
    case = whole(row)
    do(case, "submit", officer(HUICHENG))
    meanwhile(lambda: Round.objects.filter(pk=row.pk).update(prefecture_deadline=later))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    assert Case.objects.get(pk=case.pk).due_at == later
