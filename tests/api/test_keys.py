"""The same request again gives the first answer; the same key with anything else is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from jiqun.casework.models import ActRecord, Case
from tests.api.caller import Caller
from tests.office import HUICHENG, HUIDONG, officer
from tests.recognition.applicant import NEW_CLUSTER, open_round


def opening(row: Any, **more: Any) -> dict[str, Any]:
    return {"payload": {"round": str(row.pk), **NEW_CLUSTER, **more}}


@pytest.mark.django_db
def test_sent_again_it_is_the_first_answer_and_done_once() -> None:
    row, caller = open_round(), Caller(officer(HUICHENG))
    first, again = (caller.post("/matters/application", opening(row), "same-key-01") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotent-Replayed" not in first.headers and again.headers["Idempotent-Replayed"] == "true"
    assert Case.objects.filter(procedure_name="application").count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_body_or_address_is_refused() -> None:
    row, caller = open_round(), Caller(officer(HUICHENG))
    made = caller.post("/matters/application", opening(row), "same-key-02").json()
    other = caller.post("/matters/application", opening(row, name="另一个产业集群"), "same-key-02")
    assert other.status_code == 409 and "Idempotency-Key" in other.json()["zh"]
    path = f"/matters/application/{made['id']}/acts/import_roster"
    assert caller.post(path, {"version": 1, "payload": {}}, "same-key-02").status_code == 409
    assert Case.objects.filter(procedure_name="application").count() == 1


@pytest.mark.django_db
def test_a_key_of_one_account_is_nothing_to_another() -> None:
    row = open_round()
    mine = Caller(officer(HUICHENG)).post("/matters/application", opening(row), "same-key-03")
    theirs = Caller(officer(HUIDONG)).post(
        "/matters/application", opening(row, name="惠东县鞋业产业集群"), "same-key-03"
    )
    assert (mine.status_code, theirs.status_code) == (201, 201)


@pytest.mark.django_db
def test_what_was_refused_can_be_sent_again_with_its_key_once_it_is_possible() -> None:
    row, caller = open_round(), Caller(officer(HUICHENG))
    Case.objects.filter(pk=row.pk).update(state="closed")
    refused = caller.post("/matters/application", opening(row), "same-key-04")
    Case.objects.filter(pk=row.pk).update(state="open")
    done = caller.post("/matters/application", opening(row), "same-key-04")
    assert (refused.status_code, done.status_code) == (422, 201)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_are_done_once() -> None:
    row, caller = open_round(), Caller(officer(HUICHENG))
    together = Barrier(2)

    def send(_: int) -> tuple[int, bytes]:
        try:
            together.wait()
            answer = caller.post("/matters/application", opening(row), "same-key-05")
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))
    assert {status for status, _ in answers} == {201}
    assert len({content for _, content in answers}) == 1
    assert ActRecord.objects.filter(procedure_name="application", act="start").count() == 1
