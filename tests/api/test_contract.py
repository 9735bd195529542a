"""The interface held against its own description (OpenAPI) by requests made up from it, good ones and bad ones."""

from __future__ import annotations

import pytest

from tests.api.contract import CASES_IN_THE_SUITE, run
from tests.office import HUICHENG, officer
from tests.recognition.applicant import open_round, start


@pytest.mark.django_db
def test_made_up_requests_find_nothing_that_the_description_does_not_say() -> None:
    outcome = run(start(open_round()), officer(HUICHENG), CASES_IN_THE_SUITE)
    assert outcome.failures == [], "\n\n".join(outcome.failures)
    assert {200, 201, 401, 404, 422} <= set(outcome.statuses)
    assert outcome.cases >= CASES_IN_THE_SUITE and len(outcome.operations) >= 20
