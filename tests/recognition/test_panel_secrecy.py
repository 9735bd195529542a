"""Secrecy of scores (trust.md): until release nobody but the author sees a score, comment, mean or rank."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework import urls as casework
from jiqun.casework.models import ActRecord, Proposal
from jiqun.forms.models import Answer
from jiqun.journal.models import Entry, Payload
from jiqun.recognition import urls as recognition
from jiqun.recognition.addresses import call, experts
from jiqun.review import urls as review
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db
OWN = {
    "casework": casework.urlpatterns,
    "review": review.urlpatterns,
    "recognition": [*call.urlpatterns, *experts.urlpatterns],
}
CANARY = re.compile(r"金丝雀|(?<![0-9A-Za-z])(93\.5|9350|71\.5|7150)(?![0-9A-Za-z])")


@pytest.fixture
def stage() -> Stage:
    """All sheets but one are in; the last is a draft. Totals, reasons and comments can be told from anything else."""
    stage = make_round(applications=2, experts=4).drawn()
    *done, draft = stage.sheets()
    for number, sheet in enumerate(done):
        less = {"score_13-2-1": "0", "score_13-2-2": "4.5"}
        more = {"score_13-3-1": "0", "score_13-3-2": "0", "score_13-4-1": "0", "score_13-4-2": "0", "score_13-4-3": "1"}
        stage.on_sheet(sheet, "declare", STATEMENTS)
        canaries = {"reason_13-2-1": "金丝雀理由", "comment": "金丝雀意见"}
        stage.on_sheet(sheet, "submit", full_sheet(**less, **(more if number % 2 else {}), **canaries))
    assert {s.total for s in stage.sheets(state="submitted")} == {9350, 7150}
    stage.on_sheet(draft, "declare", STATEMENTS)
    type(draft).objects.filter(pk=draft.pk).update(draft={"comment": "金丝雀草稿", "score_13-2-1": "93.5"})
    return stage


def addresses(stage: Stage) -> Iterator[str]:
    """Every address of casework, of review and of a round, filled with everything there is."""
    subjects = {
        "round": [str(stage.round.pk)],
        "application": [str(case.pk) for case in stage.cases],
        "sheet": [str(sheet.pk) for sheet in stage.sheets()],
    }
    acts = ("submit", "open_scores", "sign", "substitute", "relieve")
    every = [(kind, pk) for kind, pks in subjects.items() for pk in pks]
    for namespace, patterns in OWN.items():
        for pattern in patterns:
            wanted = set(pattern.pattern.converters)
            fillings: list[dict[str, str]] = [{}]
            if wanted == {"procedure_name", "pk", "name"}:
                fillings = [{"procedure_name": kind, "pk": pk, "name": act} for kind, pk in every for act in acts]
            elif wanted == {"procedure_name"}:
                fillings = [{"procedure_name": kind} for kind in subjects]
            elif wanted == {"pk"}:
                fillings = [{"pk": pk} for _, pk in every]
            for filling in fillings:
                yield reverse(f"{namespace}:{pattern.name}", kwargs=filling)


def crawl(stage: Stage, by: Account) -> Iterator[tuple[str, str]]:
    """What an account is shown anywhere."""
    client = Client()
    client.force_login(by)
    for url in addresses(stage):
        response = client.get(url)
        assert response.status_code < 500
        yield url, response.getvalue().decode(errors="replace")


def test_no_page_shows_a_score_to_anyone_but_its_author(stage: Stage) -> None:
    readers = [
        officer(PROVINCE),
        approver(PROVINCE),
        account(Role.SUPERVISOR, PROVINCE),
        officer(HUIZHOU),
        approver(HUIZHOU),
        officer(HUICHENG),
        officer(HUIDONG),
        account(Role.AUDIT_ADMIN, PROVINCE),
    ]
    shown = [(by.username, url) for by in readers for url, text in crawl(stage, by) if CANARY.search(text)]
    assert shown == []


def test_an_expert_sees_ones_own_sheets_alone(stage: Stage) -> None:
    sheet = stage.sheets(state="submitted")[0]
    own = {reverse("recognition:sheet", args=[s.pk]) for s in stage.sheets(expert=sheet.expert_id)}
    shown = {url for url, text in crawl(stage, sheet.expert.account) if CANARY.search(text)}
    assert shown
    assert shown <= own


def test_history_and_journal_entries_carry_no_score(stage: Stage) -> None:
    notes = [str(note) for note in ActRecord.objects.values_list("note", flat=True)]
    proposals = [str(payload) for payload in Proposal.objects.values_list("payload", flat=True)]
    entries = [bytes(body).decode() for body in Entry.objects.values_list("canonical", flat=True)]
    assert [text for text in (*notes, *proposals, *entries) if CANARY.search(text)] == []


def test_journalled_sheets_are_salted_so_that_a_digest_cannot_be_guessed_back(stage: Stage) -> None:
    seqs = ActRecord.objects.filter(procedure_name="sheet", act="submit").values_list("seq", flat=True)
    kept = Payload.objects.filter(pk__in=seqs)
    assert len(kept) == 5
    assert all("金丝雀" in bytes(row.canonical or b"").decode() and len(bytes(row.salt)) == 16 for row in kept)


def test_after_the_opening_the_province_reads_the_scores(stage: Stage) -> None:
    """The canary sings: the crawl would have found it."""
    stage.on_sheet(stage.sheets(state="declared")[0], "submit", full_sheet(comment="金丝雀意见"))
    stage.signed("open_scores")
    shown = {url for url, text in crawl(stage, officer(PROVINCE)) if CANARY.search(text)}
    assert shown == {
        reverse("recognition:ranking", args=[stage.round.pk]),
        reverse("recognition:ranking-csv", args=[stage.round.pk]),
    }


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
