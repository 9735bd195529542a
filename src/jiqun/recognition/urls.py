"""Addresses of chapter 3."""

from jiqun.recognition.addresses import backfill, call, decision, filing, findings, listing, panel, recommendation

app_name = "recognition"
urlpatterns = [
    *call.urlpatterns,
    *filing.urlpatterns,
    *findings.urlpatterns,
    *recommendation.urlpatterns,
    *decision.urlpatterns,
    *panel.urlpatterns,
    *listing.urlpatterns,
    *backfill.urlpatterns,
]
