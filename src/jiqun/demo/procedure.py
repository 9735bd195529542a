"""Moving the demonstration's clock: one act, forward only."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE, day_of
from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import Act, PayloadForm, Procedure, State, Who, register
from jiqun.demo.models import DemoClock
from jiqun.standards.workdays import CalendarUnknown, is_workday

T: Any = Text  # Django's stubs ask for strings; a Text speaks the language in force when it is shown
FURTHEST = timedelta(days=366)
MORNING = time(9, 0)


class MoveForm(PayloadForm):
    """The day to move to."""

    to = forms.DateField(
        label=T("移到哪一天", "Move to"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=T("只能向后；到当天上午 9 时。", "Forward only; to 09:00 of that day."),
    )

    def clean_to(self) -> object:
        """Only later days, at most a year ahead, within the years whose calendar is known."""
        to = self.cleaned_data["to"]
        clock = self.doing.subject if self.doing else None
        if clock is not None:
            today = day_of(clock.now)
            if to <= today:
                raise forms.ValidationError(
                    str(
                        Text(
                            f"业务日期现为 {today}，只能向后移动。", f"It is {today} now; the clock only moves forward."
                        )
                    )
                )
            if to > today + FURTHEST:
                raise forms.ValidationError(str(Text("一次最多移动一年。", "At most one year at a time.")))
        try:
            is_workday(to)
        except CalendarUnknown as unknown:
            raise forms.ValidationError(str(unknown)) from unknown
        return to


def move(doing: Doing) -> None:
    """Sets the clock to nine o'clock of the day."""
    to = datetime.combine(doing.payload["to"], MORNING, ZONE)
    DemoClock.objects.filter(pk=doing.subject.pk).update(now=to)
    doing.note = Text(f"业务日期移至 {doing.payload['to']}", f"Business date moved to {doing.payload['to']}")


CLOCK = register(
    Procedure(
        name="demo-clock",
        title=Text("演示时钟", "Demonstration clock"),
        model="demo.DemoClock",
        states=(State("running", Text("运行", "Running")),),
        acts=(
            Act(
                "move",
                Text("移动业务日期", "Move the business date"),
                "",
                Who(Role.OFFICER, Level.PROVINCE),
                source=("running",),
                form=MoveForm,
                effect=move,
                task=False,
            ),
        ),
        url="demo:clock",
    )
)
