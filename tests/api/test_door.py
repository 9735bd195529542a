"""The door for machines: what a page can do a token can, with the same refusals, and nothing more (A5, A14.1)."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from jiqun.casework.models import ActRecord, Case
from jiqun.journal import chain
from jiqun.recognition.queries.filing.application import application_of
from tests.api.caller import Caller
from tests.office import HUICHENG, HUIDONG, approver, officer
from tests.recognition.applicant import NEW_CLUSTER, open_round, start, workbook

pytestmark = pytest.mark.django_db


def opening(row: Any, **more: Any) -> dict[str, Any]:
    return {"payload": {"round": str(row.pk), **NEW_CLUSTER, **more}}


def sheet() -> dict[str, Any]:
    return {"workbook": {"name": "名册.xlsx", "base64": base64.b64encode(workbook()).decode()}}


def path(case: Case) -> str:
    return f"/matters/application/{case.pk}/acts"


def test_a_matter_is_opened_and_acted_on_as_on_its_pages() -> None:
    """A14.1: the county opens its application, reads what it may do, and imports its roster."""
    row, caller = open_round(), Caller(officer(HUICHENG))
    answer = caller.post("/matters/application", opening(row), "open-2025-1")
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    case = Case.objects.get(pk=made["id"])
    assert (made["procedure"], made["act"], made["state"], made["version"]) == (
        "application",
        "start",
        case.state,
        case.version,
    )
    assert ActRecord.objects.get(pk=made["record"]).seq == made["seq"] == chain.head().seq
    acts = {each["name"]: each for each in caller.get(f"/matters/application/{case.pk}/acts")["acts"]}
    assert acts["import_roster"]["allowed"] and not acts["withdraw"]["allowed"]
    assert acts["withdraw"]["zh"] == "现处于“填报中”，不能办理“撤回申报”。"
    assert acts["withdraw"]["en"].startswith("It is at “Being filled in”")
    assert "市级经办" in acts["accept"]["zh"]
    fields = {each["name"]: each["kind"] for each in caller.get(f"{path(case)}/import_roster")["fields"]}
    assert fields == {"workbook": "file"}
    answer = caller.post(f"{path(case)}/import_roster", {"version": 1, "payload": sheet()}, "import-0001")
    assert answer.status_code == 200, answer.content.decode()
    roster = application_of(case).roster
    assert roster is not None and roster.firms == 12
    assert answer.json()["version"] == 2


def test_refusals_are_the_doors_own_in_both_languages_with_their_clause() -> None:
    row = open_round()
    case, caller = start(row), Caller(officer(HUICHENG))
    refused = caller.post(f"{path(case)}/submit", {"version": case.version, "payload": {}}, "submit-key-1")
    assert refused.status_code == 422
    said = refused.json()
    assert said["clause"] == "A14.1" and said["zh"] and said["en"] and said["zh"] != said["en"]
    assert (
        caller.post(f"{path(case)}/accept", {"version": case.version, "payload": {}}, "accept-key-1").status_code == 422
    )
    assert (
        caller.post(f"{path(case)}/nothing", {"version": case.version, "payload": {}}, "nothing-key").status_code == 404
    )
    old = caller.post(f"{path(case)}/import_roster", {"version": 99, "payload": sheet()}, "version-99")
    assert old.status_code == 409
    case.refresh_from_db()
    assert case.state == "drafting"


def test_every_fault_of_what_was_entered_is_said_at_once_in_both_languages() -> None:
    row, caller = open_round(), Caller(officer(HUICHENG))
    answer = caller.post("/matters/application", opening(row, name="", lead_codes="9999"), "faulty-opening")
    assert answer.status_code == 422
    faults = {each["field"]: each for each in answer.json()["faults"]}
    assert set(faults) == {"name", "lead_codes"}
    assert all(each["zh"] != each["en"] for each in faults.values())
    assert not Case.objects.filter(procedure_name="application").exists()


def test_a_foreign_matter_and_one_that_never_was_give_the_same_answer() -> None:
    case, other = start(open_round()), Caller(officer(HUIDONG))
    absent = "01890000-0000-7000-8000-000000000000"
    answers = [other.asked(f"/matters/application/{pk}/acts").content for pk in (case.pk, absent, "nothing")]
    assert len(set(answers)) == 1
    assert other.asked(f"/matters/application/{case.pk}/acts").status_code == 404
    body = {"version": 1, "payload": {}}
    assert other.post(f"/matters/application/{case.pk}/acts/withdraw", body, "foreign-1").status_code == 404
    assert other.asked("/matters/nothing/1/acts").status_code == 403


def test_an_act_needs_its_scope() -> None:
    case = start(open_round())
    reader = Caller(officer(HUICHENG), ["read:applications"])
    assert reader.get(f"/applications/{case.pk}")["id"] == str(case.pk)
    body = {"version": case.version, "payload": {"reason": "不再申报"}}
    answer = reader.post(f"/matters/application/{case.pk}/acts/withdraw", body, "no-scope-1")
    assert answer.status_code == 403 and "办理：集群认定申报" in answer.json()["zh"]


def test_no_token_makes_another_token() -> None:
    """A token that could make tokens would outlive itself."""
    caller = Caller(officer(HUICHENG))
    caller.token.scopes = [*caller.token.scopes, "act:api_token", "act:api_hook"]
    caller.token.save(update_fields=["scopes"])
    for name in ("api_token", "api_hook"):
        assert caller.post(f"/matters/{name}", {"payload": {"name": "又一个"}}, f"again-{name}").status_code == 404
    assert caller.asked(f"/matters/api_token/{caller.token.pk}/acts").status_code == 404


def test_tokens_are_for_officers_and_an_approver_signs_on_the_page() -> None:
    """A5: who prepares does not approve; a machine approves nothing."""
    from jiqun.casework.refusals import Refusal
    from tests.api.caller import token_of

    with pytest.raises(Refusal, match="由经办办理"):
        token_of(approver(HUICHENG), ["read:clusters"])


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"name": "甲\u0000乙"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"paper": {"name": "a.pdf", "base64": "%%%"}}, "paper"),
    ],
)
def test_what_no_database_stores_is_refused_by_field(payload: dict[str, Any], field: str) -> None:
    answer = Caller(officer(HUICHENG)).post("/matters/application", {"payload": payload}, "unstorable-1")
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["faults"]] == [field]


def test_a_body_that_is_not_as_described_is_refused() -> None:
    caller = Caller(officer(HUICHENG))
    for body in ("{", "[]", {"payload": {}, "more": 1}, {"payload": {"a": {"b": 1}}}, {"payload": {"a": 1.5}}):
        assert caller.post("/matters/application", body, "not-as-described").status_code in (400, 422)
    no_key = caller.client.post("/api/v1/matters/application", "{}", content_type="application/json")
    assert no_key.status_code == 422 and "Idempotency-Key" in no_key.json()["faults"][0]["field"]
