"""接收回执: that the province received a report, when and what exactly, as page and PDF (Article 16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.models import ActRecord, Case
from jiqun.documents import sheet
from jiqun.documents.errors import DocumentError
from jiqun.journal.models import Entry
from jiqun.supervision.models import AnnualReport
from jiqun.supervision.reports.deadline import due_day
from jiqun.supervision.reports.steps import report_of
from jiqun.web.exports import download

TITLE = Text("集群年度报告接收回执", "Receipt of a cluster's annual report")
PROVES = Text(
    "本回执证明所列报告于上述时间由省级接收，不作为对报告内容的认可。",
    "It proves what the province received and when; it approves nothing in the report.",
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of a received report; `rows` are its lines, title and value."""

    case: Case
    at: datetime
    rows: tuple[tuple[Text, str], ...]


def receipt_of(case: Case) -> Receipt | None:
    """The receipt of a report, `None` before the province has it; two queries beside the report."""
    report: AnnualReport = report_of(case)
    if report.received_at is None:
        return None
    seq = ActRecord.objects.filter(subject_id=str(case.pk), act="receive").values_list("seq", flat=True).first()
    entry = Entry.objects.filter(seq=seq).values_list("sha256", "sm3").first() if seq is not None else None
    rows = [
        (Text("报告编号", "Report"), case.number),
        (Text("集群", "Cluster"), report.cluster.name),
        (Text("年度", "Year"), str(report.year)),
        (Text("填报单位", "Handed in by"), case.authority.body),
        (Text("报送期限", "Due"), str(due_day(report.year))),
        (Text("县级报送", "From the county"), stamp(report.submitted_at)),
        (Text("市级转报", "From the prefecture"), stamp(report.forwarded_at)),
        (Text("省级接收", "Received by the province"), stamp(report.received_at)),
        (Text("企业名册", "Roster"), f"第 {report.roster.number} 版" if report.roster else "—"),
        (Text("内容摘要 SHA-256", "SHA-256 of the content"), report.snapshot_sha256 or "—"),
    ]
    if entry is not None:
        rows += [
            (Text("办理日志", "Journal entry"), str(seq)),
            (Text("日志链 SHA-256", "Chain, SHA-256"), entry[0]),
            (Text("日志链 SM3", "Chain, SM3"), entry[1]),
        ]
    return Receipt(case, report.received_at, tuple(rows))


def stamp(at: datetime | None) -> str:
    """A moment in Asia/Shanghai; a dash where it is not on record."""
    return "—" if at is None else f"{at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"


def pdf(found: Receipt) -> bytes:
    """The receipt as PDF/A, in Chinese; the same report gives the same bytes. Raises `DocumentError`."""
    return sheet.pdf(
        sheet.Sheet(
            title=TITLE.zh,
            subtitle="",
            heads=("项目", "内容"),
            widths=(4, 14),
            rows=tuple((title.zh, value) for title, value in found.rows),
            notes=(PROVES.zh,),
        ),
        now=found.at,
    )


def found(request: HttpRequest, pk: UUID) -> Receipt:
    """The receipt of a report the account sees, or the one 404."""
    receipt = receipt_of(casework.subject_or_404(request, "annual_report", pk))
    if receipt is None:
        raise Http404
    return receipt


@login_required
@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt."""
    signed_in(request)
    context = {"receipt": found(request, pk), "title": TITLE, "proves": PROVES}
    return render(request, "supervision/report_receipt.html", context)


@login_required
@require_safe
def as_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt as a paper; where none can be typeset, back to the page with the reason."""
    receipt = found(request, pk)
    try:
        made = pdf(receipt)
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect("supervision:report-receipt", pk)
    return download(made, f"接收回执-{receipt.case.number}.pdf")
