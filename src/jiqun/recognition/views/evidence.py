"""佐证材料: the checklist, every requirement with its files, and a page for each file (name, what else it serves)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments, uploads
from jiqun.recognition.acts.filing import evidence_drafts
from jiqun.recognition.acts.filing.drafts import editable
from jiqun.recognition.queries.filing.application import application_of, requirements
from jiqun.recognition.queries.filing.evidence import evidence_page
from jiqun.recognition.views.filing import case_page, found

NOTHING_CHOSEN = Text("请先选择要上传的文件。", "Choose the files to upload first.")
UPLOADED = Text("已上传 {n} 份材料。", "{n} files uploaded.")
REMOVED = Text("已移除一份材料，可在该项下恢复。", "One file was taken away; it can be put back below its requirement.")
RESTORED = Text("已恢复一份材料。", "One file was put back.")
FORGOTTEN = Text("已取消未传完的文件。", "The unfinished upload was cancelled.")
RENAMED = Text("已改名为“{name}”。", "Renamed to “{name}”.")
SHARED = Text("这份材料已同时用于另外 {n} 项要求。", "The file now serves {n} further requirements.")


@login_required
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every requirement with its files; uploads and removals while it is drafted, without script as well."""
    case = found(request, pk)
    refused: list[Text] = []
    if request.method == "POST":
        done, refused = change(request, case)
        for said in done:
            messages.success(request, str(said))
        if not refused:
            return redirect(reverse("recognition:application-evidence", args=[case.pk]))
        case = found(request, pk)
    user = signed_in(request)
    context = case_page(
        request,
        case,
        "evidence",
        evidence=evidence_page(case, user, may_edit=editable(case, user) is None),
        refused=refused,
    )
    return render(request, "recognition/application_evidence.html", context, status=422 if refused else 200)


def change(request: HttpRequest, case: Case) -> tuple[list[Text], list[Text]]:
    """Takes away, puts back, cancels, or attaches every file that was chosen; what was done, and every refusal."""
    user, now, pk = signed_in(request), office_time(request), case.pk
    try:
        if wanted := request.POST.get("remove"):
            evidence_drafts.remove_evidence(pk, wanted, by=user, now=now)
            return [REMOVED], []
        if wanted := request.POST.get("restore"):
            evidence_drafts.restore_evidence(pk, wanted, by=user, now=now)
            return [RESTORED], []
        if wanted := request.POST.get("forget"):
            uploads.forget(evidence_drafts.upload_of(pk, identifier(wanted), by=user))
            return [FORGOTTEN], []
    except Refusal as said:
        return [], [said.text]
    done, remarks, refused = 0, [], []
    for name in request.FILES:
        for upload in request.FILES.getlist(name):
            before = attachments.files(case)
            try:
                attached = evidence_drafts.attach_evidence(
                    pk, name.removeprefix("file-"), upload.file, name=upload.name or "", by=user, now=now
                )
            except Refusal as said:
                refused.append(said.text)
            else:
                done += 1
                if (remark := evidence_drafts.same_as(case, attached, before)) is not None:
                    remarks.append(remark)
    if not done and not refused:
        refused.append(NOTHING_CHOSEN)
    return ([UPLOADED.format(n=done)] if done else []) + remarks, refused


def identifier(text: str) -> UUID:
    """An identifier that a form carried. Raises `Refusal` for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Refusal(uploads.ENDED) from None


@login_required
def evidence_file(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
    """One file: its name, and the requirements it serves, which may be more than one."""
    case, user, now = found(request, pk), signed_in(request), office_time(request)
    if editable(case, user) is not None:
        raise Http404
    there = next((each for each in attachments.files(case) if each.id == file), None)
    if there is None:
        raise Http404
    refusal: Text | None = None
    if request.method == "POST":
        try:
            if "rename" in request.POST:
                name = request.POST.get("name", "").strip()
                evidence_drafts.rename_evidence(pk, file, name, by=user, now=now)
                messages.success(request, str(RENAMED.format(name=name)))
            else:
                also = request.POST.getlist("also")
                evidence_drafts.share_evidence(pk, file, also, by=user, now=now)
                messages.success(request, str(SHARED.format(n=len(set(also)))))
            return redirect(reverse("recognition:application-evidence", args=[pk]) + f"#r-{there.requirement}")
        except Refusal as said:
            refusal = said.text
    serves = {each.requirement for each in attachments.files(case) if each.sha256 == there.sha256}
    context = {
        "case": case,
        "application": application_of(case),
        "file": there,
        "refusal": refusal,
        "name": request.POST.get("name", there.name),
        "chosen": request.POST.getlist("also"),
        "requirements": [(each, each.id in serves) for each in requirements(application_of(case), case.measure)],
    }
    return render(request, "recognition/evidence_file.html", context, status=422 if refusal else 200)
