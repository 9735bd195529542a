"""What a renewal round rests on: the measure in force on the day it is opened, or its registered basis (Articles 15,
18, 19), pinned as it then stood."""

from __future__ import annotations

from datetime import date

from jiqun import facts, law
from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.instruments import queries as instruments
from jiqun.law.errors import LawError
from jiqun.law.findings import Assessment
from jiqun.law.measure import Measure
from jiqun.register.models import RosterRevision
from jiqun.register.rosters import to_roster
from jiqun.supervision.models import RenewalRound

NOTICE_DAYS = "14.3.notice_days"


def governing(on: date) -> Measure:
    """The measure a round opened on that day rests on. Raises `Refusal`, naming the remedy, when none is in force."""
    try:
        return instruments.governing(on)
    except LawError as none:
        raise Refusal(
            Text(
                f"不能据此开展复核：{none.text.zh}办法失效后开展复核，须先登记延期、替代或书面决定作为依据："
                "在“依据”页由省级经办提请、审核岗签批后，再开展复核。",
                f"No renewal review can rest on it: {none.text.en} Register an extension, a successor or a recorded "
                "decision on the page Bases first, signed by the approver.",
            ),
            clause="A19",
        ) from none


def pin(of: RenewalRound, on: date) -> None:
    """Pins bases, interpretations and readings as they stand on the day of the call; not saved here."""
    measure = governing(on)
    fixed = instruments.readings(measure.id, on).values()
    of.bases = [basis.plain() for basis in measure.bases]
    of.interpretations = [each.plain() for each in fixed]
    pinned = instruments.amended(measure.id, of.bases, of.interpretations)
    of.readings = pinned.defaults(on)
    of.issued_on = on


def measure_of(of: RenewalRound) -> Measure:
    """The measure everything in a round is judged by, as it was pinned."""
    return instruments.amended(of.case.measure, of.bases, of.interpretations)


def legal_day(of: RenewalRound) -> date:
    """The day whose law counts: that of the call, or of the draft before there is one."""
    return of.issued_on or day_of(of.case.opened_at)


def notice_days(of: RenewalRound) -> int:
    """The working days of a public notice (Article 14(三)), which the product applies to renewals alike."""
    return measure_of(of).parameters(legal_day(of))[NOTICE_DAYS].number


def cited(of: RenewalRound) -> str:
    """The measure as official texts cite it (Chinese only), with the documents by which it applies on that day."""
    return measure_of(of).cited_on(legal_day(of))


def assess(of: RenewalRound, roster: RosterRevision) -> Assessment:
    """All findings on a roster under the round's measure. Raises `facts.FactError` and `law.LawError`."""
    on = day_of(of.county_deadline)
    built = facts.build(to_roster(roster), on=on)
    return measure_of(of).assess(built, on=legal_day(of), readings=of.readings)


def norms(of: RenewalRound) -> list[law.Norm]:
    """The conditions of Article 13 a renewal is looked at under."""
    on = legal_day(of)
    return [norm for norm in measure_of(of).norms if norm.put_aside(on) is None]
