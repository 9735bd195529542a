"""The boundary of a cluster: seen, drawn or uploaded, measured before it is filed. Never public, never for experts."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.boundaries import queries
from jiqun.boundaries.filing import BoundaryForm, outline_from
from jiqun.boundaries.models import Boundary
from jiqun.boundaries.procedure import BOUNDARY, OFFICER
from jiqun.casework.doing import Doing
from jiqun.casework.perform import SYSTEM_CHANCE, open_matter
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.evidence import store
from jiqun.geography.geojson import written
from jiqun.register.models import Cluster, RosterRevision
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.exports import download

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon

NO_FILE = Text("请选择范围文件。", "Choose the file of the boundary.")
MEDIA = {"zip": "application/zip", "kml": "application/vnd.google-earth.kml+xml"}


@login_required
def boundary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The boundary in force; for its county's officer the board to draw on, the upload and the filing."""
    cluster, user = cluster_or_404(request, pk), signed_in(request)
    may_file = OFFICER.fits(user) and user.authority_id == cluster.authority_id
    if request.method == "POST" and not may_file:
        raise Http404
    faults: list[Text] = []
    remarks: list[Text] = []
    status, form, preview = 200, None, None
    entered: dict[str, Any] = {"cluster": str(cluster.pk), "system": request.POST.get("system", "cgcs2000")}
    if request.method == "POST":
        entered |= {name: request.POST.get(name, "") for name in ("outline", "source", "source_name", "note")}
        if request.FILES.get("file") is not None or "read" in request.POST:
            faults, remarks = uploaded(request, entered)
        elif "file_it" in request.POST:
            try:
                open_matter(
                    "boundary",
                    by=user,
                    payload=request.POST,
                    key=request.POST.get("key", ""),
                    now=office_time(request),
                )
            except Invalid:
                form = bound(user, request)
            except Refusal as said:
                faults = [said.text]
            else:
                told = Text("空间范围已报备为新一版。", "The boundary is filed as a new revision.")
                messages.success(request, str(told))
                return redirect(reverse("boundaries:boundary", args=[pk]))
        outline = outline_from(entered["outline"], entered["system"]) if entered["outline"] and not faults else None
        if outline is not None:
            faults, remarks = faults + (outline.faults if form is None else []), [*remarks, *outline.remarks]
            preview = shown(user, cluster, outline.shape, entered["system"]) if outline.shape else None
        status = 422 if faults or form is not None else 200
    if may_file and form is None:
        form = BoundaryForm(initial=entered)
    standing = queries.latest(cluster)
    in_force = shown(user, cluster, standing.polygons, standing.system) if standing is not None else None
    context = cluster_page(
        cluster,
        "boundary",
        form=form if may_file else None,
        faults=faults,
        remarks=remarks,
        preview=preview,
        standing=standing,
        in_force=in_force,
        board=None if not may_file else board(cluster),
        revisions=queries.history(cluster),
        key=request.POST.get("key") or uuid.uuid4().hex,
    )
    return render(request, "boundaries/boundary.html", context, status=status)


def bound(user: Account, request: HttpRequest) -> BoundaryForm:
    """The form as it was sent, with its faults."""
    doing = Doing(BOUNDARY, BOUNDARY.opening, None, user, {}, office_time(request), SYSTEM_CHANCE)  # type: ignore[arg-type]
    return BoundaryForm(request.POST, doing=doing)


def uploaded(request: HttpRequest, entered: dict[str, Any]) -> tuple[list[Text], list[Text]]:
    """Reads an uploaded file into the entry, keeping the file itself as it came; faults and remarks."""
    from shapely.geometry import mapping

    from jiqun.geography import reading

    upload = request.FILES.get("file")
    if upload is None:
        return [NO_FILE], []
    data, name = upload.read(reading.LARGEST + 1), upload.name or ""
    outline = reading.read(data, name, entered["system"])
    if outline.shape is None:
        return outline.faults, []
    kept = store.keep(data, MEDIA.get(name.rpartition(".")[2].lower(), "application/geo+json"), office_time(request))
    plain = written([[list(map(tuple, ring)) for ring in part] for part in mapping(outline.shape)["coordinates"]])
    # What was read is in CGCS2000 now, whatever it came in.
    entered |= {"outline": json.dumps(plain), "source": kept.sha256, "source_name": name[-200:], "system": "cgcs2000"}
    return [], outline.remarks


def shown(user: Account, cluster: Cluster, shape: MultiPolygon, system: str) -> dict[str, Any]:
    """A shape with its areas, what to look at, and the sketch of it in its county."""
    from jiqun.geography.sketch import frame

    found = queries.measured(cluster, shape, system)
    stated = (
        RosterRevision.objects.filter(cluster=cluster).order_by("-number").values_list("area_m2", flat=True).first()
    )
    county = queries.county_of(cluster)
    drawn = frame(*([shape] if county is None else [shape, county]))
    near = frame(shape)
    return {
        "area": queries.km2(found.area_m2),
        "warnings": queries.warnings(found, stated, queries.names_seen(user, found.overlaps)),
        "sketches": [
            (drawn, "" if county is None else drawn.path(county), drawn.path(shape)),
            (near, "", near.path(shape)),
        ],
    }


def board(cluster: Cluster) -> dict[str, Any] | None:
    """The county as the ground to draw on, with the numbers that turn places on it into coordinates."""
    from jiqun.geography.sketch import frame

    county = queries.county_of(cluster)
    if county is None:
        return None
    drawn = frame(county)
    return {"frame": drawn, "county": drawn.path(county)}


@login_required
@require_safe
def filed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The lasting address of a revision: leads to the boundary of its cluster."""
    row = get_object_or_404(Boundary.objects.visible_to(signed_in(request)), pk=pk)
    return redirect(reverse("boundaries:boundary", args=[row.cluster_id]))


@login_required
@require_safe
def geojson(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A revision as GeoJSON, for staff of the territory."""
    row = get_object_or_404(Boundary.objects.visible_to(signed_in(request)).select_related("cluster"), pk=pk)
    content = {"type": "Feature", "properties": {"name": row.cluster.name, "sha256": row.sha256}, "geometry": row.shape}
    name = f"{row.cluster.name}-空间范围-第{row.number}版.geojson"
    return download(json.dumps(content, ensure_ascii=False), name)
