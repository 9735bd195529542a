"""Taking over a notice on public holidays. Called by the one door only."""

from __future__ import annotations

from django.db import transaction

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.instruments.calendar import keeping
from jiqun.instruments.models import HolidayNotice
from jiqun.instruments.queries import PROVINCIAL

COLUMNS = ("year", "document", "dated_on", "source", "words", "rows")


def draft(doing: Doing) -> None:
    """Opens it at the province, seen by nobody below until it is signed."""
    authority, year = doing.by.authority, doing.payload["year"]
    assert authority is not None
    doing.subject = open_case(
        doing,
        number=f"{doing.now.year}-RL{next_number(f'calendar/{doing.now.year}')}",
        title=f"{year}年节假日安排",
        authority=authority,
        measure=PROVINCIAL,
        state="drafting",
    )
    HolidayNotice.objects.create(case=doing.subject, **{name: doing.payload[name] for name in COLUMNS})


def take_over(doing: Doing) -> None:
    """From now on these days count; where they differ from what was known they take its place.

    Periods that were announced before do not move: where one would end on another day is said and settled by people.
    """
    HolidayNotice.objects.filter(pk=doing.subject.pk).update(position=next_number("calendar"))
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    notice = HolidayNotice.objects.get(pk=doing.subject.pk)
    off, worked = notice.counted()
    doing.told |= {"year": notice.year, "rows": notice.rows, "source": notice.source}
    doing.note = Text(f"放假 {off} 天，调休上班 {worked} 天", f"{off} days off, {worked} worked instead")
    transaction.on_commit(keeping.write)


def say_why(doing: Doing) -> None:
    """Keeps the reason."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
