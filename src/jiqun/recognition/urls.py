"""Addresses of chapter 3."""

from jiqun.recognition.addresses import (
    backfill,
    call,
    corrections,
    decision,
    desk,
    dossier,
    experts,
    filing,
    findings,
    form_files,
    forwarding,
    listing,
    live,
    notice,
    papers,
    receipts,
    recommendation,
    screening,
)

app_name = "recognition"
urlpatterns = [
    *call.urlpatterns,
    *forwarding.urlpatterns,
    *filing.urlpatterns,
    *desk.urlpatterns,
    *live.urlpatterns,
    *form_files.urlpatterns,
    *corrections.urlpatterns,
    *findings.urlpatterns,
    *recommendation.urlpatterns,
    *decision.urlpatterns,
    *experts.urlpatterns,
    *papers.urlpatterns,
    *receipts.urlpatterns,
    *dossier.urlpatterns,
    *screening.urlpatterns,
    *listing.urlpatterns,
    *notice.urlpatterns,
    *backfill.urlpatterns,
]
