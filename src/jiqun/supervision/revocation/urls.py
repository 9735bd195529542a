"""Addresses: revocation on the five grounds, and its withdrawal (Article 17)."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.revocation import views

urlpatterns = [
    path("supervision/revocations/", views.revocations, name="revocations"),
    path("supervision/revocations/open/", views.begin, name="revocation-open"),
    path("supervision/revocations/requests/ask/", views.ask, name="revocation-ask"),
    path("supervision/revocations/requests/<uuid:pk>/", views.proof_request, name="revocation-request"),
    path("supervision/revocations/<uuid:pk>/", views.revocation, name="revocation"),
]
