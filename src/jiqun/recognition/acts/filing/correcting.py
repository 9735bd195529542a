"""Correcting one firm's figures of one year while drafting (Articles 13, 14(一)): no workbook need be imported anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.facts import Facts
from jiqun.facts.rows import FirmYear
from jiqun.recognition.acts.filing.keeping import keep
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import firms, precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.corrections import correct_roster, facts_after, firm_lines

NO_ROSTER = Text(
    "还没有导入企业名册，没有可更正的数据；请先导入名册。",
    "No roster has been imported, so there is nothing to correct; import it first.",
)


def has_roster(doing: Doing) -> None:
    """There is a roster to be corrected."""
    if application_of(doing.subject).roster_id is None:
        raise Refusal(NO_ROSTER, clause="A13")


def line_of(application: Application, uscc: str, year: int) -> FirmYear | None:
    """A firm's line of a year on the roster in use; `None` when there is none."""
    if application.roster is None:
        return None
    return next((line for line in firm_lines(application.roster, uscc) if line.year == year), None)


def corrected(line: FirmYear, entered: dict[str, Any]) -> FirmYear:
    """The line with what was entered; a column that was not sent stays."""
    return replace(line, **{name: entered[name] for name in firms.COLUMNS if name in entered})


def facts_of(application: Application, line: FirmYear) -> Facts:
    """The application's facts with that line in place. Raises `FactError`."""
    kept = precheck.facts_of(application)
    assert kept is not None and application.roster is not None  # a roster is never in use without its facts
    return facts_after(kept, application.roster, line)


def correct_firm(doing: Doing) -> None:
    """Stores the roster with one line corrected as the next revision; facts and findings follow from the kept ones."""
    by: Any = doing.by
    application = application_of(doing.subject)
    entered = dict(doing.payload)
    line = line_of(application, entered["uscc"], entered["year"])
    assert line is not None and application.roster is not None  # the form has refused it otherwise
    after = corrected(line, entered)
    built = facts_of(application, after)
    revision = correct_roster(application.roster, after, by, doing.now, doing.chance)
    keep(doing, application, revision, built)
    changes = firms.changes(line, after)
    doing.told |= {"before": {change.name: getattr(line, change.name) for change in changes}}
    said = firms.said(changes)
    doing.note = Text(
        f"{line.name} {line.year} 年：{said.zh}；名册第 {revision.number} 版。更正依据：{entered['reason']}",
        f"{line.name}, {line.year}: {said.en}; roster version {revision.number}. Grounds: {entered['reason']}",
    )
