"""What is entered for problems and leads."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.register.levels import ABOVE
from jiqun.register.models import Cluster
from jiqun.supervision.models import Problem
from jiqun.supervision.tracking.problems import LATER
from jiqun.web.fields import T, day, line, text

"""A prefecture's own recognition is under its own measure, and is followed in the cultivation library."""


class ClusterField(forms.ModelChoiceField):
    """A cluster of the territory; its key is what the act is told."""

    def clean(self, value: Any) -> str:
        """The key as text. Raises `ValidationError` for a cluster that is not seen."""
        return str(super().clean(value).pk)


class RemedyForm(PayloadForm):
    """How a problem is to be solved: `remedy`, `owner`, `due_on`."""

    remedy = text(T("改进措施", "Remedy"), limit=2000, rows=3)
    owner = line(T("责任单位", "Unit responsible"))
    due_on = day(T("整改期限", "To be solved by"))


class NoteForm(RemedyForm):
    """A problem an office found: `cluster`, `text`, and its remedy."""

    cluster = ClusterField(
        label=T("集群", "Cluster"),
        queryset=Cluster.objects.none(),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T("没有这个集群，或不在您的辖区。", "No such cluster, or not in your territory."),
        },
    )
    text = text(T("存在问题", "Problem"), limit=2000, rows=3)
    field_order = ("cluster", "text", "remedy", "owner", "due_on")

    def prepare(self) -> None:
        """Recognised clusters of the territory."""
        if self.doing is not None:
            seen = Cluster.objects.visible_to(self.doing.by).filter(recognitions__level__in=ABOVE).distinct()
            field: Any = self.fields["cluster"]
            field.queryset = seen.order_by("path", "name")

    def clean_due_on(self) -> date:
        """A date to come."""
        return not_before_today(self, self.cleaned_data["due_on"])


class PlanForm(RemedyForm):
    """The remedy anew; putting the date off needs its `reason`."""

    reason = text(
        T("调整理由", "Reason"),
        limit=1000,
        rows=2,
        required=False,
        help_text=T("推迟期限的必须写明。", "Required where the date is put off."),
    )

    def prepare(self) -> None:
        """Begins with what stands."""
        problem = problem_of(self)
        if problem is not None:
            for name in ("remedy", "owner", "due_on"):
                self.initial.setdefault(name, getattr(problem, name))

    def clean(self) -> dict[str, Any]:
        """No date is put off without a word."""
        data: dict[str, Any] = self.cleaned_data
        problem = problem_of(self)
        due = data.get("due_on")
        if problem is not None and problem.due_on and due and due > problem.due_on and not data.get("reason"):
            self.add_error("reason", str(LATER))
        return data


class CloseForm(PayloadForm):
    """How it was solved: `outcome`, `closed_on`, and its proof: `file`."""

    outcome = text(T("整改结果", "Outcome"), limit=2000, rows=4)
    closed_on = day(T("完成日期", "Solved on"))
    file = EvidenceField(
        label=T("整改佐证材料", "Proof"),
        error_messages={"required": T("请上传整改佐证材料。", "Upload what proves it.")},
    )

    def clean_closed_on(self) -> date:
        """Not a day to come."""
        found: date = self.cleaned_data["closed_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(T("完成日期不能晚于今天。", "That day is still to come."))
        return found


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=2000, rows=4)


class FollowForm(PayloadForm):
    """What is done about a lead: `reason`."""

    reason = text(
        T("核查安排和处理情况", "What is done about it"),
        limit=2000,
        rows=4,
        help_text=T(
            "如：已要求所在市核实并于某日前反馈；已列入现场核查。", "Such as: the prefecture was asked to look into it."
        ),
    )


def problem_of(form: PayloadForm) -> Problem | None:
    """The problem an act is about."""
    subject = None if form.doing is None else form.doing.subject
    return subject if isinstance(subject, Problem) else None


def not_before_today(form: PayloadForm, found: date) -> date:
    """The day itself. Raises `ValidationError` for one that has passed."""
    if form.doing is not None and found < form.doing.today:
        raise forms.ValidationError(T("整改期限不能早于今天。", "That day has passed."))
    return found


__all__ = ["CloseForm", "FollowForm", "NoteForm", "PlanForm", "ReasonForm"]
