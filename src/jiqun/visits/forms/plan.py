"""What is entered for a plan of visits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.visits.acts.plan import METHODS, NOBODY, open_candidates, plan_of, planning_of, refuse_twice
from jiqun.visits.forms.visit import NOT_HERE
from jiqun.visits.kinds import Candidate, kind_of
from jiqun.visits.models import Plan, PlanCandidate
from jiqun.web.fields import T, text

DEPARTS = Text(
    "所选与风险排序不同（排在前面的{names}未选），请填写理由。",
    "The choice departs from the order of risk ({names} come before and are not picked); say why.",
)
NONE_PICKED = Text("请至少选取 1 个集群。", "Pick one at least.")


class DrawUpForm(PayloadForm):
    """A plan: `about` (the round's key), `method`, `wanted`."""

    about = forms.CharField(widget=forms.HiddenInput, error_messages={"required": T(NOT_HERE.zh, NOT_HERE.en)})
    method = forms.ChoiceField(
        label=T("选取方式", "How they are chosen"),
        choices=[(str(name), T(said.zh, said.en.capitalize())) for name, said in METHODS.items()],
        widget=forms.RadioSelect,
        help_text=T(
            "随机抽取的种子记入办理日志，可复算；按风险选取的，在下一步对照风险点选定。",
            "The seed of a drawing goes into the journal; by risk they are picked in the next step.",
        ),
        error_messages={"required": T("请选择选取方式。", "Choose how.")},
    )
    wanted = forms.IntegerField(
        label=T("抽查集群数（个）", "Clusters to visit"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=T("“全部抽查”不需填写。", "Not needed when all are visited."),
    )

    def prepare(self) -> None:
        """Finds the round and its candidates."""
        self.matter: Case | None = None
        self.found: list[Candidate] = []
        if self.doing is None:
            return
        kind = kind_of(self.doing.procedure.name)
        given = str((self.data.get("about") if self.is_bound else self.initial.get("about")) or "")
        visible = Case.objects.visible_to(self.doing.by).filter(procedure_name=planning_of(kind).about)
        try:
            self.matter = visible.filter(pk=given).first() if given else None
        except ValidationError:  # not even an identifier
            self.matter = None
        if self.matter is not None:
            self.found = open_candidates(kind, self.matter, self.doing.by)

    def clean_about(self) -> str:
        """A round this account sees, with something to plan for."""
        if self.matter is None or self.doing is None or self.doing.by.authority is None:
            raise ValidationError(str(NOT_HERE))
        kind = kind_of(self.doing.procedure.name)
        try:
            refuse_twice(kind, self.matter, self.doing.by.authority.code)
        except Refusal as said:
            raise ValidationError(str(said)) from said
        if (refusal := planning_of(kind).refusal(self.matter)) is not None:
            raise ValidationError(str(refusal))
        if not self.found:
            raise ValidationError(str(NOBODY))
        return str(self.matter.pk)

    def clean(self) -> dict[str, Any] | None:
        """How many, unless all or by the officer's picking."""
        entered = super().clean()
        if self.cleaned_data.get("method") == Plan.Method.LOT and "wanted" in self.cleaned_data:
            if self.cleaned_data["wanted"] is None:
                self.add_error("wanted", str(T("请填写抽查集群数。", "Say how many.")))
        elif "wanted" in self.cleaned_data:
            self.cleaned_data["wanted"] = self.cleaned_data["wanted"] or len(self.found) or 1
        return entered


class AdoptForm(PayloadForm):
    """What the approver signs: with a plan by risk, which candidates, and why where that departs from the order."""

    picked = forms.MultipleChoiceField(
        label=T("抽查的集群", "Clusters to visit"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T(NONE_PICKED.zh, NONE_PICKED.en),
            "invalid_choice": T("所选集群不在计划的候选中。", "It is no candidate of the plan."),
        },
    )
    reason = text(T("与风险排序不同的理由", "Why it departs from the order of risk"), rows=3, required=False)

    def prepare(self) -> None:
        """Picking is for plans by risk only; elsewhere everything is settled."""
        self.rows: list[PlanCandidate] = []
        if self.doing is None or self.doing.subject is None:
            return
        plan = plan_of(self.doing)
        if plan.method != Plan.Method.RISK:
            del self.fields["picked"], self.fields["reason"]
            return
        self.rows = list(plan.candidates.order_by("position"))
        field: Any = self.fields["picked"]
        field.choices = [(str(each.matter_id), each.name) for each in self.rows]
        field.initial = [str(each.matter_id) for each in self.rows[: plan.wanted]]

    @property
    def offered(self) -> list[tuple[PlanCandidate, bool]]:
        """The candidates in their order, each with whether it is picked."""
        picked = set(self["picked"].value() or ()) if self.rows else set()
        return [(each, str(each.matter_id) in picked) for each in self.rows]

    def clean(self) -> dict[str, Any] | None:
        """A departure from the order carries its reason."""
        entered = super().clean()
        picked = set(self.cleaned_data.get("picked") or ())
        if picked and not self.cleaned_data.get("reason"):
            least = min(each.total for each in self.rows if str(each.matter_id) in picked)
            over = [each.name for each in self.rows if str(each.matter_id) not in picked and each.total > least]
            if over:
                self.add_error("reason", str(DEPARTS.format(names="、".join(over))))
        return entered
