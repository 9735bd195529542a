"""Filing a boundary: what is entered, who may, and what becomes of it (Articles 13(二), 14(一))."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max

from jiqun.bilingual import Text
from jiqun.boundaries import queries
from jiqun.boundaries.models import Boundary
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.evidence.models import StoredFile
from jiqun.geography.geojson import written
from jiqun.geography.systems import CGCS2000, SYSTEMS
from jiqun.journal.canonical import digests
from jiqun.register.models import Cluster
from jiqun.web.fields import T

if TYPE_CHECKING:
    from jiqun.geography.reading import Outline

LONGEST = 2_000_000
NOT_OWN = Text("空间范围由集群所在地的县级经办报备。", "The boundary is filed by the officer of the cluster's county.")
NO_OUTLINE = Text(
    "请先上传范围文件、在图上绘制，或逐行填写坐标。", "Upload a file, draw it, or type coordinates first."
)
TOO_LONG = Text("坐标文字过长，请简化范围线。", "There are too many coordinates; simplify the line.")


def outline_from(text: str, system: str) -> Outline:
    """The outline a text says: GeoJSON, or a point a line."""
    from jiqun.geography import reading

    if text.lstrip().startswith("{"):
        return reading.read(text.encode(), "text.geojson", system)
    return reading.typed(text, system)


class BoundaryForm(PayloadForm):
    """A boundary as text (a point a line, or GeoJSON), its system, the file it came from, and a note."""

    cluster = forms.UUIDField(widget=forms.HiddenInput)
    system = forms.ChoiceField(
        label=T("坐标系", "System of the coordinates"), choices=list(SYSTEMS.items()), initial=CGCS2000
    )
    outline = forms.CharField(
        label=T("范围坐标", "Coordinates"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=T(
            "每行一个点：经度, 纬度；空行之后是另一个面。也可粘贴 GeoJSON。在图上绘制会自动填入。",
            "One point a line: longitude, latitude; a blank line begins another polygon. GeoJSON may be pasted; "
            "drawing fills it in.",
        ),
        error_messages={"required": NO_OUTLINE, "max_length": TOO_LONG},  # type: ignore[dict-item]
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    source_name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    note = forms.CharField(
        label=T("说明", "Note"),
        required=False,
        max_length=500,
        help_text=T("如：由县自然资源局提供", "Such as: given by the county's land office"),
    )

    def clean_outline(self) -> str:
        """The text, once it reads as an outline; every fault at once."""
        text: str = self.cleaned_data["outline"]
        outline = outline_from(text, self.cleaned_data.get("system", CGCS2000))
        if outline.faults:
            raise ValidationError([ValidationError(str(fault)) for fault in outline.faults])
        return text

    def clean_source(self) -> str:
        """The digest of a file that was read for this page; anything else is dropped."""
        sha256: str = self.cleaned_data["source"]
        return sha256 if sha256 and StoredFile.objects.filter(pk=sha256).exists() else ""


def own_cluster(doing: Doing) -> None:
    """Only the county of the cluster files its boundary. Raises `Refusal`."""
    key = doing.payload.get("cluster")
    if not key:
        return
    by: Any = doing.by
    if not Cluster.objects.filter(pk=key, authority=by.authority_id).exists():
        raise Refusal(NOT_OWN, clause="A14.1")


def file_boundary(doing: Doing) -> None:
    """The next revision, measured as it is filed; what people have to look at stands beside it and blocks nothing."""
    from shapely.geometry import mapping

    by: Any = doing.by
    payload = doing.payload
    cluster = Cluster.objects.select_related("authority").get(pk=payload["cluster"])
    shape = outline_from(payload["outline"], payload["system"]).shape
    assert shape is not None  # the form has refused it otherwise
    found = queries.measured(cluster, shape, payload["system"])
    plain = written([[list(map(tuple, ring)) for ring in part] for part in mapping(shape)["coordinates"]])
    last = Boundary.objects.filter(cluster=cluster).aggregate(last=Max("number"))["last"] or 0
    doing.subject = Boundary.objects.create(
        id=doing.new_id(),
        cluster=cluster,
        number=last + 1,
        shape=plain,
        sha256=digests(json.dumps(plain).encode()).sha256,
        area_m2=found.area_m2,
        outside_m2=found.outside_m2,
        overlaps=[{"cluster": str(each.cluster), "name": each.name, "m2": each.m2} for each in found.overlaps],
        system=payload["system"],
        file_id=payload["source"] or None,
        file_name=payload["source_name"] if payload["source"] else "",
        note=payload["note"],
        by=by,
        at=doing.now,
    )
    doing.told |= {"sha256": doing.subject.sha256, "area_m2": found.area_m2}
    doing.note = Text(
        f"第 {last + 1} 版，{queries.km2(found.area_m2)} 平方公里",
        f"Revision {last + 1}, {queries.km2(found.area_m2)} km²",
    )
