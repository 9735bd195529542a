"""The operating agency fills in a report for its county (集群运营管理机构): entrusted and withdrawn by an act.

An agency sees the reports it is entrusted with and nothing else; the county's officer checks and hands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from jiqun.authorities.models import Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case, Participant
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.supervision.models import ReportDate
from jiqun.supervision.reports.deadline import due_day
from jiqun.web.fields import T

CAPACITY = "agency"
OPEN = ("drafting", "correcting")
NONE_YET = Text(
    "本单位还没有运营管理机构账号，请联系系统管理员开通。",
    "There is no account of an operating agency with your authority yet; ask the system administrator for one.",
)


class EntrustForm(PayloadForm):
    """Which account of an operating agency of the county fills in the report; blank withdraws it."""

    agency = forms.ChoiceField(label=T("运营管理机构账号", "Account of the operating agency"), required=False)

    def prepare(self) -> None:
        """The agencies' accounts of the county, the one entrusted now filled in."""
        if self.doing is None or self.doing.subject is None:
            return
        rows = Account.objects.filter(
            role=Role.AGENCY, authority=self.doing.subject.authority_id, is_active=True
        ).select_related("person")
        blank = ("", T("不委托，由本单位填报", "None; the county fills it in"))
        named = [(row.username, f"{row.person.name}（{row.username}）") for row in rows.order_by("username")]
        self.fields["agency"].choices = [blank, *named]  # type: ignore[attr-defined]
        now = entrusted(self.doing.subject)
        self.fields["agency"].initial = now.username if now else ""
        if not named:
            self.fields["agency"].help_text = T(NONE_YET.zh, NONE_YET.en)


def entrusted(case: Case) -> Account | None:
    """The agency's account that fills in a report now; one query."""
    row = (
        Participant.objects.filter(case=case, capacity=CAPACITY, until__isnull=True)
        .select_related("account__person")
        .first()
    )
    return row.account if row else None


def changes_something(doing: Doing) -> None:
    """Who is entrusted already is not entrusted again. Raises `Refusal`."""
    if "agency" not in doing.payload:  # the page asks before anything was chosen
        return
    now = entrusted(doing.subject)
    if (now.username if now else "") == doing.payload["agency"]:
        raise Refusal(Text("与现在的委托相同，没有变化。", "It stands so already; nothing would change."), clause="A16")


def entrust(doing: Doing) -> None:
    """The account takes part from now on; the one before no longer does."""
    case, chosen = doing.subject, doing.payload["agency"]
    Participant.objects.filter(case=case, capacity=CAPACITY, until__isnull=True).update(until=doing.now)
    if not chosen:
        doing.note = Text("收回，由县级填报", "Withdrawn; the county fills it in")
        return
    account = Account.objects.select_related("person").get(username=chosen)
    Participant.objects.create(case=case, account=account, capacity=CAPACITY, since=doing.now)
    doing.note = Text(f"委托{account.person.name}填报", f"Filled in by {account.person.name}")


def may_fill_in(case: Case, by: Account) -> bool:
    """Whether the account is the agency of a report it sees; who does not take part sees none."""
    return by.role == Role.AGENCY and by.authority_id == case.authority_id


@reminders.register
def entrusted_reports(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """For an agency: each report it is to fill in, with the county's own day where one is set."""
    if user.role != Role.AGENCY:
        return
    rows: Any = Case.objects.visible_to(user).filter(procedure_name="annual_report", state__in=OPEN)
    for case in rows.select_related("annual_report", "authority"):
        year = case.annual_report.year
        day = first_day(case.authority, year)
        yield reminders.Reminder(
            Text(f"受托填报：{case.title}，请于 {day} 前填好。", f"For you to fill in by {day}: {case.title}."),
            reverse("supervision:report", args=[case.pk]),
        )


def first_day(authority: Authority, year: int) -> Any:
    """The earliest of the days that county, prefecture and measure set; one query."""
    set_by = (authority.pk, authority.prefecture_code)
    rows = ReportDate.objects.filter(year=year, ended=False, authority__in=set_by).values_list("due_on", flat=True)
    return min([*rows, due_day(year)])
