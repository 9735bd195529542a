"""What waits for others on the desk, around an expert review (Article 14(三))."""

from __future__ import annotations

import pytest

from jiqun.casework import todo
from jiqun.casework.models import Case
from tests.office import PROVINCE, officer
from tests.recognition.panel_round import make_round

pytestmark = pytest.mark.django_db


def test_applications_that_go_on_with_their_round_wait_for_nobody_on_the_desk() -> None:
    """A14.3: only what somebody holds is listed; one that waits for a signature is."""
    stage = make_round(applications=3)
    by = officer(PROVINCE)
    titles = {case.title for case in stage.cases}
    assert titles & {task.title for task in todo.waiting(by, stage.now)} == set()
    Case.objects.filter(pk=stage.cases[0].pk).update(pending=True)
    assert titles & {task.title for task in todo.waiting(by, stage.now)} == {stage.cases[0].title}
