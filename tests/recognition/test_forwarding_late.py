"""Handing in at the deadline (trust.md, Races): one second before is taken; at it or after, refused and proved."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client

from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import store
from jiqun.forms.answers import values
from jiqun.journal import chain
from jiqun.recognition.models import LateAttempt, Receipt
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, ZHONGSHAN, account, approver, officer
from tests.recognition.applicant import COUNTY_CLOSES, PREFECTURE_CLOSES, do, open_round, submitted, whole

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def late(case: Case, act: str, by: object, key: str = "late", **payload: str) -> str:
    with pytest.raises(Refusal) as said:
        do(case, act, by, key=key, now=COUNTY_CLOSES + SECOND, **payload)  # type: ignore[arg-type]
    return said.value.text.zh


def test_one_second_before_the_deadline_is_taken_and_leaves_no_attempt() -> None:
    """A14.1."""
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG), now=COUNTY_CLOSES - SECOND)
    do(case, "sign", approver(HUICHENG), now=COUNTY_CLOSES - SECOND, affirmed="on")
    case.refresh_from_db()
    assert (case.state, Receipt.objects.get(case=case).at) == ("submitted", COUNTY_CLOSES - SECOND)
    assert not LateAttempt.objects.exists()


@pytest.mark.parametrize("after", [timedelta(0), SECOND])
def test_at_the_deadline_and_after_it_is_refused_and_proved(after: timedelta) -> None:
    case = whole(open_round())
    version, entry = case.version, chain.head().seq
    with pytest.raises(Refusal, match="已过，不能提交。已填内容全部保留为草稿"):
        do(case, "submit", officer(HUICHENG), key="late", now=COUNTY_CLOSES + after)
    case.refresh_from_db()
    assert (case.state, case.pending, case.version) == ("drafting", False, version)
    assert values(case)["extent"]
    attempt = LateAttempt.objects.get()
    assert (attempt.by, attempt.prepared_by, attempt.at) == (officer(HUICHENG), None, COUNTY_CLOSES + after)
    assert (attempt.deadline, attempt.seq, chain.head().seq) == (COUNTY_CLOSES, entry + 1, entry + 1)
    assert (chain.read(attempt.seq)["act"], chain.read(attempt.seq)["actor"]) == ("late_submit", "officer-441302")
    assert chain.verify().whole
    kept = json.loads(store.read(attempt.sha256))
    assert (kept["number"], kept["answers"]) == (case.number, values(case))


def test_signature_that_comes_too_late_names_both_persons() -> None:
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG), now=COUNTY_CLOSES - SECOND)
    late(case, "sign", approver(HUICHENG), affirmed="on")
    attempt = LateAttempt.objects.get()
    assert (attempt.by, attempt.prepared_by) == (approver(HUICHENG), officer(HUICHENG))
    case.refresh_from_db()
    assert (case.state, case.pending) == ("drafting", True)


def test_the_same_request_sent_again_is_one_attempt() -> None:
    case = whole(open_round())
    for _ in range(2):
        late(case, "submit", officer(HUICHENG))
    late(case, "submit", officer(HUICHENG), key="another")
    assert LateAttempt.objects.count() == 2


def test_the_same_request_sent_twice_at_once_is_one_attempt_and_told_to_both(monkeypatch: pytest.MonkeyPatch) -> None:
    case = whole(open_round())
    late(case, "submit", officer(HUICHENG))
    seq = chain.head().seq
    # The twin looked before this one had written.
    monkeypatch.setattr(QuerySet, "exists", lambda rows: rows.model is not LateAttempt and bool(rows[:1]))
    assert "已过，不能提交" in late(case, "submit", officer(HUICHENG))
    assert (LateAttempt.objects.count(), chain.head().seq) == (1, seq)


def test_other_refusals_leave_no_attempt() -> None:
    case = whole(open_round())
    case.attachments.filter(requirement="truth").delete()
    with pytest.raises(Refusal, match="还不能提交"):
        do(case, "submit", officer(HUICHENG))
    with pytest.raises(Refusal, match="由县级经办办理"):
        do(case, "submit", approver(HUICHENG), now=COUNTY_CLOSES)
    assert not LateAttempt.objects.exists()


def test_correction_after_the_prefectures_deadline_is_proved_too() -> None:
    case = submitted(open_round())
    Case.objects.filter(pk=case.pk).update(state="correcting")
    with pytest.raises(Refusal, match="补正截止时间"):
        do(case, "submit", officer(HUICHENG), key="late", now=PREFECTURE_CLOSES)
    assert LateAttempt.objects.get().deadline == PREFECTURE_CLOSES


def test_attempt_is_seen_by_the_county_and_those_above_it_and_printed(client: Client) -> None:
    row = open_round()
    case = whole(row)
    late(case, "submit", officer(HUICHENG))
    attempt = LateAttempt.objects.get()
    address, absent = f"/late/{attempt.pk}/", f"/late/{case.pk}/"
    for code, status in ((HUICHENG, 200), (HUIZHOU, 200), (PROVINCE, 200), (HUIDONG, 404), (ZHONGSHAN, 404)):
        client.force_login(officer(code))
        answer, listed = client.get(address), client.get(f"/rounds/{row.pk}/forwarded/")
        assert (answer.status_code, case.number in listed.content.decode()) == (status, status == 200)
        if status == 200:
            page = answer.content.decode()
            assert "2025-04-14 17:30:01 +08:00" in page and attempt.sha256 in page and attempt.sm3 in page
        else:
            assert answer.content == client.get(absent).content
    client.force_login(account("expert", None))
    assert client.get(address).status_code == 404
