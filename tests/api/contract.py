"""Requests made up from the interface's description, good ones and bad ones, each answer held against it.

The good ones ask for what is there: a made-up id would always end with 404. `python -m bench.api` runs 2,000 of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.recognition.queries.filing.application import application_of
from tests.api.caller import token_of

CASES_IN_THE_SUITE = 200
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@dataclass
class Outcome:
    """How many requests were made of which operations, what they answered, and what did not fit the description."""

    cases: int = 0
    operations: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def there(case: Case) -> dict[str, dict[str, str]]:
    """By the beginning of a path, what it is to ask for: an application, its cluster, its round; a contact to enter."""
    application = application_of(case)
    matter = {"procedure": "application", "pk": str(case.pk), "act": "import_roster"}
    return {
        "/matters/{procedure}/{pk}": matter,
        "/matters/{procedure}": {"procedure": "contact"},
        "/procedures/{procedure}": {"procedure": "contact"},
        "/applications/{pk}": {"pk": str(case.pk)},
        "/rounds/{pk}": {"pk": str(application.round_id)},
        "/clusters/{pk}": {"pk": str(application.cluster_id)},
    }


def run(case: Case, by: Account, cases: int) -> Outcome:
    """At least so many requests by an account that may do everything an officer may; always the same ones."""
    request_started.disconnect(close_old_connections)  # all of it happens within the caller's transaction
    request_finished.disconnect(close_old_connections)
    try:
        return of_all_operations(there(case), by, cases)
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)


def of_all_operations(known: dict[str, dict[str, str]], by: Account, cases: int) -> Outcome:
    """The requests, operation by operation."""
    outcome, token = Outcome(), token_of(by).token  # type: ignore[attr-defined]
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    each = -(-cases // (len(operations) * len(MODES)))
    for number, operation in enumerate(operations):
        of = next((them for path, them in known.items() if operation.path.startswith(f"/api/v1{path}")), {})
        for mode in MODES:
            try:
                made_up(
                    operation,
                    mode,
                    of if mode is MODES[0] else {},
                    each,
                    number,
                    {"Authorization": f"Bearer {token}"},
                    outcome,
                )
            except Exception as failure:  # whatever went wrong is what this looks for
                outcome.failures.append(f"{operation.label} ({mode.name}): {failure}")
    return outcome


def made_up(
    operation: Any,
    mode: Any,
    known: dict[str, str],
    cases: int,
    number: int,
    headers: dict[str, str],
    outcome: Outcome,
) -> None:
    """The requests of one operation, of what is `known` to be there. Raises what schemathesis finds."""
    count = 0

    @seed(number)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        nonlocal count
        count += 1
        if known:
            case.path_parameters = {name: known.get(name, value) for name, value in case.path_parameters.items()}
        # What an act asks for is its form's to say, not the description's: a form may refuse what fits the description.
        left_out = [positive_data_acceptance] if operation.method == "post" else []
        answer = case.call_and_validate(headers=headers, excluded_checks=left_out)
        outcome.statuses[answer.status_code] += 1

    outcome.operations.add(operation.label)
    try:
        asked()
    finally:
        outcome.cases += count
