"""Addresses of chapter 3."""

from jiqun.recognition.addresses import (
    backfill,
    call,
    decision,
    filing,
    findings,
    form_files,
    listing,
    live,
    panel,
    recommendation,
)

app_name = "recognition"
urlpatterns = [
    *call.urlpatterns,
    *filing.urlpatterns,
    *live.urlpatterns,
    *form_files.urlpatterns,
    *findings.urlpatterns,
    *recommendation.urlpatterns,
    *decision.urlpatterns,
    *panel.urlpatterns,
    *listing.urlpatterns,
    *backfill.urlpatterns,
]
