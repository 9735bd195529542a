"""Applications whose figures are bent, so that their findings are of every kind."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Audience, Case
from jiqun.demo import rosters
from jiqun.facts import Facts, build
from jiqun.facts.rows import Roster
from jiqun.facts.workbook.template import write_template
from jiqun.recognition.models import Application, BuiltFacts, Round
from jiqun.recognition.queries import findings
from tests.office import HUICHENG, chance, officer
from tests.recognition.applicant import COUNTY_CLOSES, NOW, do, start, upload

SLOW = {"growth": 80}
"""Output grows by 8% a year: 13.2.growth is not met."""


@cache
def roster(**shape: int) -> Roster:
    """A roster of 14 firms that meets everything computed, bent by `demo.rosters.Character`."""
    return rosters.roster(
        chance(3),
        name="惠城区电子元件产业集群",
        place="惠城区",
        short="惠城",
        leads=("398",),
        base_year=2024,
        shape=rosters.Character(**{"firms": 14, **shape}),
    )


@cache
def facts(**shape: int) -> Facts:
    """The facts of that roster on the day the round closes."""
    return build(roster(**shape), on=COUNTY_CLOSES.date())


def imported(row: Round, **shape: int) -> Case:
    """An application with such a roster imported."""
    case = start(row)
    file = io.BytesIO()
    write_template(file, roster(**shape))
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(file.getvalue())})
    return Case.objects.get(pk=case.pk)


def handed_in(row: Round, number: int, known: Facts, code: str = HUICHENG) -> Case:
    """An application as it stands once handed in, its facts given."""
    case = start(row, officer(code), f"start-{row.pk}-{number:03d}", name=f"第{number:03d}产业集群")
    Application.objects.filter(pk=case.pk).update(submitted_at=NOW, facts_sha256=known.sha256)
    BuiltFacts.objects.create(application_id=case.pk, facts=json.loads(known.to_json()))
    Case.objects.filter(pk=case.pk).update(state="submitted", audience=Audience.CHAIN)
    return case


def browser(by: Account) -> Client:
    """The account's window."""
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def page(client: Client, name: str, pk: Any, **query: Any) -> str:
    """A page that is there."""
    response = client.get(reverse(f"recognition:{name}", args=[pk]), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def shown(case: Case) -> dict[str, findings.FindingShown]:
    """The findings of the page by norm."""
    found = findings.page(Case.objects.get(pk=case.pk))
    assert found is not None
    return {each.condition.id: each for _, rows in found.items for each in rows}
