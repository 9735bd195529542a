"""What the county confirms when it adopts the roster on its desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.casework.procedure import PayloadForm
from jiqun.facts.errors import FactError
from jiqun.facts.workbook.problems import CellProblem, Reading
from jiqun.law import LawError
from jiqun.recognition.acts.filing.desk import adopting
from jiqun.recognition.acts.filing.desk.checking import closing_day
from jiqun.recognition.forms.words import T
from jiqun.recognition.models import RosterDraft
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.rosters import too_long


class AdoptForm(PayloadForm):
    """`desk_version`: the version of the draft that was looked at; `seen`: that its remarks were."""

    desk_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.BooleanField(
        label=T("我已逐条看过以上提醒，数据属实", "I have read the remarks, and the figures are true"), required=False
    )
    reading: Reading | None = None
    remarks: tuple[CellProblem, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Everything that stands in the way at once; remarks ask for the tick only."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is None or self.errors:
            return data
        application = application_of(self.doing.subject)
        draft = RosterDraft.objects.select_related("by__person").filter(pk=application.pk).first()
        if draft is None:
            raise ValidationError(str(adopting.NO_DRAFT))
        if draft.version != data["desk_version"]:
            by = "" if draft.by is None else draft.by.person.name
            raise ValidationError(str(adopting.CHANGED.format(by=by)))
        found = adopting.laid(draft)
        day = closing_day(application)
        self.reading = reading = adopting.reading_of_desk(found, day)
        if reading.roster is None:
            raise ValidationError([T(problem.sentence.zh, problem.sentence.en) for problem in reading.errors])
        base, wanted = reading.roster.cluster.base_year, application.round.base_year
        if base != wanted:
            raise ValidationError(
                T(
                    f"“集群”表的基准年为 {base}，本批次以 {wanted} 年为基准年，请改为 {wanted} 年并补齐数据。",
                    f"Sheet 集群 gives {base} as base year; this round looks at {wanted}.",
                )
            )
        if long := too_long(reading.roster):
            raise ValidationError([T(said.zh, said.en) for said in long])
        try:
            precheck.assess(adopting.facts_of_desk(found, day), application.round)
        except (FactError, LawError) as wrong:
            raise ValidationError(str(wrong)) from wrong
        self.remarks = adopting.remarks(application, found)
        if self.remarks and not data["seen"]:
            count = len(self.remarks)
            self.add_error(
                "seen",
                T(
                    f"有 {count} 条提醒。请逐条看过：填错的改正，确属实际的勾选本项后采用。",
                    f"There are {count} remarks. Read them, mend what is wrong, and tick this to adopt the rest.",
                ),
            )
        return data
