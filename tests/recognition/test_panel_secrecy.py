"""Secrecy of scores (trust.md): until release nobody but the author sees a score, comment, mean or rank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import ActRecord, Proposal
from jiqun.forms.models import Answer
from jiqun.journal.models import Entry, Payload
from jiqun.recognition import urls as recognition
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"雀鸣|(?<![0-9A-Za-z])(93\.5|9350|71\.5|7150)(?![0-9A-Za-z])")


@pytest.fixture
def stage() -> Stage:
    """All sheets but one are in; the last is a draft. Totals, reasons and comments can be told from anything else."""
    stage = make_round(applications=2, experts=4).drawn()
    *done, draft = stage.sheets()
    for number, sheet in enumerate(done):
        less = {"score_13-2-1": "0", "score_13-2-2": "4.5"}
        more = {"score_13-3-1": "0", "score_13-3-2": "0", "score_13-4-1": "0", "score_13-4-2": "0", "score_13-4-3": "1"}
        stage.on_sheet(sheet, "declare", STATEMENTS)
        canaries = {"reason_13-2-1": "雀鸣理由", "comment": "雀鸣意见"}
        stage.on_sheet(sheet, "submit", full_sheet(**less, **(more if number % 2 else {}), **canaries))
    assert {s.total for s in stage.sheets(state="submitted")} == {9350, 7150}
    stage.on_sheet(draft, "declare", STATEMENTS)
    type(draft).objects.filter(pk=draft.pk).update(
        draft={"comment": {"value": "雀鸣草稿", "version": 1}, "score_13-2-1": {"value": "93.5", "version": 1}}
    )
    return stage


def patterns(resolver: Any, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the product with its whole name; the one without any says that nothing is there."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            if each.name is not None:
                yield f"{namespace}{each.name}", each
        else:
            yield from patterns(each, f"{each.namespace}:" if each.namespace else namespace)


def addresses(stage: Stage) -> list[str]:
    """Every address of the product, filled with a round, a case under review, a sheet handed in and one begun.

    An address that says what it is about gets that; any other is tried with the case.
    """
    submitted, last = stage.sheets(state="submitted")[0], stage.sheets()[-1]
    sheets = [submitted.pk, last.pk]
    about = {"rounds/": [stage.round.pk], "sheets/": sheets, "reviews/": sheets, "paper-sheets/": sheets}
    subjects = [("round", stage.round.pk), ("application", submitted.case_id), *(("sheet", pk) for pk in sheets)]
    acts = ("submit", "open_scores", "sign", "substitute", "relieve")
    known: dict[str, Any] = {"item": "13-2-1", "number": 1, "page": 1, "year": 2025}
    blank = {"IntConverter": 1, "UUIDConverter": UUID(int=0)}
    found = []
    for name, pattern in patterns(get_resolver()):
        wanted = pattern.pattern.converters
        filled = {key: known.get(key, blank.get(type(kind).__name__, "x")) for key, kind in wanted.items()}
        choices: list[dict[str, Any]] = [{}]
        if set(wanted) == {"procedure_name", "pk", "name"}:
            choices = [{"procedure_name": kind, "pk": pk, "name": act} for kind, pk in subjects for act in acts]
        elif "pk" in wanted and type(wanted["pk"]).__name__ != "IntConverter":
            start = str(pattern.pattern).partition("<")[0]
            choices = [{"pk": pk} for pk in about.get(start, [submitted.case_id])]
        elif set(wanted) == {"procedure_name"}:
            choices = [{"procedure_name": kind} for kind, _ in subjects]
        found += [reverse(name, kwargs={**filled, **choice}) for choice in choices]
    return list(dict.fromkeys(found))


def crawl(stage: Stage, by: Account) -> Iterator[tuple[str, str]]:
    """What an account is shown anywhere."""
    client = Client()
    client.force_login(by)
    for url in addresses(stage):
        response = client.get(url)
        assert response.status_code < 500
        yield url, response.getvalue().decode(errors="replace")


def test_no_page_shows_a_score_to_anyone_but_its_author(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """Every address of the product, as every role; and what the sheets left in mail and logs."""
    readers = [
        officer(PROVINCE),
        approver(PROVINCE),
        account(Role.SUPERVISOR, PROVINCE),
        officer(HUIZHOU),
        officer(HUICHENG),
        account(Role.AUDIT_ADMIN, PROVINCE),
    ]
    shown = [(by.username, url) for by in readers for url, text in crawl(stage, by) if CANARY.search(text)]
    assert shown == []
    assert not CANARY.search(caplog.text)
    assert not any(CANARY.search(f"{each.subject} {each.body}") for each in mail.outbox)


def test_an_expert_sees_ones_own_sheets_alone(stage: Stage) -> None:
    sheet = stage.sheets(state="submitted")[0]
    own = [str(s.pk) for s in stage.sheets(expert=sheet.expert_id)]
    shown = {url for url, text in crawl(stage, sheet.expert.account) if CANARY.search(text)}
    assert reverse("recognition:sheet", args=[sheet.pk]) in shown
    assert [url for url in shown if not any(pk in url for pk in own)] == []


def test_author_of_a_begun_sheet_reads_ones_own_words(stage: Stage) -> None:
    """The canary sings in the author's own windows: the crawl would have found it elsewhere."""
    sheet = stage.sheets(state="declared")[0]
    shown = {url for url, text in crawl(stage, sheet.expert.account) if CANARY.search(text)}
    assert {reverse("recognition:sheet", args=[sheet.pk])} <= shown


def test_history_and_journal_entries_carry_no_score(stage: Stage) -> None:
    notes = [str(note) for note in ActRecord.objects.values_list("note", flat=True)]
    proposals = [str(payload) for payload in Proposal.objects.values_list("payload", flat=True)]
    entries = [bytes(body).decode() for body in Entry.objects.values_list("canonical", flat=True)]
    assert [text for text in (*notes, *proposals, *entries) if CANARY.search(text)] == []


def test_journalled_sheets_are_salted_so_that_a_digest_cannot_be_guessed_back(stage: Stage) -> None:
    seqs = ActRecord.objects.filter(procedure_name="sheet", act="submit").values_list("seq", flat=True)
    kept = Payload.objects.filter(pk__in=seqs)
    assert len(kept) == 5
    assert all("雀鸣" in bytes(row.canonical or b"").decode() and len(bytes(row.salt)) == 16 for row in kept)


def test_after_the_opening_the_province_reads_the_ranking(stage: Stage, client: Client) -> None:
    """The mean of 93.5, 71.5 and 93.5: absent before two persons opened the scores."""
    client.force_login(officer(PROVINCE))
    ranking = reverse("recognition:ranking", args=[stage.round.pk])
    assert client.get(ranking).status_code == 404
    stage.on_sheet(stage.sheets(state="declared")[0], "submit", full_sheet(comment="雀鸣意见"))
    stage.signed("open_scores")
    assert "86.17" in client.get(ranking).content.decode()


def test_an_expert_reads_of_a_case_what_is_judged_and_nobody_to_call(stage: Stage, client: Client) -> None:
    """Trust (personal data): every address of an application that takes its key alone is tried."""
    sheet = stage.sheets()[0]
    expert, case = sheet.expert.account, sheet.case
    Answer.objects.update_or_create(
        case=case, field="contact", defaults={"value": "联系人金丝雀 13900000000", "by": expert, "at": stage.now}
    )
    client.force_login(expert)
    alone = [each.name for each in recognition.urlpatterns if list(each.pattern.converters) == ["pk"]]
    answers = {name: client.get(reverse(f"recognition:{name}", args=[case.pk])) for name in alone}
    opened = {
        name: b"".join(answer if answer.streaming else [answer.content]).decode(errors="ignore")
        for name, answer in answers.items()
        if answer.status_code == 200
    }
    assert [name for name, text in opened.items() if "联系人金丝雀" in text] == []
    assert set(opened) <= FOR_EXPERTS
    sections = [reverse("recognition:application-section", args=[case.pk, n]) for n in (1, 2)]
    assert [client.get(url).status_code for url in sections] == [404, 404]


FOR_EXPERTS = {
    "application",
    "application-evidence",
    "application-findings",
    "application-ledgers",
    "application-roster",
    "application-rows",
    "findings-pdf",
    "findings-record",
    "form-workbook",
}
