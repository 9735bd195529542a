"""The pre-check (对标预审): findings kept beside the facts, computed again only when what they rest on differs."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jiqun.authorities.hours import day_of
from jiqun.bilingual import language
from jiqun.casework.models import Case
from jiqun.facts import Facts
from jiqun.instruments.queries import amended
from jiqun.law.demands import Demand
from jiqun.law.findings import Assessment
from jiqun.law.measure import Measure
from jiqun.recognition.models import Application, BuiltFacts, PreCheck, Round
from jiqun.recognition.queries.filing.application import application_of


def legal_date(round_: Round) -> date:
    """The day that decides which measure governs: the call's, or that of the draft before there is one."""
    return round_.issued_on or day_of(round_.case.opened_at)


def measure_of(round_: Round) -> Measure:
    """The measure a round and everything in it is judged by: with the bases and interpretations it pinned, whatever was
    registered since, and the demands of its call as further norms (A5).
    """
    if not round_.demands:
        return amended(round_.case.measure, round_.bases, round_.interpretations)
    start = legal_date(round_).isoformat()
    demands = tuple(
        Demand.from_plain({"start": start, "source": round_.document, **demand}) for demand in round_.demands
    )
    pinned = json.dumps([round_.bases, round_.interpretations], sort_keys=True)
    return demanding(round_.case.measure, pinned, demands)


@lru_cache(maxsize=64)
def demanding(measure_id: str, pinned: str, demands: tuple[Demand, ...]) -> Measure:
    """A measure with pinned bases and interpretations (both as JSON) and demands: kept by content, as every page of a
    case asks for it.
    """
    return amended(measure_id, *json.loads(pinned)).with_demands(demands)


def assess(facts: Facts, round_: Round) -> Assessment:
    """All findings on some facts under a round's readings. Raises `law.LawError` when no measure is in force."""
    return measure_of(round_).assess(facts, on=legal_date(round_), readings=round_.readings)


def store(application: Application, case: Case, assessment: Assessment, now: datetime) -> None:
    """Keeps an assessment, in the caller's transaction."""
    PreCheck.objects.update_or_create(
        application=application,
        defaults={
            "measure": case.measure,
            "on": assessment.on,
            "readings": application.round.readings,
            "facts_sha256": assessment.receipt.facts_sha256,
            "verdict": assessment.verdict.value,
            "zh": assessment.plain("zh"),
            "en": assessment.plain("en"),
            "at": now,
        },
    )


def facts_of(application: Application) -> Facts | None:
    """The facts of an application; `None` without a roster. One query, read once."""
    built: BuiltFacts | None = getattr(application, "built_facts", None)
    return None if built is None else read_facts(built.facts)


def read_facts(kept: Any) -> Facts:
    """Facts as `BuiltFacts` keeps them: canonical JSON, as text or already read by the database."""
    return Facts.from_json(kept if isinstance(kept, str) else json.dumps(kept))


def kept(case: Case) -> dict[str, Any] | None:
    """The kept assessment in the language in force, where it rests on what is in use now; one query."""
    application = application_of(case)
    row = (
        PreCheck.objects.filter(
            application=application.pk,
            facts_sha256=application.facts_sha256,
            measure=case.measure,
            on=legal_date(application.round),
        )
        .values_list(language(), "readings")
        .first()
    )
    if row is None or row[1] != application.round.readings:
        return None
    found: dict[str, Any] = row[0]
    return found


def findings(case: Case) -> dict[str, Any] | None:
    """The assessment as plain values in the language in force; `None` without a roster. One query as a rule."""
    application = application_of(case)
    if application.roster_id is None:
        return None
    if (found := kept(case)) is not None:
        return found
    facts = facts_of(application)
    return None if facts is None else assess(facts, application.round).plain(language())
