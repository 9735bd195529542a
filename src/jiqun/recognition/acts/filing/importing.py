"""Importing the roster workbook: read apart, stored whole, assessed at once (Articles 13, 14(一))."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.evidence import store
from jiqun.evidence.attachments import attach
from jiqun.facts import Facts, build
from jiqun.facts.workbook.problems import Reading
from jiqun.facts.workbook.sandbox import read_safely
from jiqun.recognition.acts.filing.desk.checking import of_roster
from jiqun.recognition.acts.filing.keeping import keep
from jiqun.recognition.queries.filing.application import ROSTER_FILE, application_of
from jiqun.register.rosters import store_roster


@lru_cache(maxsize=2)
def reading_of(sha256: str, on: date) -> Reading:
    """A stored workbook as it reads on a day. Kept for a moment, so that what the form has read outside the
    transaction is not read again inside it, nor when the page is shown once more."""
    return read_safely(store.read(sha256), on=on)


@lru_cache(maxsize=2)
def facts_of_workbook(sha256: str, on: date) -> Facts:
    """The facts of a stored workbook that reads without an error; kept like its reading. Raises `FactError`."""
    roster = reading_of(sha256, on).roster
    assert roster is not None
    return build(roster, on=on)


def import_roster(doing: Doing) -> None:
    """Stores the roster as the cluster's next revision, builds its facts for the round's closing day, and assesses.

    What was imported before stays as an earlier revision.
    """
    by: Any = doing.by
    application = application_of(doing.subject)
    file = doing.payload["workbook"]
    reading = reading_of(file["sha256"], application.round.closes_on)
    assert reading.roster is not None  # the form has refused it otherwise
    remarks = (*reading.warnings, *of_roster(application, reading.roster, reading.firm_rows))
    revision = store_roster(
        application.cluster,
        reading.roster,
        by,
        doing.now,
        file["sha256"],
        doing.chance,
        warnings=[problem.sentence for problem in remarks],
    )
    built = facts_of_workbook(file["sha256"], application.round.closes_on)
    keep(doing, application, revision, built)
    attach(doing.subject, ROSTER_FILE, file, id=doing.new_id(), by=by, now=doing.now)
    doing.note = Text(
        f"名册第 {revision.number} 版，{revision.firms} 家企业，基准年 {revision.base_year}"
        + (f"；{len(remarks)} 条提醒" if remarks else ""),
        f"Roster version {revision.number}, {revision.firms} firms, base year {revision.base_year}"
        + (f"; {len(remarks)} remarks" if remarks else ""),
    )
