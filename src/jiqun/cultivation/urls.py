"""Addresses of chapter 2, part by part."""

from __future__ import annotations

from jiqun.cultivation.assessment import urls as assessment
from jiqun.cultivation.brands import urls as brands
from jiqun.cultivation.cases import urls as cases
from jiqun.cultivation.chain import urls as chain
from jiqun.cultivation.gradient import urls as gradient
from jiqun.cultivation.library import urls as library
from jiqun.cultivation.outreach import urls as outreach
from jiqun.cultivation.plan import urls as plan
from jiqun.cultivation.services import urls as services
from jiqun.cultivation.support import urls as support

app_name = "cultivation"
urlpatterns = [
    *brands.urlpatterns,
    *cases.urlpatterns,
    *chain.urlpatterns,
    *gradient.urlpatterns,
    *library.urlpatterns,
    *assessment.urlpatterns,
    *outreach.urlpatterns,
    *plan.urlpatterns,
    *services.urlpatterns,
    *support.urlpatterns,
]
