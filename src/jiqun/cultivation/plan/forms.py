"""What is entered beside a plan's own tables: its cluster and period, reasons, notes of progress, results."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.models import PlanRevision, PlanTask
from jiqun.cultivation.plan.acts import content_of
from jiqun.cultivation.plan.checking import asked_about
from jiqun.cultivation.plan.content import YEARS, from_plain
from jiqun.cultivation.plan.filling import plan_of
from jiqun.cultivation.plan.progress import STATUSES, Status
from jiqun.cultivation.plan.reading import fen
from jiqun.evidence.fields import EvidenceField
from jiqun.forms.fields import decimal_text
from jiqun.register.models import Cluster
from jiqun.web.fields import T, day, line, text

FUTURE = T("日期不能晚于今天。", "That day is still to come.")


class BeginForm(PayloadForm):
    """A new plan: `cluster`, `first_year`."""

    cluster = forms.ModelChoiceField(
        label=T("集群", "Cluster"),
        queryset=Cluster.objects.none(),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T("请选择本单位的集群。", "Choose a cluster of your own."),
        },
    )
    first_year = forms.TypedChoiceField(
        label=T("规划期", "Period"),
        coerce=int,
        error_messages={"required": T("请选择规划期。", "Choose the period.")},
    )

    def prepare(self) -> None:
        """The county's own clusters; periods that began last year or begin within two."""
        if self.doing is not None:
            cluster: Any = self.fields["cluster"]
            cluster.queryset = Cluster.objects.filter(authority=self.doing.clerk.authority_id).order_by("name")
            this_year = self.doing.now.astimezone(ZONE).year
            first: Any = self.fields["first_year"]
            first.choices = [
                (year, T(f"{year}–{year + YEARS - 1} 年", f"{year} to {year + YEARS - 1}"))
                for year in range(this_year - 1, this_year + 3)
            ]
            self.initial.setdefault("first_year", this_year + 1)

    def clean_cluster(self) -> str:
        """Its key as text."""
        return str(self.cleaned_data["cluster"].pk)


class AdoptForm(PayloadForm):
    """Adopting: `reason` of an amendment; where sums are far off the others, that their unit was looked at."""

    reason = text(T("修订说明", "What was amended, and why"), limit=2000, rows=3, required=False)
    units = forms.BooleanField(
        label=T("已核对上述资金，单位确为万元", "The unit was looked at: it is 10,000 yuan"),
        error_messages={"required": T("请核对资金单位后勾选。", "Look at the unit, then tick.")},
    )
    warning: Text | None = None

    def prepare(self) -> None:
        """Asks only what there is to ask."""
        if self.doing is None or self.doing.subject is None:
            return
        self.warning = asked_about(content_of(self.doing.subject))
        if self.warning is None:
            del self.fields["units"]
        else:
            self.fields["units"].help_text = str(self.warning)
        if plan_of(self.doing.subject).revision:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """The reason, blank for the first revision."""
        return {"reason": "", **self.cleaned_data}


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=2000, rows=3)


class OpinionForm(PayloadForm):
    """`opinion`."""

    opinion = text(T("意见", "Opinion"), limit=4000, rows=5)


class NoteForm(PayloadForm):
    """Progress of a measure: `task`, `on`, `status`, `until`, `text`, `spent` so far, `file`."""

    task = forms.ChoiceField(
        label=T("措施", "Measure"),
        error_messages={
            "required": T("请选择措施。", "Choose the measure."),
            "invalid_choice": T("请选择本方案的措施。", "Choose a measure of this plan."),
        },
    )
    on = day(T("日期", "Day"))
    status = forms.ChoiceField(
        label=T("状态", "Status"), choices=[(each.value, title) for each, title in STATUSES.items()]
    )
    until = day(
        T("延期至", "Put off to"), required=False, help_text=T("状态为延期的必填。", "Required where it is put off.")
    )
    text = text(T("进展", "Progress"), limit=2000, rows=4)
    spent = line(
        T("累计投入（万元）", "Spent so far (10,000 yuan)"),
        limit=30,
        required=False,
        help_text=T("不填则保留原数。", "Left blank, the sum stays."),
    )
    file = EvidenceField(label=T("佐证材料", "Proof"), required=False)

    def prepare(self) -> None:
        """The measures that are followed."""
        if self.doing is not None and self.doing.subject is not None:
            rows = PlanTask.objects.filter(plan=self.doing.subject.pk, ended=False)
            task: Any = self.fields["task"]
            task.choices = [(str(row.pk), f"{row.topic} {row.title}（{row.owner}）") for row in rows]

    def clean_on(self) -> Any:
        """Not a day to come."""
        found = self.cleaned_data["on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(FUTURE)
        return found

    def clean_spent(self) -> int | None:
        """The sum in 分; a payload that was cleaned before gives it so already."""
        wrong: list[Text] = []
        found = fen(self.cleaned_data["spent"] or "", wrong)
        if wrong:
            raise forms.ValidationError([str(each) for each in wrong])
        return found

    def clean(self) -> dict[str, Any]:
        """Put off means until when; a day without being put off means nothing."""
        data: dict[str, Any] = self.cleaned_data
        put_off = data.get("status") == Status.EXTENDED.value
        until, task = data.get("until"), data.get("task")
        row = PlanTask.objects.filter(pk=task).first() if task else None
        if put_off and "until" in data and until is None:
            self.add_error("until", str(Text("请填写延期至哪一天。", "Say until when.")))
        elif put_off and until and row and until <= row.end:
            self.add_error("until", str(Text(f"须晚于原定完成时间 {row.end}。", f"It must be after {row.end}.")))
        elif not put_off:
            data["until"] = None
        return data


class ResultForm(PayloadForm):
    """A goal's result: `goal`, `year`, `value`, `source`."""

    goal = forms.ChoiceField(
        label=T("目标", "Goal"), error_messages={"required": T("请选择目标。", "Choose the goal.")}
    )
    year = forms.TypedChoiceField(label=T("年度", "Year"), coerce=int)
    value = line(T("实际值", "Result"), limit=30, help_text=T("只填数，单位同目标。", "In the goal's unit."))
    source = line(T("数据来源", "Source"), limit=200)

    def prepare(self) -> None:
        """The goals of the revision in force, and its years up to this one."""
        if self.doing is None or self.doing.subject is None:
            return
        plan = plan_of(self.doing.subject)
        kept = PlanRevision.objects.filter(plan=plan, number=plan.revision).first()
        goals = from_plain(kept.content).goals if kept else ()
        goal: Any = self.fields["goal"]
        goal.choices = [(each.indicator, f"{each.indicator}（{each.unit}）") for each in goals]
        this_year = self.doing.now.astimezone(ZONE).year
        year: Any = self.fields["year"]
        year.choices = [
            (each, str(each)) for each in range(plan.first_year, plan.first_year + YEARS) if each <= this_year
        ]

    def clean_value(self) -> str:
        """A decimal as text."""
        return decimal_text(self.cleaned_data["value"])
