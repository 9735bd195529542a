"""What is entered for the yearly appraisal: the year, points with reasons, grades, measures, objections."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.supervision.appraisal import measures
from jiqun.supervision.appraisal.grading import Scored, proposed, rubric_of, scored
from jiqun.supervision.appraisal.rubric import POINT, shown
from jiqun.supervision.models import Appraisal, Appraised
from jiqun.supervision.tracking.forms import ReasonForm
from jiqun.web.fields import REQUIRED, T, text

FIRST = 2023
DAYS = 10
"""Working days to object in; the product's own proposal, set anew with each drafting."""


class BeginForm(PayloadForm):
    """The year to appraise: `year`."""

    year = forms.IntegerField(
        label=T("考核年度", "Year"),
        min_value=FIRST,
        help_text=T(
            "范围为当年认定有效的全部省级集群；评分标准取最新一版。",
            "It covers every cluster recognised in that year, by the latest rubric.",
        ),
        error_messages={
            "required": REQUIRED,
            "invalid": T("年度请填写四位数字，如 2024。", "Write the year with four digits, like 2024."),
            "min_value": T(
                "年度不早于 2023 年，首批集群在这一年认定。", "No earlier than 2023, when the first were recognised."
            ),
        },
    )

    def prepare(self) -> None:
        """Last year."""
        if self.doing is not None:
            self.fields["year"].initial = self.doing.now.astimezone(ZONE).year - 1

    def clean_year(self) -> int:
        """A year that has ended and is not appraised yet. Raises `ValidationError`."""
        year: int = self.cleaned_data["year"]
        if self.doing is not None and year >= self.doing.now.astimezone(ZONE).year:
            said = Text(
                f"{year}年尚未结束，年度结束后才能考核。", f"{year} has not ended; it is appraised once it has."
            )
            raise forms.ValidationError(str(said))
        there = Appraisal.objects.filter(year=year, live=True).select_related("case").first()
        if there is not None:
            said = Text(f"{year}年度考核已经开展：", f"{year} is being appraised already:")
            link = reverse("supervision:appraisal", args=[there.pk])
            raise forms.ValidationError(format_html('{} <a href="{}">{}</a>', said, link, there.case.number))
        return year


class MarkForm(PayloadForm):
    """For each item a person judges `points_<key>` and `reason_<key>`; both or neither."""

    def prepare(self) -> None:
        """A pair of fields for each such item, with what was given before."""
        self.lines: list[Scored] = []
        sheet = None if self.doing is None else self.doing.subject
        if not isinstance(sheet, Appraised):
            return
        self.lines = [line for line in scored(sheet, rubric_of(sheet)) if line.by_person]
        for line in self.lines:
            item, before = line.item, sheet.marks.get(line.item.key, {})
            most = shown(item.weight)
            given = before.get("points")
            over = T(f"“{item.title.zh}”须在 0 至 {most} 分之间。", f"“{item.title.en}” takes 0 to {most} points.")
            self.fields[f"points_{item.key}"] = forms.DecimalField(
                label=T(f"{item.title.zh}（0–{most} 分）", f"{item.title.en} (0–{most})"),
                required=False,
                min_value=0,
                max_value=Decimal(item.weight) / POINT,
                decimal_places=2,
                initial=None if given is None else shown(given),
                help_text=T(item.help.zh, item.help.en)
                if line.gap is None
                else T(f"由人工评定：{line.gap.zh}", f"Judged by a person: {line.gap.en}"),
                error_messages={
                    "min_value": over,
                    "max_value": over,
                    "invalid": T("请填写分数，如 8 或 8.5。", "Give points, like 8 or 8.5."),
                    "max_decimal_places": T("分数最多两位小数。", "Two decimals at most."),
                    "max_digits": over,
                    "max_whole_digits": over,
                },
            )
            self.fields[f"reason_{item.key}"] = forms.CharField(
                label=T("评分理由", "Reason"),
                required=False,
                max_length=1000,
                initial=before.get("reason", ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Points and reason together; `marks` is what is kept."""
        data: dict[str, Any] = self.cleaned_data
        marks: dict[str, dict[str, Any]] = {}
        for line in self.lines:
            key = line.item.key
            given, reason = data.get(f"points_{key}"), (data.get(f"reason_{key}") or "").strip()
            if given is not None and not reason:
                self.add_error(f"reason_{key}", T("请写明评分理由。", "Say why."))
            elif given is None and reason and f"points_{key}" not in self.errors:
                self.add_error(f"points_{key}", T("请填写分数。", "Give the points."))
            elif given is not None:
                marks[key] = {"points": int(given * POINT), "reason": reason}
        if not marks and not self.errors:
            raise forms.ValidationError(T("请至少为一项评分。", "Mark one item at least."))
        return {"marks": marks}


class ConfirmForm(PayloadForm):
    """The grade a person gives: `grade`, `grade_reason`, `summary`, `measures` (lines)."""

    grade = forms.ChoiceField(
        label=T("考核等次", "Grade"),
        error_messages={"required": REQUIRED, "invalid_choice": T("请从列表中选择。", "Choose from the list.")},
    )
    grade_reason = text(
        T("与建议等次不同的理由", "Why it differs from the proposal"),
        limit=1000,
        rows=2,
        required=False,
        help_text=T("与按总分建议的等次不同的，必须写明。", "Required where it is another than the total proposes."),
    )
    summary = text(
        T("总体评价", "Summary"), limit=2000, rows=3, help_text=T("写入反馈函。", "It stands in the letter.")
    )
    measures = measures.field(
        T("整改事项", "Measures asked"), "反馈函送达后列入问题整改。", "They join the problems once the letter arrived."
    )

    def prepare(self) -> None:
        """The grades, the proposed one chosen."""
        sheet = None if self.doing is None else self.doing.subject
        self.proposed = ""
        if not isinstance(sheet, Appraised):
            return
        rubric, field = rubric_of(sheet), self.fields["grade"]
        found = proposed(sheet, rubric)
        self.proposed = found.name if found else ""
        choices: Any = field
        choices.choices = [(each.name, each.title) for each in rubric.grades]
        field.initial = sheet.grade or self.proposed
        if found is not None:
            field.help_text = T(
                f"总分 {shown(sheet.total)}，建议“{found.title.zh}”；由您确认，系统不作结论。",
                f"The total of {shown(sheet.total)} proposes “{found.title.en}”; you decide.",
            )
        before = {"grade_reason": sheet.grade_reason, "summary": sheet.summary}
        for name, value in before.items():
            self.fields[name].initial = value
        self.fields["measures"].initial = measures.written(sheet.measures)

    def clean_measures(self) -> str:
        """Every line whole. Raises `ValidationError`."""
        return measures.checked(self, self.cleaned_data["measures"])

    def clean(self) -> dict[str, Any]:
        """Another grade than the proposed one has its reason."""
        data: dict[str, Any] = self.cleaned_data
        grade = data.get("grade")
        if grade and self.proposed and grade != self.proposed and not data.get("grade_reason"):
            self.add_error(
                "grade_reason", T("等次与建议不同，请写明理由。", "The grade is another than proposed: say why.")
            )
        return data


class FeedbackForm(PayloadForm):
    """In how many working days a county may object: `objection_days`."""

    objection_days = forms.IntegerField(
        label=T("提出复核意见的期限（工作日）", "Working days to object"),
        min_value=5,
        max_value=30,
        initial=DAYS,
        help_text=T(
            "自反馈函送达县级的次日起算，写入反馈函。",
            "From the day after the letter reached the county; it stands in the letter.",
        ),
        error_messages={
            "required": REQUIRED,
            "min_value": T("不少于 5 个工作日。", "Five working days at least."),
            "max_value": T("不超过 30 个工作日。", "Thirty working days at most."),
        },
    )


class ObjectionForm(PayloadForm):
    """What the county says against its grade: `objection`."""

    objection = text(
        T("复核意见和理由", "What you object to, and why"),
        limit=4000,
        rows=6,
        help_text=T("只能提出一次，请写明涉及的项目和依据。", "Once only: name the items and what you rest on."),
    )


class AnswerForm(PayloadForm):
    """The grade after the objection: `grade`, and the reasons: `answer`."""

    grade = forms.ChoiceField(
        label=T("复核后的等次", "The grade from now on"),
        error_messages={"required": REQUIRED, "invalid_choice": T("请从列表中选择。", "Choose from the list.")},
    )
    answer = text(T("答复理由", "Reasons"), limit=4000, rows=6)

    def prepare(self) -> None:
        """The grades, with the one given."""
        sheet = None if self.doing is None else self.doing.subject
        if isinstance(sheet, Appraised):
            field: Any = self.fields["grade"]
            field.choices = [(each.name, each.title) for each in rubric_of(sheet).grades]
            field.initial = sheet.grade


__all__ = ["AnswerForm", "BeginForm", "ConfirmForm", "FeedbackForm", "MarkForm", "ObjectionForm", "ReasonForm"]
