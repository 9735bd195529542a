"""催报名单: whom to call about reports that are not in, as page, CSV and workbook (Article 16: 组织集群填报)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import Mailed
from jiqun.register.models import Cluster
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.reports.deadline import due_day
from jiqun.supervision.reports.queries import Line, status
from jiqun.supervision.reports.years import asked_year
from jiqun.web.tables import exported

HEADS = (
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("状态", "State"),
    Text("联系单位", "Body"),
    Text("联系人", "Officer"),
    Text("电话", "Telephone"),
    Text("邮件提醒", "Mailed"),
)
WIDTHS = (30, 20, 15, 30, 15, 20, 15)
NO_OFFICER = Text("没有经办账号", "no officer on record")
NOT_MAILED = Text("—", "—")
NO_PHONE = Text("未登记", "not on record")


@dataclass(frozen=True, slots=True)
class Call:
    """One report that is not in, and the officer of the level that holds it; blank where there is none on record."""

    line: Line
    body: str
    person: str
    phone: str
    mailed: date | None = None

    @property
    def cells(self) -> tuple[Text, ...]:
        """As a row of the files."""
        plain = (self.line.name, self.line.place), (self.body, self.person, self.phone)
        return (
            *(Text(each, each) for each in plain[0]),
            self.line.title,
            *(Text(each, each) for each in plain[1]),
            Text(str(self.mailed), str(self.mailed)) if self.mailed else NOT_MAILED,
        )


def to_call(user: Account, year: int, now: datetime) -> list[Call]:
    """Whom to call; three queries beside those of `status`. What waits for the province itself is not called about."""
    waiting = [line for line in status(user, year, now) if line.state not in ("received", "forwarded")]
    paths = dict(Cluster.objects.filter(pk__in=[line.cluster for line in waiting]).values_list("pk", "path"))
    mails = Mailed.objects.filter(key__startswith=f"annual_report/{year}/").order_by("sent_at")
    mailed = {account: day_of(at) for account, at in mails.values_list("account_id", "sent_at")}
    officers: dict[str, tuple[str, str, str, date | None]] = {}
    rows = Account.objects.filter(role=Role.OFFICER, is_active=True, authority__isnull=False).order_by("-pk")
    told = ("authority__path", "pk", "authority__body", "person__name", "person__phone")
    for path, account, body, name, phone in rows.values_list(*told):
        officers[path] = (body, name, phone, mailed.get(account))
    found = []
    for line in waiting:
        path = paths[line.cluster]
        if line.state == "submitted":
            path = "".join(f"{code}/" for code in path.split("/")[:2])
        found.append(Call(line, *officers.get(path, ("", "", "", None))))
    return found


def asked(request: HttpRequest) -> tuple[Account, int, list[Call]]:
    """The account, the year and the calls; 404 for those who call nobody."""
    user = signed_in(request)
    if user.role not in OFFICE or user.level == Level.COUNTY:
        raise Http404
    year = asked_year(request)
    return user, year, to_call(user, year, office_time(request))


@login_required
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """The list as a page."""
    user, year, calls = asked(request)
    more = {
        "year": year,
        "due": due_day(year),
        "calls": calls,
        "heads": HEADS,
        "no_officer": NO_OFFICER,
        "no_phone": NO_PHONE,
    }
    return render(request, "supervision/report_calls.html", chapter_page(user, "reports", **more))


@login_required
@require_safe
def call_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list to take away."""
    _, year, calls = asked(request)
    title = Text(f"{year}年度报告催报名单", f"Reports on {year}: whom to call")
    rows = [call.cells for call in calls]
    return exported(kind, str(title), HEADS, rows, title=title, widths=WIDTHS)
