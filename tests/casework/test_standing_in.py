"""Standing in (代理签批): from one day to another, under its own name, never against the two persons of an act."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework import todo
from jiqun.casework.models import Case, Proposal, Signature, StandIn
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.journal import chain as journal
from tests.casework import chains
from tests.casework.test_perform import NOW, do
from tests.office import HUICHENG, HUIDONG, PROVINCE, account, approver, officer

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def second() -> Account:
    """Another officer of the county."""
    return account("officer", HUICHENG, name="second-officer")


def appointed(by: Account, absent: Account, substitute: Any, key: str = "a", **changes: Any) -> StandIn:
    payload = {
        "absent": absent.pk,
        "substitute": getattr(substitute, "pk", substitute),
        "first_day": TODAY.isoformat(),
        "last_day": (TODAY + timedelta(days=3)).isoformat(),
        "ground": "travel",
        **changes,
    }
    found: StandIn = open_matter("stand_in", by=by, payload=payload, key=key, now=NOW, chance=Random(3)).subject
    return found


def on(row: StandIn, act: str, by: Account, **payload: Any) -> StandIn:
    row.refresh_from_db()
    perform("stand_in", row.pk, act, by=by, version=row.version, payload=payload, key=f"{act}-{by.pk}", now=NOW)
    row.refresh_from_db()
    return row


def step(case: Case, act: str, by: Account, **payload: Any) -> Any:
    case.refresh_from_db()
    return do(case, act, by, version=case.version, **payload)


def test_stand_in_signs_in_the_place_of_the_post_and_it_shows(matter: Case) -> None:
    """A5, trust (Separation): the only approver of a county is away on the last day."""
    appointed(approver(HUICHENG), approver(HUICHENG), second())
    step(matter, "send", officer(HUICHENG))
    assert [p.act for p in todo.to_sign(second(), NOW)] == ["send"]
    done = step(matter, "sign", second(), affirmed="on")
    given = Signature.objects.with_signers().get()
    days = f"{TODAY} 至 {TODAY + timedelta(days=3)}"
    assert given.signer.zh == f"second-officer某（代approver-{HUICHENG}某，{days}）"
    assert given.signer.en == f"second-officer某 (for approver-{HUICHENG}某, {days.replace('至', 'to')})"
    assert done.record.seq is not None
    assert journal.read(done.record.seq)["actor"] == "second-officer"
    client = Client()
    client.force_login(officer(HUICHENG))
    assert days in client.get(reverse("casework:stand-ins")).content.decode()


def test_stand_in_never_signs_what_oneself_prepared(matter: Case) -> None:
    appointed(approver(HUICHENG), approver(HUICHENG), officer(HUICHENG))
    step(matter, "send", officer(HUICHENG))
    with pytest.raises(Refusal, match="经办人不能签批自己提请的事项"):
        step(matter, "sign", officer(HUICHENG), affirmed="on")
    assert todo.to_sign(officer(HUICHENG), NOW) == []


def test_stand_in_of_a_named_signer_signs_one_link_only(matter: Case) -> None:
    """Nobody signs two links, in whatever place."""
    chains.in_force(
        ("法规科", f"account:{chains.legal().pk}", False),
        ("处长", f"account:{approver(HUICHENG).pk}", False),
    )
    appointed(chains.legal(), chains.legal(), approver(HUICHENG))
    step(matter, "send", officer(HUICHENG))
    assert [p.act for p in todo.to_sign(approver(HUICHENG), NOW)] == ["send"]
    step(matter, "sign", approver(HUICHENG))
    with pytest.raises(Refusal, match="同一人不能签批两个环节"):
        step(matter, "sign", approver(HUICHENG), affirmed="on", key="again")


def test_outside_its_days_and_after_its_end_it_counts_for_nothing(matter: Case) -> None:
    first = (TODAY + timedelta(days=1)).isoformat()
    row = appointed(approver(HUICHENG), approver(HUICHENG), second(), first_day=first)
    step(matter, "send", officer(HUICHENG))
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        step(matter, "sign", second(), affirmed="on")
    assert todo.to_sign(second(), NOW) == []
    assert todo.to_sign(second(), NOW + timedelta(days=1)) != []
    assert todo.to_sign(second(), NOW + timedelta(days=4)) == []
    on(row, "end_stand_in", second())
    assert todo.to_sign(second(), NOW + timedelta(days=1)) == []


def test_who_is_stood_in_for_may_still_sign(matter: Case) -> None:
    appointed(approver(HUICHENG), approver(HUICHENG), second())
    step(matter, "send", officer(HUICHENG))
    step(matter, "sign", approver(HUICHENG), affirmed="on")
    assert Signature.objects.get().stand_in is None


def test_named_by_a_colleague_it_waits_for_the_security_administrator(matter: Case) -> None:
    guard = account(Role.SECURITY_ADMIN, PROVINCE)
    row = appointed(officer(HUICHENG), approver(HUICHENG), second())
    step(matter, "send", officer(HUICHENG))
    assert (row.state, todo.to_sign(second(), NOW)) == ("proposed", [])
    assert [task.title for task in todo.tasks(guard, NOW)] == [row.title]
    with pytest.raises(Refusal):
        on(row, "confirm_stand_in", second())
    assert on(row, "confirm_stand_in", guard).state == "in_force"
    assert todo.to_sign(second(), NOW) != []


def test_who_left_is_taken_over_for_good_and_its_chain_can_be_walked(matter: Case) -> None:
    """Handover: the link stays as it was laid; the one who takes over signs at it."""
    legal = chains.legal()
    chains.in_force(("法规科", f"account:{legal.pk}", False), ("处长", "approver", False))
    Account.objects.filter(pk=legal.pk).update(is_active=False)
    with pytest.raises(Refusal, match="代理签批"):
        step(matter, "send", officer(HUICHENG))
    row = appointed(officer(HUICHENG), legal, second(), last_day="", ground="handover")
    on(row, "confirm_stand_in", account(Role.SECURITY_ADMIN, PROVINCE))
    step(matter, "send", officer(HUICHENG), key="anew")
    step(matter, "sign", second())
    given = Signature.objects.with_signers().get(proposal__subject_id=str(matter.pk))
    assert given.signer.zh == f"second-officer某（代legal某，{TODAY} 起）"
    assert Proposal.objects.get(status="pending").link == 1


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"substitute": "absent"}, "substitute", "代理人不能是本人"),
        ({"first_day": (TODAY - timedelta(days=1)).isoformat()}, "first_day", "起始日期不能早于今天"),
        ({"last_day": ""}, "last_day", "须写明截止日期"),
        ({"ground": "handover"}, "last_day", "离岗移交没有截止日期"),
        ({"last_day": (TODAY - timedelta(days=1)).isoformat()}, "last_day", "截止日期不能早于起始日期"),
        ({"last_day": (TODAY + timedelta(days=90)).isoformat()}, "last_day", "代理最长 90 天"),
        ({"substitute": "abroad"}, "substitute", "请选择本单位的经办或审核岗人员"),
    ],
)
def test_appointment_that_does_not_hold_is_refused(changed: dict[str, str], field: str, said: str) -> None:
    people = {"absent": approver(HUICHENG).pk, "abroad": officer(HUIDONG).pk}
    given = {name: people.get(value, value) for name, value in changed.items()}
    with pytest.raises(Invalid, match=said) as wrong:
        appointed(approver(HUICHENG), approver(HUICHENG), **{"substitute": second(), **given})
    assert set(wrong.value.faults) == {field}


def test_nobody_is_stood_in_for_twice_nor_stands_in_while_away() -> None:
    third = account("officer", HUICHENG, name="third-officer")
    appointed(approver(HUICHENG), approver(HUICHENG), second())
    with pytest.raises(Invalid, match="在这段时间已由second-officer某代理"):
        appointed(approver(HUICHENG), approver(HUICHENG), third, key="b")
    with pytest.raises(Invalid, match="本人由他人代理"):
        appointed(officer(HUICHENG), officer(HUICHENG), approver(HUICHENG), key="c")
    with pytest.raises(Invalid, match="已代理他人"):
        appointed(second(), second(), third, key="d")


def test_other_offices_and_other_roles_see_and_name_none() -> None:
    row = appointed(approver(HUICHENG), approver(HUICHENG), second())
    for by in (officer(HUIDONG), account(Role.SYSTEM_ADMIN, PROVINCE), account(Role.EXPERT, None)):
        assert not StandIn.objects.visible_to(by).exists()
        client = Client()
        client.force_login(by)
        assert client.get(reverse("casework:stand-in", args=[row.pk])).status_code == 404
        with pytest.raises(NotHere):
            on(row, "end_stand_in", by)
    with pytest.raises(Refusal, match="代理签批由经办、审核岗指定"):
        appointed(account(Role.SYSTEM_ADMIN, PROVINCE), officer(PROVINCE), approver(PROVINCE), key="e")
