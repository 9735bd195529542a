"""Filing a cluster under one of the strategic clusters, or under none: an act with its reason (Article 4)."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import Act, PayloadForm, Procedure, State, Who, register
from jiqun.casework.refusals import Refusal
from jiqun.register.models import Cluster
from jiqun.standards import strategic
from jiqun.web.fields import T, text

CLAUSE = "A4"
NONE = Text("不归入", "none of them")
SAME = Text("与现在的归类相同，没有要改的。", "It is filed there already.")


def of(cluster: Cluster) -> strategic.StrategicIndustry | None:
    """The one a cluster is filed under, by key or by the name an older list gave; None for none."""
    return strategic.find(cluster.strategic) or strategic.named(cluster.strategic)


class FilingForm(PayloadForm):
    """`strategic` (a key, blank for none) and `reason`."""

    strategic = forms.ChoiceField(label=T("归入", "File under"), required=False)
    reason = text(
        T("理由", "Reason"),
        limit=300,
        rows=3,
        help_text=T("如：主导产业、产品在产业链中的位置。", "Such as: the lead industry, its place in the chain."),
        error_messages={"required": T("请写明理由。", "Say why.")},
    )

    def prepare(self) -> None:
        """The 25, by kind."""
        field: Any = self.fields["strategic"]
        groups = [
            (title, [(each.key, each.name) for each in strategic.of_kind(kind)])
            for kind, title in strategic.KINDS.items()
        ]
        field.choices = [("", T(NONE.zh, NONE.en)), *groups]
        cluster = getattr(self.doing, "subject", None)
        if isinstance(cluster, Cluster) and not self.is_bound:
            there = of(cluster)
            self.initial = {"strategic": there.key if there else "", **self.initial}


def file_under(doing: Doing) -> None:
    """From now on the cluster counts there. Raises `Refusal` when nothing would change."""
    cluster: Cluster = doing.subject
    before, key = of(cluster), doing.payload["strategic"]
    if (before.key if before else "") == key:
        raise Refusal(SAME, clause=CLAUSE)
    Cluster.objects.filter(pk=cluster.pk).update(strategic=key)
    after = strategic.find(key)
    doing.told["before"] = before.key if before else ""
    was, now = (each.name if each else NONE for each in (before, after))
    reason = doing.payload["reason"]
    doing.note = Text(f"{was.zh} → {now.zh}：{reason}", f"{was.en} → {now.en}: {reason}")


TABLE = register(
    Procedure(
        name="strategic_filing",
        title=Text("战略性产业集群归类", "Strategic filing"),
        model="register.Cluster",
        states=(State("active", Text("在册", "Registered"), 0),),
        acts=(
            Act(
                "file_strategic",
                Text("调整战略性产业集群归类", "File under a strategic cluster"),
                CLAUSE,
                Who(Role.OFFICER),
                source=("active",),
                form=FilingForm,
                effect=file_under,
                task=False,
            ),
        ),
        url="cultivation:chain-cluster",
    )
)
