"""While a workbook is being opened (Article 14(一)) nobody else's step is taken and then replaced unseen."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.recognition.acts.filing.desk import editing, filling, working
from jiqun.recognition.acts.filing.desk.store import DEAD_AFTER
from jiqun.recognition.models import RosterDraft, RosterDraftChange
from jiqun.recognition.queries.filing import desk
from tests.recognition.applicant import NOW, do, roster, upload, workbook
from tests.recognition.desk.at_desk import FIRMS, OUTPUT, browser, draft, firm, put, url

pytestmark = pytest.mark.django_db


def stage(case: Case, name: str, ago: Any = None) -> None:
    beat = timezone.now() - ago if ago else timezone.now()
    RosterDraft.objects.filter(pk=case.pk).update(stage=name, beat=beat)


STEPS: dict[str, Callable[[Case, Account], object]] = {
    "typing": lambda case, by: put(case, by, 0, OUTPUT, "500"),
    "pasting": lambda case, by: editing.paste(case.pk, FIRMS, "甲\t乙", by=by, now=NOW),
    "adding": lambda case, by: editing.add_blank(case.pk, FIRMS, by=by, now=NOW),
    "deleting": lambda case, by: editing.delete_lines(case.pk, FIRMS, [firm(case).key], by=by, now=NOW),
    "taking back": lambda case, by: editing.undo(case.pk, by=by, now=NOW),
    "taking the roster": lambda case, by: filling.take_roster(case.pk, by=by, now=NOW),
    "beginning": lambda case, by: filling.begin(case.pk, by=by, now=NOW),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("at", ["reading", "laying"])
def test_no_step_is_taken_while_a_workbook_is_being_opened(
    opened: Case, clerk: Account, colleague: Account, name: str, at: str
) -> None:
    do(opened, "import_roster", clerk, files={"workbook": upload(workbook())})
    put(opened, colleague, 1, OUTPUT, "400")  # something of the colleague's own to take back
    before = (desk.cells(draft(opened)), draft(opened).version)
    stage(opened, at)
    with pytest.raises(Refusal, match="正在打开工作簿，打开后工作台上的数据将整体更换，您的这次改动没有写入"):
        STEPS[name](opened, colleague)
    assert (desk.cells(draft(opened)), draft(opened).version) == before
    stage(opened, "")
    STEPS[name](opened, colleague)
    assert draft(opened).version == before[1] + 1


def test_typing_goes_on_while_the_desk_is_checked_and_after_an_opening_that_died(opened: Case, clerk: Account) -> None:
    stage(opened, "checking")
    put(opened, clerk, 0, OUTPUT, "500")
    stage(opened, "reading", DEAD_AFTER)
    put(opened, clerk, 0, OUTPUT, "501")
    assert firm(opened).cells[OUTPUT] == "501"


def test_a_colleague_who_types_during_an_opening_is_told_and_the_opening_ends_as_it_began(
    opened: Case, clerk: Account, colleague: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is told in a way its script understands, and keeps what was typed for as long."""
    answers = []
    line = firm(opened)
    sent = {"account": colleague.pk, "sheet": FIRMS, "changes": json.dumps([[line.key, OUTPUT, "", "9"]])}
    open_apart = working.open_apart

    def typed_meanwhile(data: bytes) -> Any:
        answers.append(browser(colleague).post(url("-save", opened), sent))
        return open_apart(data)

    monkeypatch.setattr(working, "open_apart", typed_meanwhile)
    assert working.open_workbook(opened.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
    [answer] = answers
    assert (answer.status_code, "没有写入" in answer.json()["refusal"]) == (409, True)
    assert desk.cells(draft(opened)) == filling.cells_of(roster())
    assert [each.by for each in RosterDraftChange.objects.filter(draft=opened.pk)] == [clerk, clerk]
    put(opened, colleague, 0, OUTPUT, "500")
    assert firm(opened).cells[OUTPUT] == "500"
