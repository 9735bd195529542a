"""No path in any procedure leads to 撤销 without its five artefacts, and no date decides (Article 17; trust: The system
must not decide).

The five: evidence → notice → statement, or silence past its date → legal check by another → reasoned decision by two.
The tables are walked as graphs, the code is read for what they call, and the clock is run ahead of a real matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import jiqun
from jiqun.casework.models import Case
from jiqun.casework.procedure import Act, Procedure, procedure, procedures
from jiqun.casework.reminders import reminders
from jiqun.casework.todo import tasks
from jiqun.config import clock
from jiqun.hearings import acts as hearing_acts
from jiqun.hearings import forms as hearing_forms
from jiqun.hearings.kinds import kind, kinds
from jiqun.hearings.models import Hearing
from jiqun.register.models import Recognition, RecognitionChange
from jiqun.supervision.backfill.kinds.decisions import STEPS
from jiqun.supervision.revocation import acts, deciding
from tests.office import HUIDONG, HUIZHOU, PROVINCE, approver, officer
from tests.supervision.revocation.way import Way

SOURCE = Path(jiqun.__file__).parent
REVOCATION, HEARING = procedure("revocation"), procedure("hearing")
SPOKEN = {"state_case", "waive", "close_silent"}


# ── the graphs ───────────────────────────────────────────────────────────────────────────────────────────


def steps(table: Procedure, state: str) -> Iterator[tuple[Act, str]]:
    """The acts that lead from a state to another, whoever does them."""
    for act in table.acts:
        if state in act.source and act.target is not None:
            assert isinstance(act.target, str), f"{act.name} hides where it leads"
            if act.target != state:
                yield act, act.target


def ways(table: Procedure, to: str) -> Iterator[list[Act]]:
    """Every way from a start to a state that passes no state twice."""

    def walk(state: str, seen: tuple[str, ...], done: list[Act]) -> Iterator[list[Act]]:
        if state == to:
            yield done
            return
        for act, target in steps(table, state):
            if target not in seen:
                yield from walk(target, (*seen, target), [*done, act])

    for start in table.starts:
        yield from walk(start, (start,), [])


def test_every_way_to_a_decided_hearing_passes_notice_statement_check_and_two_hands() -> None:
    found = list(ways(HEARING, "decided"))
    assert found
    for way in found:
        names = [each.name for each in way]
        order = [
            next(at for at, name in enumerate(names) if name in chosen)
            for chosen in ({"notify", "notify_again"}, SPOKEN, {"check_legality"}, {"decide"})
        ]
        assert order == sorted(order), names
        assert names[-1] == "decide"


def test_each_step_of_a_hearing_holds_what_it_promises() -> None:
    act = HEARING.by_act
    assert all(act[name].chain for name in ("notify", "notify_again", "state_case", "waive", "decide"))
    assert hearing_acts.time_over in act["close_silent"].guards
    assert hearing_acts.another_person in act["check_legality"].guards
    assert hearing_acts.still_open in act["decide"].guards
    for form, field in ((hearing_forms.OpenForm, "facts"), (hearing_forms.OpenForm, "grounds"),
                        (hearing_forms.LegalForm, "legal"), (hearing_forms.DecideForm, "outcome")):  # fmt: skip
        assert form.base_fields[field].required
    assert hearing_forms.NoticeForm.base_fields["days"].min_value == 5


def test_every_way_to_a_hearing_of_a_revocation_passes_the_evidence_by_two_hands() -> None:
    """The kind is open in one state alone, and every way there passes the guards of evidence, signed."""
    assert kind("revocation").states == ("proposed",)
    found = list(ways(REVOCATION, "proposed"))
    assert found
    for way in found:
        assert [each.name for each in way] == ["begin_inquiry", "propose_revocation"]
        begin, propose = way
        assert begin.chain and propose.chain
        assert {acts.something_on_file, acts.order_was_kept} <= set(begin.guards)
        assert {acts.proved, acts.grounds_on_file, acts.prefecture_had_its_time} <= set(propose.guards)


def test_no_act_of_any_table_leads_to_a_revoked_state_by_itself() -> None:
    """`decided` is reached by the hearing's decision alone, and what lies behind it only through it."""
    assert list(ways(REVOCATION, "decided")) == []
    behind = {"served", "published", "withdrawn"}
    assert {state.name for state in REVOCATION.states if state.by} == {"decided"}
    assert REVOCATION.by_state["decided"].by == ("hearing.decide",)
    for act in REVOCATION.acts:
        if act.target in behind:
            assert set(act.source) <= {"decided", *behind}, act.name
            assert act.chain, f"{act.name} is one person's"
    assert REVOCATION.starts == ("drafted",)


def test_one_kind_of_hearing_revokes_and_it_is_the_provinces() -> None:
    [found] = [each for each in kinds() if each.effect is deciding.revoke]
    assert (found.slug, found.of, str(found.level), found.dated) == ("revocation", "revocation", "province", True)


def test_deciding_a_revocation_asks_for_the_password_again_and_no_other_hearing_does() -> None:
    """trust, Sign-in: re-authentication for revoke; so does publishing and withdrawing it."""
    assert {each.slug for each in kinds() if HEARING.by_act["decide"].password_again(Hearing(kind_slug=each.slug))} == {
        "revocation"
    }
    assert [act.name for act in REVOCATION.acts if act.password_again] == ["publish", "withdraw_decision"]


def test_every_state_that_another_procedure_reaches_names_an_act_with_a_person() -> None:
    """No state is reached by a date: whatever takes a matter along is somebody's act."""
    for table in procedures():
        for state in table.states:
            for name in state.by:
                other, _, act = name.partition(".")
                assert procedure(other).by_act[act].who is not None, name


# ── the code ─────────────────────────────────────────────────────────────────────────────────────────────


def calls(name: str) -> set[str]:
    """The functions that call `name` or `becoming.name`, as `file:function`; the register's own module aside."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        if file.relative_to(SOURCE).as_posix() == "register/becoming.py" or "migrations" in file.parts:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "jiqun.register.becoming"
            and any(each.name == name for each in node.names)
            for node in ast.walk(tree)
        )
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if not isinstance(node, ast.Call):
                    continue
                through = isinstance(node.func, ast.Attribute) and node.func.attr == name
                through = through and isinstance(node.func.value, ast.Name) and node.func.value.id == "becoming"
                direct = imported and isinstance(node.func, ast.Name) and node.func.id == name
                if through or direct:
                    found.add(f"{file.relative_to(SOURCE).as_posix()}:{function.name}")
    return found


def test_register_is_told_of_a_revocation_by_the_hearings_effect_alone() -> None:
    """The second place enters what was decided on paper before this product came, with each of the steps named."""
    assert calls("revoke") == {
        "supervision/revocation/deciding.py:revoke",
        "supervision/backfill/kinds/decisions.py:write",
    }
    assert calls("restore") == {"supervision/revocation/deciding.py:withdraw"}
    assert calls("served") == {
        "supervision/revocation/deciding.py:record_service",
        "supervision/backfill/kinds/decisions.py:write",
    }
    assert len(STEPS) == 6, "evidence, notice, defence, legal check, decision, service"


def test_effect_is_called_by_nobody_but_the_deciding_hearing() -> None:
    """`deciding.revoke` stands in the code twice: where it is written, and as the effect of its kind."""
    text = (SOURCE / "supervision/revocation/deciding.py").read_text(encoding="utf-8")
    uses = [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name) and node.id == "revoke"]
    assert uses == ["revoke"]
    for file in SOURCE.rglob("*.py"):
        assert "deciding.revoke" not in file.read_text(encoding="utf-8"), file
    effects = [
        f"{table.name}.{act.name}"
        for table in procedures()
        for act in (*table.acts, *((table.opening,) if table.opening else ()))
        if act.effect is deciding.revoke
    ]
    assert effects == []


def test_nobody_else_writes_the_day_a_recognition_ends_by_revocation() -> None:
    """`revoked_from` is given a value in `register/becoming.py` and nowhere else."""
    writers = set()
    for file in SOURCE.rglob("*.py"):
        if "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            given = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            given = given and node.func.attr in ("update", "create", "save", "bulk_create", "get_or_create")
            if given and any(each.arg == "revoked_from" for each in node.keywords):
                writers.add(file.relative_to(SOURCE).as_posix())
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(each, ast.Attribute) and each.attr == "revoked_from" for each in targets):
                writers.add(file.relative_to(SOURCE).as_posix())
    assert writers == {"register/becoming.py"}


# ── the clock ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize("stage", ["open", "inquiring", "proposed", "notified", "heard"])
def test_time_alone_moves_nothing(stage: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A17: months later, after every page, list and reminder was read, matter, hearing and recognition stand."""
    way = Way()
    getattr(way, stage)()

    def standing() -> list[object]:
        return [
            list(Case.objects.order_by("pk").values_list("state", "version", "audience")),
            list(Hearing.objects.order_by("pk").values_list("state", "version")),
            list(Recognition.objects.values_list("valid_to", "revoked_from")),
            RecognitionChange.objects.count(),
        ]

    before = standing()
    for days in (6, 30, 400):
        later = way.now + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        for who in (officer(PROVINCE), approver(PROVINCE), officer(HUIZHOU), officer(HUIDONG)):
            tasks(who, later)
            reminders(who, later)
            client.force_login(who)
            for name in ("casework:workbench", "supervision:revocations", "hearings:hearings", "supervision:home"):
                assert client.get(reverse(name)).status_code == 200
            assert client.get(reverse("supervision:revocation", args=[way.case.pk])).status_code in (200, 404)
    assert standing() == before
