"""工作日历: which years can be counted in and by which notice; one notice day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.bilingual import Text
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.instruments.calendar.procedure import OFFICER
from jiqun.instruments.views import reader
from jiqun.standards import workdays
from jiqun.standards.schedule import WORKED

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS = tuple(Text(f"周{zh}", en) for zh, en in zip("一二三四五六日", _DAYS, strict=True))


@dataclass(frozen=True, slots=True)
class Year:
    """A year that can be counted in: its working days, and the addresses of its notices."""

    number: int
    workdays: int
    sources: tuple[str, ...]


def years() -> Iterator[Year]:
    """Those that are known, the latest first."""
    for number in reversed(workdays.known_years()):
        first = date(number, 1, 1)
        days = (first + timedelta(days=n) for n in range((date(number + 1, 1, 1) - first).days))
        yield Year(number, sum(map(workdays.is_workday, days)), workdays.schedule_sources(number))


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The years, and what was entered here."""
    user = reader(request)
    states = procedure("calendar_year").by_state
    rows = Case.objects.visible_to(user).filter(procedure_name="calendar_year").select_related("holidays")
    known, this_year = workdays.known_years(), office_day(request).year
    context = {
        "years": list(years()),
        "missing": [year for year in (this_year, this_year + 1) if year not in known],
        "lines": [(case, states[case.state].title) for case in rows.order_by("-opened_at")],
        "may_draft": OFFICER.fits(user),
    }
    return render(request, "instruments/calendar.html", context)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering a notice (`?year=…`)."""
    return casework.opening(request, "calendar_year")


@login_required
@require_safe
def calendar_year(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice, day by day."""
    reader(request)
    case = casework.subject_or_404(request, "calendar_year", pk)
    notice = case.holidays
    days = [(date.fromisoformat(row["date"]), row["name"], row["kind"] == WORKED) for row in notice.rows]
    context = {
        **casework.case_context(request, procedure("calendar_year"), case),
        "notice": notice,
        "days": [(day, WEEKDAYS[day.weekday()], name, worked) for day, name, worked in days],
        "counted": notice.counted(),
        "history": history.history(case.pk),
    }
    return render(request, "instruments/calendar_year.html", context)
