"""What the county enters to correct one firm's figures of one year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.facts.errors import FactError
from jiqun.facts.rows import FirmYear
from jiqun.facts.workbook.cells import BLANKS, Unreadable, YesNo
from jiqun.facts.workbook.figures import FIRST_YEAR, LAST_YEAR
from jiqun.facts.workbook.sheets import Column
from jiqun.law import LawError
from jiqun.recognition.acts.filing import correcting
from jiqun.recognition.forms.words import T, required, text
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import firms, precheck
from jiqun.recognition.queries.filing.application import application_of

_NO_SUCH = Text(
    "企业名册第 {number} 版中没有信用代码为 {uscc} 的企业 {year} 年的数据。请核对代码和年度；增加企业或年度，"
    "请在工作簿中补充后重新导入。",
    "Roster version {number} has no line of firm {uscc} for {year}. Check code and year; to add a firm or a year, "
    "complete the workbook and import it anew.",
)
_NOTHING = Text(
    "所填各项与名册现有数据相同，没有可更正的内容。",
    "Everything entered is as the roster has it; there is nothing to correct.",
)


class CellField(forms.CharField):
    """One cell of the workbook: read and refused as the workbook's reader does; blank is "not given"."""

    def __init__(self, column: Column, **more: Any) -> None:
        super().__init__(max_length=60, **more)
        self.column = column
        self.definition = column.note

    def clean(self, value: Any) -> Any:
        """The typed value in whole units, `None` when blank. Raises `ValidationError` with what is expected."""
        entered: str = super().clean(value)
        if not entered.strip(BLANKS):
            return None
        kind = self.column.kind
        try:
            return kind.read(entered)
        except Unreadable as wrong:
            raise ValidationError(
                T(
                    f"“{entered}”应为{kind.expected.zh}。{wrong.text.zh}",
                    f"“{entered}”: expected {kind.expected.en}. {wrong.text.en}",
                )
            ) from wrong


class CorrectionForm(PayloadForm):
    """A line of the roster by `uscc` and `year`, its columns as the workbook names them, and the `reason`.

    Every column is a text as in the workbook, blank for "not given"; one that is not sent at all stays as it is.
    """

    uscc = forms.CharField(
        label=T("统一社会信用代码", "Credit code"),
        max_length=18,
        error_messages=required("请填写企业的统一社会信用代码。", "Give the firm's credit code."),
    )
    year = forms.IntegerField(
        label=T("年度", "Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            **required("请填写年度。", "Give the year."),
            "invalid": T("年度为四位数字，如 2024。", "A year has four digits, like 2024."),
        },
    )

    def prepare(self) -> None:
        """The columns of the sheet, and the grounds last."""
        for name, column in firms.COLUMNS.items():
            self.fields[name] = self.cell(name, column)
        self.fields["reason"] = text(
            T("更正依据", "Grounds"),
            limit=300,
            rows=2,
            missing=T("请写明更正依据，如企业出具的更正说明及日期。", "Say what the correction rests on."),
            help_text=T("如：企业 4 月 2 日盖章的更正说明。", "Such as the firm's stamped statement of 2 April."),
        )

    def cell(self, name: str, column: Column) -> CellField:
        """The field of a column, with its header and its note; a question is answered by 是, 否 or not at all."""
        choices: Any = [("", firms.BLANK), *firms.ANSWERS.items()]
        asks = isinstance(column.kind, YesNo)
        return CellField(
            column,
            label=firms.label(name),
            required=column.must_fill and (name in self.data or not self.is_bound),
            widget=forms.Select(choices=choices) if asks else forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages=required("本项不能为空。", "This cannot be blank."),
        )

    def clean(self) -> dict[str, Any]:
        """The line is on the roster, something changes, and the whole can still be added up and assessed."""
        entered = {
            name: value for name, value in self.cleaned_data.items() if name not in firms.COLUMNS or name in self.data
        }
        assert self.doing is not None
        application = application_of(self.doing.subject)
        if application.roster is None:
            raise ValidationError(T(correcting.NO_ROSTER.zh, correcting.NO_ROSTER.en))
        if self.errors:
            return entered
        line = correcting.line_of(application, entered["uscc"], entered["year"])
        if line is None:
            said = _NO_SUCH.format(number=application.roster.number, uscc=entered["uscc"], year=entered["year"])
            raise ValidationError(T(said.zh, said.en))
        after = correcting.corrected(line, entered)
        if after == line:
            raise ValidationError(T(_NOTHING.zh, _NOTHING.en))
        self.try_out(application, after)
        return entered

    def try_out(self, application: Application, line: FirmYear) -> None:
        """What cannot be added up or assessed is said here, not in the middle of the act."""
        try:
            precheck.assess(correcting.facts_of(application, line), application.round)
        except (FactError, LawError) as wrong:
            raise ValidationError(str(wrong)) from wrong


def initial(line: FirmYear) -> dict[str, Any]:
    """A line as the form shows it before anything is changed."""
    cells = {name: firms.written(name, getattr(line, name)) for name in firms.COLUMNS}
    return {"uscc": line.uscc, "year": line.year, **cells}
