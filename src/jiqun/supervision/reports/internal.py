"""Earlier days within a prefecture or county for the reports of a year (内部期限): set, moved and ended by acts.

They remind, and stand on the status page. Only the day of the measure makes a report late (Article 16).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience
from jiqun.casework.procedure import Act, PayloadForm, Procedure, State, Who, register
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.standards import province
from jiqun.supervision.models import ReportDate
from jiqun.supervision.reports.deadline import due_day
from jiqun.web.fields import T, day, text

CLAUSE = "A16"
OFFICER = Who(Role.OFFICER)
FIRST_YEAR = 2000


def days(year: int) -> dict[str, date]:
    """The days in force for the reports of a year, by the code of the authority that set them; one query."""
    rows = ReportDate.objects.filter(year=year, ended=False)
    return dict(rows.values_list("authority_id", "due_on"))


class DayForm(PayloadForm):
    """The day, and a word to those it is for. It lies before the day of the measure and is not over."""

    due_on = day(
        T("内部期限", "Internal day"),
        help_text=T(
            "早于 3 月 31 日，用于提醒；是否逾期仍以办法规定的日期为准。",
            "Before 31 March; it reminds. Whether a report is late goes by the day of the measure.",
        ),
    )
    note = text(T("说明", "Remark"), rows=3, limit=1000, required=False)

    def year(self) -> int | None:
        """The year of the reports."""
        assert self.doing is not None
        return ReportDate.objects.values_list("year", flat=True).get(pk=self.doing.subject.pk)

    def prepare(self) -> None:
        """Moving it begins with what stands."""
        if self.doing is not None and self.doing.subject is not None:
            row = ReportDate.objects.get(pk=self.doing.subject.pk)
            self.initial.setdefault("due_on", row.due_on)
            self.initial.setdefault("note", row.note)

    def clean(self) -> dict[str, Any]:
        """Before the day of the measure, not after the prefecture's own, not over."""
        data: dict[str, Any] = super().clean() or {}
        chosen, year = data.get("due_on"), self.year()
        if chosen is None or year is None or self.doing is None:
            return data
        authority = self.doing.clerk.authority
        above = days(year).get(authority.prefecture_code) if authority and authority.level == Level.COUNTY else None
        if chosen >= due_day(year):
            said = T(f"须早于办法规定的 {due_day(year)}。", f"It has to be before {due_day(year)}, the measure's day.")
            self.add_error("due_on", said)
        elif chosen <= self.doing.today:
            self.add_error("due_on", T("须晚于今天。", "It has to be after today."))
        elif above is not None and chosen > above:
            said = T(f"不能晚于市级内部期限 {above}。", f"It cannot be after the prefecture's {above}.")
            self.add_error("due_on", said)
        return data


class SetForm(DayForm):
    """The day for the reports on a year."""

    year_of = forms.IntegerField(
        label=T("年度", "Year"),
        help_text=T("报告的年度，即上一年度。", "The year reported on."),
        error_messages={
            "required": T("请填写年度。", "Give the year."),
            "invalid": T("年度应为整数。", "A whole year."),
        },
    )
    field_order = ("year_of", "due_on", "note")

    def prepare(self) -> None:
        """The last year that ended."""
        if self.doing is not None:
            self.fields["year_of"].initial = self.doing.now.astimezone(ZONE).year - 1

    def year(self) -> int | None:
        """As entered."""
        found: int | None = self.cleaned_data.get("year_of")
        return found

    def clean_year_of(self) -> int:
        """A year whose reports can be collected."""
        year: int = self.cleaned_data["year_of"]
        assert self.doing is not None
        if not FIRST_YEAR <= year <= self.doing.now.year:
            raise forms.ValidationError(T("年度有误，请核对。", "This year cannot be meant."))
        return year


class EndForm(PayloadForm):
    """Why it counts no more."""

    reason = text(T("理由", "Reason"), rows=3, limit=1000)


def below_the_province(doing: Doing) -> None:
    """The province's day is that of the measure."""
    if doing.clerk.level == Level.PROVINCE:
        raise Refusal(
            Text("省级以办法规定的 3 月 31 日为准，不另设内部期限。", "The province's day is that of the measure."),
            clause=CLAUSE,
        )


def own(doing: Doing) -> None:
    """Who set a day moves and ends it."""
    if doing.clerk.authority_id != doing.subject.authority_id:
        raise Refusal(Text("由设定该期限的单位办理。", "This is for the authority that set it."), clause=CLAUSE)


def set_day(doing: Doing) -> None:
    """The day counts from now on and is read by those above and below."""
    by, told = doing.clerk, doing.payload
    assert by.authority is not None
    year = told["year_of"]
    there = ReportDate.objects.filter(authority=by.authority, year=year, ended=False).select_related("case").first()
    if there is not None:
        raise Conflict(
            Text(
                f"本单位已设定 {year} 年度报告的内部期限 {there.due_on}（{there.case.number}），请在该件中调整。",
                f"Your authority has set {there.due_on} already ({there.case.number}); move it there.",
            ),
            clause=CLAUSE,
        )
    doing.subject = open_case(
        doing,
        number=f"NQ-{year}-{next_number(f'report-date/{year}'):03d}",
        title=f"{by.authority.name}{year}年度报告内部期限",
        authority=by.authority,
        measure=province.here().measure,
        state="set",
        audience=Audience.TREE,
    )
    ReportDate.objects.create(
        case=doing.subject, authority=by.authority, year=year, due_on=told["due_on"], note=told["note"]
    )
    doing.note = Text(str(told["due_on"]), str(told["due_on"]))


def move_day(doing: Doing) -> None:
    """Another day; the one before stays in the history."""
    row, told = ReportDate.objects.get(pk=doing.subject.pk), doing.payload
    ReportDate.objects.filter(pk=row.pk).update(due_on=told["due_on"], note=told["note"])
    said = f"{row.due_on} → {told['due_on']}"
    doing.note = Text(said, said)


def end_day(doing: Doing) -> None:
    """It counts no more."""
    ReportDate.objects.filter(pk=doing.subject.pk).update(ended=True)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


DATE = register(
    Procedure(
        name="report_date",
        title=Text("年度报告内部期限", "Internal day for annual reports"),
        model="casework.Case",
        states=(State("set", Text("已设定", "Set"), 0), State("ended", Text("已取消", "Ended"), 1, final=True)),
        opening=Act(
            "set_day",
            Text("设定内部期限", "Set an internal day"),
            CLAUSE,
            OFFICER,
            form=SetForm,
            guards=(below_the_province,),
            effect=set_day,
            page="supervision:set-report-date",
            offered=False,
        ),
        acts=(
            Act(
                "move_day",
                Text("调整", "Move it"),
                CLAUSE,
                OFFICER,
                ("set",),
                form=DayForm,
                guards=(own,),
                effect=move_day,
                task=False,
            ),
            Act(
                "end_day",
                Text("取消", "End it"),
                CLAUSE,
                OFFICER,
                ("set",),
                target="ended",
                form=EndForm,
                guards=(own,),
                effect=end_day,
                task=False,
            ),
        ),
        bar=(Text("已设定", "Set"), Text("已取消", "Ended")),
        url="supervision:report-date",
    )
)
