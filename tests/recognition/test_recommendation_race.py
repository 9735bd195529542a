"""Races: a quota of 5 under 20 parallel recommendations gives exactly 5; a sub-sector is taken by one."""

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
from tests.office import HUICHENG, HUIZHOU, XIAOLAN, ZHONGSHAN, approver, officer
from tests.recognition.prefecture import Office, conclusions, used

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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_recommend_one_sub_sector_from_two_prefectures_at_once_takes_it_once() -> None:
    """Practice, trust (Races): within the province the second sees the first, and is asked for its reason."""
    office = Office()
    round_ = office.open_round(niche_digits="2", niche_scope="province")
    both = {
        HUIZHOU: office.application(round_, "惠州五金", HUICHENG),
        ZHONGSHAN: office.application(round_, "锁具", XIAOLAN),
    }
    for code, case in both.items():
        office.act(case, "accept", officer(code))
        office.act(case, "conclude", officer(code), conclusions(case))
        office.checked(case, code=code)
        office.act(case, "recommend", officer(code), {"rank": "1", "opinion": "同意推荐"})
    versions = dict(Case.objects.values_list("pk", "version"))
    signers, together = {code: approver(code) for code in both}, Barrier(len(both))

    def sign(code: str) -> str:
        case = both[code]
        try:
            together.wait()
            perform(
                "application",
                case.pk,
                "sign",
                by=signers[code],
                version=versions[case.pk],
                payload={"affirmed": "on"},
                key=f"sign-{code}",
                now=office.now,
                chance=Random(code),
            )
        except Refusal as said:
            return str(said)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(both)) as pool:
        answers = sorted(pool.map(sign, both))
    assert answers[0] == "done"
    assert "其他地市的 1 个集群" in answers[1]
    assert Case.objects.filter(state="recommended").count() == 1
