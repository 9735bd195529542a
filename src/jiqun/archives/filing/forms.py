"""What putting on file asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from jiqun.archives.filing import queries
from jiqun.archives.models import FiledMatter, Filing
from jiqun.archives.retention import PERIODS
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.web.fields import T, day, line, text

FIRST_YEAR = 2012
LEFT_OUT = "-"
KEEP = "keep-"
CODE = RegexValidator(
    r"^[0-9A-Za-z]+$",
    T("只用数字和英文字母，按档案馆给定的代码填写。", "Digits and Latin letters, as the archive gave it."),
)
YEAR = Text("年度应在 {first} 至 {last} 之间。", "A year from {first} to {last}.")
NOTHING = Text("{year} 年没有待归档的办结事项。", "No closed matter of {year} waits to be filed.")
NONE_LEFT = Text("至少保留一件；整批不归档的，请用“撤销归档批”。", "Keep at least one; discard the filing otherwise.")
TOO_MANY = Text("一批最多 {most} 件，其余另立一批。", "At most {most} matters a filing; put the others in another one.")
FUTURE = Text("交接日期不能晚于今天。", "The day of handing over cannot lie ahead.")


def closed_of(form: PayloadForm, year: int) -> list[queries.Closed]:
    """What the account of a form has to file of a year."""
    assert form.doing is not None
    return queries.closed(form.doing.by, year, year)


class DraftForm(PayloadForm):
    """`year`, `fonds`, `category`, `unit`, `unit_name`; begins with what was used last."""

    year = forms.IntegerField(
        label=T("归档年度", "Year"), help_text=T("事项办结的年度。", "In which the matters ended.")
    )
    fonds = line(T("全宗号", "Fonds"), limit=12, validators=[CODE])
    category = line(T("门类代码", "Category"), limit=8, validators=[CODE], initial="WS")
    unit = line(T("机构（问题）代码", "Unit code"), limit=12, validators=[CODE])
    unit_name = line(T("机构（问题）名称", "Unit"), limit=40)

    def prepare(self) -> None:
        """Begins with the codes of the last filing and the year that ended last."""
        by = getattr(self.doing, "by", None)
        if not isinstance(by, Account) or self.doing is None:
            return
        last = Filing.objects.filter(case__authority=by.authority_id).order_by("-case__opened_at").first()
        if last is not None:
            found = {name: getattr(last, name) for name in ("fonds", "category", "unit", "unit_name")}
            self.initial = {**found, **self.initial}
        self.initial.setdefault("year", self.doing.today.year - 1)

    def clean_year(self) -> int:
        """Up to this year, and one of which something waits."""
        year: int = self.cleaned_data["year"]
        if self.doing is None:
            return year
        if not FIRST_YEAR <= year <= self.doing.today.year:
            raise forms.ValidationError(str(YEAR.format(first=FIRST_YEAR, last=self.doing.today.year)))
        if not closed_of(self, year):
            raise forms.ValidationError(str(NOTHING.format(year=year)))
        return year


class LinesForm(PayloadForm):
    """For every line of the filing, and every other matter that waits, its period (`keep-<id>`), or that it is left
    out."""

    def prepare(self) -> None:
        """One choice a matter."""
        if self.doing is None or self.doing.subject is None:
            return
        filing: Filing = self.doing.subject.filing
        held = queries.lines(filing)
        periods = [(key, said) for key, said in PERIODS.items()] + [(LEFT_OUT, T("不归入本批", "Left out"))]
        for case, on, chosen in self.choices(filing, held):
            said = Text(f"{case.number} {case.title}（{on} 办结）", f"{case.number} {case.title} (ended {on})")
            self.fields[f"{KEEP}{case.pk}"] = forms.ChoiceField(
                label=T(said.zh, said.en), choices=periods, initial=chosen
            )

    def choices(self, filing: Filing, held: list[FiledMatter]) -> Iterator[tuple[Case, Any, str]]:
        """What can be chosen of: the lines as they stand, then what else waits."""
        for each in held:
            yield each.case, each.closed_on, each.retention
        for more in closed_of(self, filing.year):
            yield more.case, more.on, LEFT_OUT

    def clean(self) -> dict[str, Any]:
        """The lines that stay: {case id: period}. Not none, not too many."""
        super().clean()
        kept = {
            name.removeprefix(KEEP): period
            for name, period in self.cleaned_data.items()
            if name.startswith(KEEP) and period != LEFT_OUT
        }
        if not self.errors and not kept:
            raise forms.ValidationError(str(NONE_LEFT))
        if len(kept) > queries.MOST:
            raise forms.ValidationError(str(TOO_MANY.format(most=queries.MOST)))
        return {"lines": kept}


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=500, rows=3)


class HandOverForm(PayloadForm):
    """`receiver`, `received_by`, `received_on`, `proof`, `file`: who took the package over."""

    receiver = line(T("接收单位", "Received by"), limit=80, help_text=T("档案馆或本单位档案室。", "The archive."))
    received_by = line(T("接收人", "Person"), limit=40)
    received_on = day(T("交接日期", "Day"))
    proof = line(T("交接文据编号", "Number of the receipt"), limit=80)
    file = EvidenceField(label=T("交接文据扫描件", "Scan of the receipt"), required=False)

    def clean_received_on(self) -> Any:
        """Not a day to come."""
        found = self.cleaned_data["received_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(str(FUTURE))
        return found
