"""Addresses of chapter 4, part by part."""

from __future__ import annotations

from jiqun.supervision.appraisal import urls as appraisal
from jiqun.supervision.backfill import urls as backfill
from jiqun.supervision.changes import urls as changes
from jiqun.supervision.evaluation import urls as evaluation
from jiqun.supervision.overview import urls as overview
from jiqun.supervision.renewal import urls as renewal
from jiqun.supervision.reports import urls as reports
from jiqun.supervision.revocation import urls as revocation
from jiqun.supervision.tracking import urls as tracking

app_name = "supervision"
urlpatterns = [
    *overview.urlpatterns,
    *reports.urlpatterns,
    *tracking.urlpatterns,
    *appraisal.urlpatterns,
    *evaluation.urlpatterns,
    *changes.urlpatterns,
    *renewal.urlpatterns,
    *revocation.urlpatterns,
    *backfill.urlpatterns,
]
