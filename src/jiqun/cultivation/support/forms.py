"""What is entered for lines of support: one, many, a correction, why one is withdrawn (Articles 5, 8, 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.models import PlanTask, Policy, SupportLine
from jiqun.cultivation.of_cluster import OfClusterForm
from jiqun.cultivation.support.fields import amiss, far_off, fields_of, roster_codes, strangers
from jiqun.cultivation.support.kinds import kinds
from jiqun.evidence.fields import EvidenceField
from jiqun.ledgers import pasting
from jiqun.register.models import Cluster
from jiqun.web.fields import T, text
from jiqun.web.figures import FEN_PER_WAN, money

AT = Text("第 {line} 行：{said}", "Line {line}: {said}")
SURE = Text(
    "{kind}金额 {amount} 万元，是已登记同类金额的一千倍以上。请核对单位是否误填为元；确无误的，勾选确认。",
    "{kind}: {amount} (10,000 yuan) is a thousand times what else is entered of the kind. Check the unit, then tick.",
)


def task_key(task: PlanTask) -> str:
    """A measure by its plan's number and its own: what the journal keeps."""
    return f"{task.plan.case.number}#{task.number}"


def tasks_of(cluster: Cluster) -> dict[str, PlanTask]:
    """The measures that are followed of the cluster's plans, by their keys; one query."""
    rows = PlanTask.objects.filter(plan__cluster=cluster, plan__dropped=False, ended=False)
    return {task_key(each): each for each in rows.select_related("plan__case").order_by("-plan__first_year", "number")}


def policies_of(doing: Any) -> dict[str, Policy]:
    """The policies that stand, by their keys; one query."""
    rows = Policy.objects.visible_to(doing.by).exclude(state="draft") if doing is not None else ()
    return {str(each.pk): each for each in rows}


class SumsForm(PayloadForm):
    """Sums that are far off the others of their kind are asked about: `sure` says that they were looked at."""

    def add_sure(self) -> None:
        """The tick; a page shows it where there is something to confirm."""
        self.fields["sure"] = forms.BooleanField(
            label=T("已核对金额，单位确为万元", "The amounts were looked at: they are in 10,000 yuan"), required=False
        )

    def doubts(self, given: list[Mapping[str, Any]], but: Any = None) -> list[Text]:
        """What to ask about sums beside those in force of the same kind that the account sees; one query."""
        assert self.doing is not None
        rows = SupportLine.objects.visible_to(self.doing.by).in_force().exclude(pk=but)
        others: dict[str, list[int]] = defaultdict(list)
        for kind, amount in rows.values_list("kind", "amount"):
            if amount is not None:
                others[kind].append(amount)
        return [
            SURE.format(kind=kinds()[each["kind"]].title, amount=money(each["amount"], FEN_PER_WAN, "exact"))
            for each in given
            if each.get("kind") and far_off(each.get("amount"), others[each["kind"]])
        ]


class LineForm(OfClusterForm, SumsForm):
    """One line: `cluster` (id), the fields of `fields_of`, `task` (its key), `file`, `sure`."""

    def lay(self) -> None:
        """Puts the fields in, once the cluster is known."""
        self.fields.update(fields_of())
        self.tasks = tasks_of(self.place) if self.place is not None else {}
        if self.tasks:
            self.fields["task"] = forms.ChoiceField(
                label=T("对应培育方案措施", "Measure of the plan it serves"),
                required=False,
                choices=[("", T("不对应", "None")), *((key, each.title) for key, each in self.tasks.items())],
                error_messages={"invalid_choice": T("没有这条措施。", "There is no such measure.")},
            )
        self.policies = policies_of(self.doing)
        if self.policies:
            self.fields["policy"] = forms.ChoiceField(
                label=T("依据的惠企政策", "Policy it was given under"),
                required=False,
                choices=[("", T("不对应", "None")), *((key, each.title) for key, each in self.policies.items())],
                error_messages={"invalid_choice": T("没有这项政策。", "There is no such policy.")},
            )
        self.fields["file"] = EvidenceField(label=T("依据文件", "Document as a file"), required=False)
        for name in ("amount", "number"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]
        self.add_sure()

    def clean(self) -> dict[str, Any]:
        """What does not hold between the fields, firms outside the roster, a sum that is far off."""
        found: dict[str, Any] = self.cleaned_data
        if self.doing is None or self.place is None:
            return found
        for name, said in amiss(found, today=self.doing.today).items():
            if name not in self.errors:
                self.add_error(name, str(said))
        if found.get("firms") and (said_firms := strangers(found["firms"], roster_codes(self.place))):
            self.add_error("firms", str(said_firms))
        if not found.get("sure"):
            for said in self.doubts([found], getattr(self.doing.subject, "pk", None)):
                self.add_error("sure", str(said))
        return found


class CorrectForm(LineForm):
    """A line as it is to stand, and `reason`; a file that is given replaces the one there."""

    def prepare(self) -> None:
        """What stands, to be changed."""
        del self.fields["cluster"]
        row: SupportLine | None = self.doing.subject if self.doing is not None else None
        if row is None:
            return
        self.place = row.cluster
        if not self.is_bound:
            kept = {name: getattr(row, name) for name in fields_of() if name != "firms"}
            firms = sorted(row.firms.values_list("pk", flat=True))
            self.initial = {**kept, "firms": firms, "task": task_key(row.task) if row.task else "", **self.initial}
            self.initial.setdefault("policy", str(row.policy_id or ""))
        self.lay()
        self.fields["reason"] = text(
            T("更正理由", "Why it is corrected"),
            limit=500,
            rows=2,
            error_messages={"required": T("请写明更正理由。", "Say why it is corrected.")},
        )


class WithdrawForm(PayloadForm):
    """Why a line is withdrawn: `reason`."""

    reason = text(
        T("撤回理由", "Why it is withdrawn"),
        limit=500,
        rows=3,
        error_messages={"required": T("请写明撤回理由。", "Say why it is withdrawn.")},
    )


class PasteForm(SumsForm):
    """Lines pasted from a spreadsheet: `lines`, `sure`; cleaned, `rows` holds the values line by line."""

    lines = text(
        T("粘贴内容（第一行为表头）", "Pasted lines, the header first"), limit=pasting.MOST_CHARACTERS, rows=14
    )

    def prepare(self) -> None:
        """With the tick."""
        self.add_sure()

    def clean(self) -> dict[str, Any]:
        """Reads the lines; every fault at its line and column, at once."""
        found: dict[str, Any] = self.cleaned_data
        if not found.get("lines") or self.doing is None or self.doing.subject is None:
            return found
        today = self.doing.today
        read = pasting.read_columns(fields_of(long=False), found["lines"], lambda each: amiss(each, today=today))
        faults = list(read.faults)
        if any(values.get("firms") for _, values in read.lines):
            known = roster_codes(self.doing.subject)
            told = [(line, strangers(values.get("firms") or (), known)) for line, values in read.lines]
            faults += [AT.format(line=line, said=said) for line, said in told if said is not None]
        for said in faults:
            self.add_error("lines", str(said))
        found["rows"] = [values for _, values in read.lines]
        if not faults and not found.get("sure"):
            for said in self.doubts(found["rows"]):
                self.add_error("sure", str(said))
        return found
