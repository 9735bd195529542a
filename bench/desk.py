"""The county's desk: saving while typing, a roster opened at the desk, the bound set, the dossier."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from bench.data import Laid, workbook
from bench.measure import Row, measure
from bench.pages import signed_in
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents import book as documents
from jiqun.evidence import attachments
from jiqun.facts.desk.apart import open_apart
from jiqun.forms.models import Answer
from jiqun.recognition.acts.filing.desk import filling, working
from jiqun.recognition.acts.filing.evidence_drafts import attach_evidence
from jiqun.recognition.dossier.taking import take
from jiqun.recognition.papers.book import book
from jiqun.recognition.queries.filing.application import application_of, requirements

FILES = 60
PAPER = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%%%EOF
%%%d
"""


def rows(laid: Laid, now: datetime) -> list[Row]:
    """What a clerk waits for. Times are by the clock but where they are said to be CPU."""
    return [
        measure("one field saved while typing (one query is the demo clock's)", typed(laid), sql_goal=7, goal=20),
        *(at_the_desk(laid, firms, goal, now) for firms, goal in ((1_000, 3), (25_000, 20))),
        clocked("the bound set as PDF, the first time", lambda: bound(laid, now), 2, runs=1),
        dossier(laid.draft, laid.county, now),
    ]


def bound(laid: Laid, now: datetime) -> bytes:
    """The draft's set, its data read and typeset."""
    return documents.pdf(book(laid.draft, laid.county, language="zh"), now=now)


def typed(laid: Laid) -> Callable[[], Any]:
    """A change of one field as the page sends it, another text each time. Raises `RuntimeError` unless it is saved."""
    client, url = signed_in(laid.county), reverse("recognition:save-section", args=[laid.draft.pk, 1])
    state = {"version": Answer.objects.get(case=laid.draft, field="extent").version, "n": 0}

    def save() -> None:
        state["n"] += 1
        sent = {"account": laid.county.pk, "extent": f"东至滨江路（{state['n']}）", "shown-extent": state["version"]}
        answer = client.post(url, sent)
        if answer.status_code != 200 or "extent" not in answer.json()["saved"]:
            raise RuntimeError(f"not saved: {answer.status_code} {answer.content[:200]!r}")
        state["version"] = answer.json()["saved"]["extent"]["version"]

    return save


def at_the_desk(laid: Laid, firms: int, goal: float, now: datetime) -> Row:
    """A workbook of firms × 4 years opened, laid on the desk, checked, and its first page made."""
    data, client = workbook(firms), signed_in(laid.county)
    url, source = reverse("recognition:roster-desk", args=[laid.draft.pk]), Text("测量", "measured")

    def show() -> None:
        opened = open_apart(data)
        filling.fill(laid.draft.pk, opened.cells, source, (), by=laid.county, now=now)
        working._check(laid.draft.pk)  # what the page's thread does, without the thread
        if client.get(url).status_code != 200:
            raise RuntimeError("the desk was not shown")

    return clocked(f"a workbook of {firms * 4:,} rows opened, checked and shown at the desk", show, goal, runs=1)


def dossier(case: Case, by: Account, now: datetime) -> Row:
    """The whole case with sixty files as one archive."""
    wanted = [each.id for each in requirements(application_of(case), case.measure)]
    for n in range(FILES - len(attachments.files(case))):
        attach_evidence(case.pk, wanted[n % len(wanted)], PAPER % n, name=f"材料{n}.pdf", by=by, now=now)

    def taken() -> None:
        with take(case, by, now, "http://127.0.0.1").file as file:
            file.read()

    return clocked(f"dossier of {len(attachments.files(case))} files", taken, 5)


def clocked(name: str, run: Callable[[], Any], goal: float, runs: int = 3) -> Row:
    """The fastest of some runs by the clock, in seconds."""
    spent = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        spent.append(time.perf_counter() - started)
    return Row(name, milliseconds=min(spent), goal=goal, unit="s")
