"""Races: a quota of 5 under 20 parallel recommendations gives exactly 5."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Refusal
from jiqun.journal import chain
from jiqun.recognition.models import Application
from tests.office import HUIZHOU, approver, officer
from tests.recognition.prefecture import Office, used

MANY, QUOTA = 20, 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_recommend_in_parallel_never_exceeds_the_quota() -> None:
    """A14.2, trust (Races): the database decides, by a conditional UPDATE; whoever loses is told why and keeps all."""
    office = Office()
    round_ = office.open_round(quota_441300=str(QUOTA))
    cases = [office.ready(office.application(round_, f"集群{n}")) for n in range(MANY)]
    for rank, case in enumerate(cases, start=1):
        office.act(case, "recommend", officer(HUIZHOU), {"rank": str(rank), "opinion": "同意推荐"})
    versions = dict(Case.objects.values_list("pk", "version"))
    signer, together = approver(HUIZHOU), Barrier(MANY)

    def sign(case: Case) -> str:
        try:
            together.wait()
            perform(
                "application",
                case.pk,
                "sign",
                by=signer,
                version=versions[case.pk],
                payload={"affirmed": "on"},
                key=f"sign-{case.number}",
                now=office.now,
                chance=Random(case.number),
            )
        except Refusal as said:
            return str(said)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(sign, cases))
    assert answers.count("done") == QUOTA
    assert {answer for answer in answers if answer != "done"} == {
        "本市推荐名额已用完（名额是上限，超额不予受理）。如需调整，请先撤回已推荐的集群。"
    }
    assert used(round_) == QUOTA
    assert Case.objects.filter(state="recommended").count() == QUOTA
    assert Application.objects.filter(rank__isnull=False).count() == QUOTA
    assert chain.verify().whole
