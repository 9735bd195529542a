"""What is entered for the plan of supervision and its checks."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.supervision.appraisal import measures
from jiqun.supervision.appraisal.plan.acts import METHODS, plan_of
from jiqun.supervision.models import PlannedCheck, SupervisionPlan
from jiqun.supervision.tracking.forms import ReasonForm
from jiqun.web.fields import REQUIRED, T, text

Method = SupervisionPlan.Method


class DrawUpForm(PayloadForm):
    """`year`, `focus`, `method` and, unless all are checked, how many: `wanted`."""

    year = forms.IntegerField(
        label=T("年度", "Year"),
        error_messages={
            "required": REQUIRED,
            "invalid": T("年度请填写四位数字，如 2025。", "Write the year with four digits, like 2025."),
        },
    )
    focus = text(
        T("检查重点", "What is looked at"),
        limit=2000,
        rows=4,
        help_text=T(
            "如：规划目标执行、年度数据真实性、重大变动报备、上年整改落实。",
            "Such as: goals, truth of the year's figures, changes filed, last year's measures.",
        ),
    )
    method = forms.ChoiceField(
        label=T("选取方式", "How they are chosen"),
        choices=list(METHODS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择选取方式。", "Choose how."), "invalid_choice": REQUIRED},
    )
    wanted = forms.IntegerField(
        label=T("检查集群数（个）", "How many clusters"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=T("全部检查的不填。", "Left blank where all are checked."),
        error_messages={
            "min_value": T("至少 1 个。", "One at least."),
            "max_value": T("不超过 1000 个。", "A thousand at most."),
            "invalid": T("请填写整数。", "Give a whole number."),
        },
    )

    def prepare(self) -> None:
        """This year."""
        if self.doing is not None:
            self.fields["year"].initial = self.doing.now.astimezone(ZONE).year

    def clean_year(self) -> int:
        """This year or the next, without another plan. Raises `ValidationError`."""
        year: int = self.cleaned_data["year"]
        if self.doing is not None:
            now = self.doing.now.astimezone(ZONE).year
            if year not in (now, now + 1):
                said = T(f"只能拟订{now}年或{now + 1}年的计划。", f"A plan is for {now} or {now + 1}.")
                raise forms.ValidationError(said)
        if there := SupervisionPlan.objects.filter(year=year, live=True).select_related("case").first():
            number = there.case.number
            said = T(f"{year}年已有监督检查计划（{number}）。", f"There is a plan of {year} ({number}).")
            raise forms.ValidationError(said)
        return year

    def clean(self) -> dict[str, Any]:
        """How many, unless all."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("method") in (Method.LOT, Method.RISK) and "wanted" in data and data["wanted"] is None:
            self.add_error("wanted", T("请填写检查集群数。", "Say how many."))
        return data


class AdoptForm(PayloadForm):
    """What the approver signs: with a plan by risk, which clusters, and why where that departs from the order."""

    picked = forms.MultipleChoiceField(
        label=T("检查的集群", "Clusters to check"),
        widget=forms.CheckboxSelectMultiple,
        help_text=T("按风险点从高到低列出，风险点不是结论。", "In the order of risk points, which are no conclusion."),
        error_messages={
            "required": T("请至少选择 1 个集群。", "Pick one at least."),
            "invalid_choice": T("所选集群不在候选中。", "It is no candidate of the plan."),
        },
    )
    reason = text(T("与风险排序不同的理由", "Why it departs from the order of risk"), rows=3, required=False)

    def prepare(self) -> None:
        """Picking is for plans by risk only; elsewhere everything is settled."""
        self.rows: list[PlannedCheck] = []
        if self.doing is None or self.doing.subject is None:
            return
        plan = plan_of(self.doing.subject)
        if plan.method != Method.RISK:
            del self.fields["picked"], self.fields["reason"]
            return
        self.rows = list(plan.checks.select_related("cluster").order_by("position"))
        choices: Any = self.fields["picked"]
        choices.choices = [
            (str(each.pk), Text(f"{each.cluster.name}（{each.total}）", f"{each.cluster.name} ({each.total})"))
            for each in self.rows
        ]
        choices.initial = [str(each.pk) for each in self.rows[: plan.wanted]]

    def clean(self) -> dict[str, Any]:
        """A departure from the order carries its reason. Raises nothing."""
        data: dict[str, Any] = self.cleaned_data
        picked = set(data.get("picked") or ())
        if picked and not data.get("reason"):
            least = min(each.total for each in self.rows if str(each.pk) in picked)
            over = [each.cluster.name for each in self.rows if str(each.pk) not in picked and each.total > least]
            if over:
                named = "、".join(over)
                self.add_error(
                    "reason",
                    T(f"风险更高的{named}没有选取，请写明理由。", f"{named} of more risk are left out: say why."),
                )
        return data


class ConcludeForm(PayloadForm):
    """What came of a check: `conclusion`, and what was found: `found` (lines)."""

    conclusion = text(T("检查结论", "Conclusion"), limit=2000, rows=4)
    found = measures.field(
        T("发现的问题", "What was found"),
        "签批后列入问题整改；没有问题的不填。",
        "They join the problems once signed; blank for none.",
    )

    def clean_found(self) -> str:
        """Every line whole. Raises `ValidationError`."""
        return measures.checked(self, self.cleaned_data["found"])


__all__ = ["AdoptForm", "ConcludeForm", "DrawUpForm", "ReasonForm"]
