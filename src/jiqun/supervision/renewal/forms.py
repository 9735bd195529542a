"""What the acts on a renewal ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from jiqun.bilingual import Text, language
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence import attachments
from jiqun.evidence.fields import EvidenceField
from jiqun.law import Norm
from jiqun.supervision.models import GoalResult, Renewal
from jiqun.supervision.renewal import covering, goals, judging, resting
from jiqun.supervision.renewal.filing import came_too_late, overdue, renewal_of
from jiqun.web.fields import T, text
from jiqun.web.verdicts import VERDICTS

CONCLUDE = T("请逐项作出结论。", "Conclude on each.")
DIFFERS = T("与系统测算不同，请写明理由。", "It differs from what was computed: say why.")
DECIDED = ("met", "not_met", "not_applicable")


class BeginForm(PayloadForm):
    """Which covered cluster of one's own."""

    covered = forms.ChoiceField(
        label=T("集群和复核批次", "Cluster and round"),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T(
                "该集群不在已开展的复核批次范围内，或已提出申请；复核由省级发出通知后按批次申请。",
                "No round under way covers it, or it was applied for; renewals follow the province's call.",
            ),
        },
    )

    def prepare(self) -> None:
        """What the county may apply for now."""
        if self.doing is None or self.doing.by.authority is None:
            return
        rows = covering.open_to(self.doing.by.authority)
        self.fields["covered"].choices = [  # type: ignore[attr-defined]
            (row.key, Text(f"{row.recognition.cluster.name}（{row.round.case.title}）",
                               f"{row.recognition.cluster.name} ({row.round.case.number})"))
            for row in rows
        ]  # fmt: skip
        if not rows:
            self.fields["covered"].help_text = T(
                "目前没有本单位可以申请的集群：须在已发出通知的复核批次范围内，且尚未申请。",
                "Nothing to apply for: a cluster has to be covered by a called round and not applied for yet.",
            )
        wanted = str(self.initial.get("covered") or "")
        if not wanted and len(rows) == 1:
            self.initial["covered"] = rows[0].key


class ProofForm(PayloadForm):
    """A file that proves the result of a goal."""

    goal = forms.ChoiceField(
        label=T("证明哪一项目标", "The goal it proves"),
        error_messages={"required": T("请选择目标。", "Choose the goal.")},
    )
    file = EvidenceField(label=T("证明材料", "Proof"))

    def prepare(self) -> None:
        """The goals of the term."""
        if self.doing is None or self.doing.subject is None:
            return
        held = goals.held(renewal_of(self.doing.subject).recognition)
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            (f"{goals.PROOF}{each.goal.number}", each.name) for each in held
        ]


class RemoveForm(PayloadForm):
    """Which file is taken away."""

    proof = forms.ChoiceField(
        label=T("证明材料", "Proof"), error_messages={"required": T("请选择材料。", "Choose the file.")}
    )

    def prepare(self) -> None:
        """The files that prove goals."""
        if self.doing is not None and self.doing.subject is not None:
            files = attachments.files(self.doing.subject)
            self.fields["proof"].choices = [  # type: ignore[attr-defined]
                (str(file.id), file.name) for file in files if file.requirement.startswith(goals.PROOF)
            ]


class HandInForm(PayloadForm):
    """Why it comes after the counties' date, when it does."""

    late = text(T("逾期原因", "Why it comes late"), limit=1000, rows=3, required=False)

    def prepare(self) -> None:
        """Asked once the date has passed."""
        if self.doing is None or self.doing.subject is None:
            return
        renewal = renewal_of(self.doing.subject)
        self.over = overdue(renewal, self.doing.now)
        if self.over:
            said = came_too_late(renewal)
            self.fields["late"].required = True
            self.fields["late"].error_messages["required"] = said  # type: ignore[assignment]
        else:
            self.fields["late"].widget = forms.HiddenInput()


class ReasonForm(PayloadForm):
    """Why."""

    reason = text(T("理由", "Reason"), limit=1000, rows=3)


class ReturnForm(PayloadForm):
    """What is to be mended."""

    notes = text(T("需补正的内容", "What is to be mended"), rows=5, help_text=T("一次性列明。", "Everything at once."))


class ScreenForm(PayloadForm):
    """A remark on the material, where there is one."""

    remark = text(T("审查意见（可不填）", "Remark (optional)"), limit=2000, rows=3, required=False)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal in a form: the line handed in, the proposal beside, what the prefecture said, the two fields."""

    line: GoalResult
    proposal: Text | None
    opinion: Text | None
    result: forms.BoundField
    reason: forms.BoundField


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition in a form: its norm, the computed finding as plain values, the two fields."""

    norm: Norm
    finding: dict[str, Any] | None
    verdict: forms.BoundField
    reason: forms.BoundField


class GoalsForm(PayloadForm):
    """A result of each goal, `result_<number>` and `reason_<number>`; who departs from the proposal says why.

    Cleaned, `goals` holds {number: {"result", "reason"}}.
    """

    who = "result"

    def prepare(self) -> None:
        """Two fields a goal, beginning with what stands, else with the proposal left open."""
        self.lines: list[GoalResult] = []
        if self.doing is None or self.doing.subject is None:
            return
        rows = GoalResult.objects.filter(renewal=self.doing.subject.pk).select_related("goal")
        self.lines = list(rows)
        choices = [("", T("未作结论", "none yet")), *((key, title) for key, title in goals.RESULTS.items())]
        for row in self.lines:
            name = row.goal.indicator
            self.fields[f"result_{row.goal.number}"] = forms.ChoiceField(
                label=T(f"“{name}”：考核结论", f"“{name}”: result"),
                choices=choices,
                initial=getattr(row, self.who),
                error_messages={"required": CONCLUDE},
            )
            self.fields[f"reason_{row.goal.number}"] = text(
                T(f"“{name}”：理由", f"“{name}”: reason"),
                limit=500,
                rows=1,
                required=False,
                initial=getattr(row, f"{self.who}_reason"),
            )

    def clean(self) -> dict[str, Any]:
        """Who departs from the proposal, or concludes without one, says why."""
        data: dict[str, Any] = super().clean() or {}
        said = {}
        for row in self.lines:
            result, reason = data.get(f"result_{row.goal.number}", ""), data.get(f"reason_{row.goal.number}", "")
            said[str(row.goal.number)] = {"result": result, "reason": reason}
            if result and result != row.computed and not reason:
                self.add_error(f"reason_{row.goal.number}", DIFFERS)
        data["goals"] = said
        return data

    @property
    def goal_rows(self) -> Iterable[GoalRow]:
        """The table of goals."""
        for row in self.lines:
            yield GoalRow(
                row,
                goals.RESULTS.get(row.computed),
                goals.RESULTS.get(row.opinion) if self.who == "result" else None,
                self[f"result_{row.goal.number}"],
                self[f"reason_{row.goal.number}"],
            )


class OpinionForm(GoalsForm):
    """The prefecture's conclusion on each condition (`verdict_<norm>`, `why_<norm>`) and goal, and its opinion.

    Cleaned, `conditions` holds {norm: {"verdict", "computed", "reason"}}.
    """

    who = "opinion"
    agrees = forms.ChoiceField(
        label=T("是否同意通过复核", "In favour of the renewal"),
        choices=(("yes", T("同意", "In favour")), ("no", T("不同意", "Against"))),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择是否同意。", "Say whether you are in favour.")},
    )
    opinion = text(T("市级审核意见", "The prefecture's opinion"), rows=6)

    def prepare(self) -> None:
        """Two fields a condition beside those of the goals."""
        super().prepare()
        self.norms: list[Norm] = []
        self.found: dict[str, dict[str, Any]] = {}
        if self.doing is None or self.doing.subject is None:
            return
        renewal: Renewal = renewal_of(self.doing.subject)
        self.norms = resting.norms(renewal.round)
        self.found = findings_by_norm(renewal)
        choices = [("", T("未作结论", "none yet")), *((key, VERDICTS[key].title) for key in DECIDED)]
        standing = renewal.conditions
        for norm in self.norms:
            before = standing.get(norm.id, {})
            self.fields[f"verdict_{norm.id}"] = forms.ChoiceField(
                label=T(f"{norm.title.zh}：结论", f"{norm.title.en}: conclusion"),
                choices=choices,
                initial=before.get("verdict", ""),
                error_messages={"required": CONCLUDE},
            )
            self.fields[f"why_{norm.id}"] = text(
                T(f"{norm.title.zh}：理由", f"{norm.title.en}: reason"),
                limit=500,
                rows=1,
                required=False,
                initial=before.get("reason", ""),
            )

    def clean(self) -> dict[str, Any]:
        """Who departs from a computed verdict says why."""
        data = super().clean()
        said = {}
        for norm in self.norms:
            verdict, reason = data.get(f"verdict_{norm.id}", ""), data.get(f"why_{norm.id}", "")
            computed = self.found.get(norm.id, {}).get("verdict", "")
            if verdict and computed in DECIDED and verdict != computed and not reason:
                self.add_error(f"why_{norm.id}", DIFFERS)
            said[norm.id] = {"verdict": verdict, "computed": computed, "reason": reason}
        data["conditions"] = said
        return data

    @property
    def condition_rows(self) -> Iterable[ConditionRow]:
        """The table of conditions."""
        for norm in self.norms:
            verdict, reason = self[f"verdict_{norm.id}"], self[f"why_{norm.id}"]
            yield ConditionRow(norm, self.found.get(norm.id), verdict, reason)


def findings_by_norm(renewal: Renewal) -> dict[str, dict[str, Any]]:
    """The findings of the last hand-in by norm, in the language in force; empty without a roster."""
    kept = renewal.findings.get(language()) or {}
    return {found["id"]: found for found in kept.get("findings", ())}


class JudgeForm(GoalsForm):
    """The province's table of goals, and what experts said where they were asked."""

    experts = text(
        T("专家意见（组织专家的填写）", "Experts' opinion, where they were asked"),
        limit=4000,
        rows=4,
        required=False,
        help_text=T("写明专家、日期和意见要点。", "Who, when, and what they found."),
    )

    def prepare(self) -> None:
        """With what was said before."""
        super().prepare()
        if self.doing is not None and self.doing.subject is not None and not self.is_bound:
            self.initial.setdefault("experts", renewal_of(self.doing.subject).experts)


class ProposeForm(PayloadForm):
    """What the province proposes, and why."""

    outcome = forms.ChoiceField(
        label=T("拟处理", "Proposal"),
        choices=tuple(judging.OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择拟通过或拟不予通过。", "Choose what is proposed.")},
    )
    reasons = text(
        T("理由", "Reasons"),
        rows=6,
        help_text=T(
            "结合认定条件、规划目标完成情况和市级意见写明。拟不予通过的，须先告知并听取陈述申辩。",
            "By conditions, goals and the prefecture's opinion. Who is not to pass is heard first.",
        ),
    )
