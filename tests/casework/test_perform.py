"""The one door: load → may → check → change → record (Article 5: every act names who is entitled to it)."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, connections

from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.perform import Done, perform
from jiqun.casework.procedure import PUBLIC, procedure
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal import chain
from tests.casework.conftest import CHANCE, begin, make
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, account, approver, at, officer

NOW = at("2025-03-20 10:00")
SUNDAY = at("2025-03-23 10:00")


def do(
    case: Case, act: str, by: object, *, version: int = 1, key: str = "", now: object = NOW, **payload: object
) -> Done:
    return perform(
        "errand",
        case.pk,
        act,
        by=by,  # type: ignore[arg-type]
        version=version,
        payload=payload,
        key=key or f"{act}-{version}-{by}",
        now=now,  # type: ignore[arg-type]
        chance=CHANCE,
    )


def send(case: Case) -> None:
    do(case, "send", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), version=2, affirmed="on")
    case.refresh_from_db()


def test_act_done_changes_state_and_version_and_writes_one_journal_entry(matter: Case) -> None:
    before = chain.head().seq
    done = do(matter, "drop", officer(HUICHENG))
    matter.refresh_from_db()
    assert (matter.state, matter.version) == ("dropped", 2)
    assert chain.head().seq == before + 1 == done.record.seq
    fields = chain.read(before + 1)
    assert (fields["act"], fields["actor"], fields["clause"], fields["version"]) == (
        "drop",
        "officer-441302",
        "A14.1",
        2,
    )
    assert chain.verify().whole


def test_foreign_and_absent_matter_are_refused_alike(matter: Case) -> None:
    """A5: nobody sees or touches what is not in their territory."""
    said = set()
    for who in (officer(HUIDONG), officer(XIAOLAN), approver(PROVINCE), account("expert", None), PUBLIC):
        with pytest.raises(NotHere) as refused:
            do(matter, "drop", who)
        said.add(refused.value.text.zh)
    with pytest.raises(NotHere) as refused:
        perform("errand", "no-uuid", "drop", by=officer(HUICHENG), version=1, payload={}, key="k", now=NOW)
    assert said | {refused.value.text.zh} == {"没有这个办件，或不在您的辖区。"}


def test_draft_is_hidden_from_those_above_until_it_is_handed_in(matter: Case) -> None:
    assert not Case.objects.visible_to(officer(HUIZHOU)).exists()
    send(matter)
    assert list(Case.objects.visible_to(officer(HUIZHOU))) == [matter]
    assert not Case.objects.visible_to(officer(HUIDONG)).exists()


def test_act_of_another_role_is_refused_with_the_clause(matter: Case) -> None:
    with pytest.raises(Refusal) as refused:
        do(matter, "drop", approver(HUICHENG))
    assert refused.value.text.zh == "“作罢”由县级经办办理，您的岗位不能办理。"
    assert refused.value.text.en == "“Drop” is for the county officer; your post may not do it."
    assert refused.value.clause == "A14.1"


def test_act_out_of_order_is_refused_naming_the_state(matter: Case) -> None:
    do(matter, "drop", officer(HUICHENG))
    with pytest.raises(Refusal) as refused:
        do(matter, "send", officer(HUICHENG), version=2)
    assert refused.value.text.zh == "现处于“作罢”，不能办理“上报”。"


def test_old_version_is_refused_naming_who_did_what_meanwhile(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    do(matter, "send_back", approver(HUICHENG), version=2, reason="缺附件")
    with pytest.raises(Conflict) as refused:
        do(matter, "drop", officer(HUICHENG), version=1)
    assert "officer-441302某已于 2025-03-20 10:00 办理“提请：上报”" in refused.value.text.zh


def test_same_key_and_payload_gives_the_same_answer(matter: Case) -> None:
    send(matter)
    clerk = officer(HUIZHOU)
    first = do(matter, "settle", clerk, version=3, key="once", reason="已核", days=3)
    again = do(matter, "settle", clerk, version=3, key="once", reason="已核", days=3)
    assert (again.record.pk, again.repeated) == (first.record.pk, True)
    assert ActRecord.objects.filter(key="once").count() == 1


def test_same_key_with_another_payload_is_refused(matter: Case) -> None:
    send(matter)
    clerk = officer(HUIZHOU)
    do(matter, "settle", clerk, version=3, key="once", reason="已核", days=3)
    with pytest.raises(Refusal) as refused:
        do(matter, "settle", clerk, version=3, key="once", reason="另一个理由", days=3)
    assert "已用于另一次提交" in refused.value.text.zh


def test_missing_key_is_refused(matter: Case) -> None:
    with pytest.raises(Refusal, match="防重复编号"):
        perform("errand", matter.pk, "drop", by=officer(HUICHENG), version=1, payload={}, key="", now=NOW)


def test_wrong_payload_names_every_fault_at_once_and_changes_nothing(matter: Case) -> None:
    send(matter)
    before = chain.head()
    with pytest.raises(Invalid) as refused:
        do(matter, "settle", officer(HUIZHOU), version=3, days=0)
    assert set(refused.value.faults) == {"reason", "days"}
    assert chain.head() == before


def test_failure_in_the_middle_leaves_nothing_half_done(matter: Case) -> None:
    before = chain.head()
    with pytest.raises(RuntimeError, match="power cut"):
        do(matter, "explode", officer(HUICHENG))
    matter.refresh_from_db()
    assert (matter.title, matter.version, chain.head()) == ("修路", 1, before)


def test_opening_twice_with_one_key_makes_one_matter(errand: object, db: None) -> None:
    assert begin(officer(HUICHENG)).pk == begin(officer(HUICHENG)).pk
    assert Case.objects.count() == 1


def test_constraint_met_by_another_act_is_a_sentence(errand: object, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A race on a constraint is told like any other, and nothing is kept of it."""

    def collide(doing: Doing) -> None:
        make(doing)
        raise IntegrityError("UNIQUE constraint failed")

    opening = procedure("errand").opening
    assert opening is not None
    monkeypatch.setattr(type(opening), "__setattr__", object.__setattr__)
    monkeypatch.setattr(opening, "effect", collide)
    with pytest.raises(Conflict, match="刚刚有人办理了相同或相关的事项"):
        begin(officer(HUICHENG))
    assert not Case.objects.exists()


def test_guard_refuses_with_its_reason(matter: Case) -> None:
    with pytest.raises(Refusal, match="周日不收件"):
        do(matter, "send", officer(HUICHENG), now=SUNDAY)


@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_one_wins_the_other_is_told(errand: object) -> None:
    """trust, Races: two deciders, one wins."""
    case = begin(officer(HUICHENG))
    send(case)
    deciders = [account("officer", HUIZHOU, name=f"decider-{n}") for n in range(4)]
    outcomes: list[str] = []
    start = threading.Barrier(len(deciders))

    def decide(number: int) -> None:
        try:
            start.wait()
            do(case, "settle", deciders[number], version=3, key=f"k{number}", reason="已核", days=3)
            outcomes.append("done")
        except Conflict as told:
            outcomes.append("told" if "办理“办结”" in told.text.zh else told.text.zh)
        except Refusal as told:  # the winner had finished before this one looked
            outcomes.append("told" if "现处于“已结”" in told.text.zh else told.text.zh)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(n,)) for n in range(len(deciders))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "told", "told", "told"]
    assert chain.verify().whole


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_many_times_at_once_gives_one_answer(errand: object) -> None:
    """trust, Races: parallel submissions with one key."""
    case = begin(officer(HUICHENG))
    send(case)
    clerk = officer(HUIZHOU)
    answers: list[object] = []

    def decide() -> None:
        try:
            answers.append(do(case, "settle", clerk, version=3, key="once", reason="已核", days=3).record.pk)
        except Exception as unexpected:
            answers.append(unexpected)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8 and len(set(answers)) == 1
    assert connection.vendor in ("sqlite", "postgresql")
