"""A change of the spatial extent (空间范围): a boundary filed anew, held against the one on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.boundaries.models import Boundary
from jiqun.boundaries.queries import SLIVER, km2
from jiqun.law.citation import citing
from jiqun.register.models import Cluster
from jiqun.supervision.changes import record
from jiqun.supervision.changes.kinds.kind import Kind, Shown, plain
from jiqun.web.fields import T

NONE_NEW = Text(
    "请先在集群档案“空间范围”页上传或绘制新的范围，再来报备。",
    "Upload or draw the new boundary on the cluster's page first, then file the change.",
)
OUTSIDE = citing(
    "第 {n} 版范围有 {km2} 平方公里在本县级区划之外，集群应在一个县级区划内（{A3}），请改正范围后再报备。",
    "{km2} km² of revision {n} lie outside the county, and a cluster lies within one ({A3}); mend it first.",
)


class Extent(Kind):
    """A revision of the boundaries' room. On record is the one a filing named last, else that of the recognition."""

    slug = "extent"
    title = Text("空间范围", "Spatial extent")
    hint = Text(
        "面积、是否越出县域、与同一主导产业集群是否重叠，由系统测算并供审核时参考。",
        "Area, land outside the county and overlaps are computed, for those who review it.",
    )

    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """The boundary on record; blank where none was filed."""
        return told(record.boundary(cluster))

    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """Revisions filed after the one on record."""
        newer = Boundary.objects.filter(cluster=cluster, number__gt=before.get("number") or 0).defer("shape")
        choices = [
            (
                str(row.pk),
                Text(f"第 {row.number} 版，{km2(row.area_m2)} 平方公里", f"{row.number}: {km2(row.area_m2)} km²"),
            )
            for row in newer.order_by("-number")
        ]
        return {
            "boundary": forms.ChoiceField(
                label=T("变更后的空间范围", "Boundary now"),
                choices=[("", T("请选择", "choose")), *choices],
                error_messages={
                    "required": T("请选择变更后的范围。", "Choose the boundary.")
                    if choices
                    else T(NONE_NEW.zh, NONE_NEW.en),
                    "invalid_choice": T("没有这一版范围。", "There is no such revision."),
                },
            )
        }

    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """A revision that lies within the county. One of more than 100 km² is for the reviewers to judge."""
        key = form.cleaned_data.get("boundary")
        if not key:
            return {}
        row = Boundary.objects.defer("shape").get(pk=key)
        if row.outside_m2 is not None and row.outside_m2 > SLIVER:
            form.add_error("boundary", str(OUTSIDE.format(n=row.number, km2=km2(row.outside_m2))))
        return told(row)

    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        return {"boundary": after["boundary"]}

    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """Revision and area."""
        return [
            Shown(Text("空间范围", "Boundary"), version(before), version(after)),
            Shown(Text("占地面积（平方公里）", "Area (km²)"), area(before), area(after)),
        ]


def told(row: Boundary | None) -> dict[str, Any]:
    """A boundary as plain values."""
    if row is None:
        return {}
    return {
        "boundary": str(row.pk),
        "number": row.number,
        "area_m2": row.area_m2,
        "outside_m2": row.outside_m2,
        "sha256": row.sha256,
    }


def version(kept: Mapping[str, Any]) -> str:
    """Which revision, in words."""
    return str(Text("第 {n} 版", "revision {n}").format(n=kept["number"])) if kept else plain(None)


def area(kept: Mapping[str, Any]) -> str:
    """Its area in km²."""
    return km2(kept["area_m2"]) if kept else plain(None)
