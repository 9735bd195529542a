"""Whatever people try at a chain, in whatever order: the act goes out only when every link was signed by another."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiqun.casework.models import Case, Proposal, Signature
from jiqun.casework.procedure import Procedure
from jiqun.casework.refusals import Refusal
from tests.casework import chains
from tests.casework.conftest import begin
from tests.casework.test_perform import do
from tests.office import HUICHENG, account, approver, officer

pytestmark = pytest.mark.django_db
PEOPLE = ("officer-441302", "legal", "approver-441302", "second-approver", "twin")
TRIES = st.lists(
    st.tuples(st.sampled_from(("send", "sign", "sign", "sign", "one_back", "send_back")), st.sampled_from(PEOPLE)),
    max_size=14,
)
numbers = count()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=TRIES)
def test_no_order_of_attempts_skips_a_link_or_a_person(
    errand: Procedure, db: None, tries: list[tuple[str, str]]
) -> None:
    people = {
        "officer-441302": officer(HUICHENG),
        "legal": chains.legal(),
        "approver-441302": approver(HUICHENG),
        "second-approver": chains.second_approver(),
        "twin": account("approver", HUICHENG, name="twin", person=chains.legal().person),
    }
    run = next(numbers)
    chains.in_force(
        ("法规科", "officer", False), ("科长", "approver", False), ("处长", "approver", False), key=f"c{run}"
    )
    case = begin(officer(HUICHENG), key=f"walk-{run}")
    for n, (act, who) in enumerate([("send", "officer-441302"), *tries]):
        standing = Case.objects.get(pk=case.pk)
        given_now = {"reason": "请核"} if "back" in act else {"affirmed": "on"} if act == "sign" else {}
        try:
            do(case, act, people[who], version=standing.version, key=f"{run}-{n}", **given_now)
        except Refusal:
            assert Case.objects.get(pk=case.pk).version == standing.version
    done = Case.objects.get(pk=case.pk)
    if done.state == "draft":
        assert not Proposal.objects.filter(subject_id=str(case.pk), status="done").exists()
        return
    proposal = Proposal.objects.get(subject_id=str(case.pk), status="done")
    signed = Signature.objects.filter(proposal=proposal, valid=True).order_by("link")
    assert [each.link for each in signed] == [0, 1, 2]
    persons = {each.by.person_id for each in signed} | {proposal.prepared_by.person_id}
    assert len(persons) == 4
