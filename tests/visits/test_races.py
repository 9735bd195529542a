"""Two deciders at once: one wins, the other is told; nothing is arranged for what has just been recommended."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Refusal
from jiqun.journal import chain
from jiqun.visits.models import Visit
from tests.office import HUIZHOU, officer
from tests.recognition.prefecture import Office
from tests.visits import spot


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_arrangements_and_two_conclusions_at_once_are_one_each() -> None:
    """Trust (Races): the database decides; whoever loses is told and nothing is half done."""
    office = Office()
    case = office.application(office.open_round(), "惠城五金集群")
    office.act(case, "accept", officer(HUIZHOU))
    by = officer(HUIZHOU)
    told = at_once(lambda n: arrange(office, case, by, n))
    assert sorted(told)[0] == "" and all(told[n] == "" or "尚未办结" in told[n] or "刚刚" in told[n] for n in (0, 1))
    assert told.count("") == Visit.objects.count() == 1
    visit = Case.objects.get(procedure_name="site_check")
    spot.see(visit, by, office.now)
    office.act(visit, "file_record", by, spot.by_hand(), files=spot.scan())
    version = Case.objects.get(pk=visit.pk).version
    outcomes = ("passed", "failed")
    told = at_once(lambda n: conclude(office, visit, by, version, outcomes[n], n))
    assert told.count("") == 1
    assert Visit.objects.get(pk=visit.pk).outcome == outcomes[told.index("")]
    assert chain.verify().whole


def at_once(does: object) -> list[str]:
    """What two threads that start together are told; blank for what was done."""
    together = Barrier(2)

    def one(n: int) -> str:
        try:
            together.wait()
            does(n)  # type: ignore[operator]
        except Refusal as said:
            return str(said)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def arrange(office: Office, case: Case, by: Account, n: int) -> None:
    payload = spot.arrangement(case)
    open_matter("site_check", by=by, payload=payload, key=f"a{n}", now=office.now, chance=Random(n))


def conclude(office: Office, visit: Case, by: Account, version: int, outcome: str, n: int) -> None:
    perform(
        "site_check",
        visit.pk,
        "conclude",
        by=by,
        version=version,
        payload=spot.conclusion(outcome),
        key=f"c{n}",
        now=office.now,
        chance=Random(n),
    )
