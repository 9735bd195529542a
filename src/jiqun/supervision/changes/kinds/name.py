"""A change of the cluster's name (集群名称)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.register.models import Cluster
from jiqun.supervision.changes.kinds.kind import SAME, Kind, Shown, plain
from jiqun.supervision.models import ChangeFiling
from jiqun.web.fields import T, line

TAKEN = Text(
    "本地已有名为“{name}”的集群，请另拟名称。", "There is a cluster called “{name}” here; choose another name."
)


class Name(Kind):
    """The name lists and certificates carry from then on; papers of before keep the old one."""

    slug = "name"
    title = Text("集群名称", "Name")
    hint = Text(
        "已印发的文件和名单保留原名称；备案后新出的文书使用新名称。",
        "What was issued keeps the old name; new papers carry the new.",
    )

    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """The name of the register."""
        return {"name": cluster.name}

    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """The new one."""
        return {"new_name": line(T("变更后的名称", "Name now"), limit=80)}

    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """One that no other cluster of the place has."""
        name = "".join(form.cleaned_data.get("new_name", "").split())
        if name and name == before["name"]:
            form.add_error("new_name", str(SAME))
        elif name and taken(cluster, name):
            form.add_error("new_name", str(TAKEN.format(name=name)))
        return {"name": name}

    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        return {"new_name": after["name"]}

    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """The names."""
        return [Shown(self.title, plain(before["name"]), plain(after["name"]))]

    def wrong_now(self, filing: ChangeFiling) -> Text | None:
        """Another cluster may have taken the name meanwhile."""
        if taken(filing.cluster, filing.after["name"]):
            return TAKEN.format(name=filing.after["name"])
        return super().wrong_now(filing)

    def put_on_record(self, doing: Doing, filing: ChangeFiling) -> None:
        """The cluster's name."""
        Cluster.objects.filter(pk=filing.cluster_id).update(name=filing.after["name"])


def taken(cluster: Cluster, name: str) -> bool:
    """Whether another cluster of the same authority has a name; one query."""
    return Cluster.objects.filter(authority=cluster.authority_id, name=name).exclude(pk=cluster.pk).exists()
