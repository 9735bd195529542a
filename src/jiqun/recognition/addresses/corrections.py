"""Addresses of corrections and of what changed between two hand-ins."""

from django.urls import URLPattern, path

from jiqun.recognition.views import corrections

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/corrections/", corrections.corrections, name="corrections"),
    path("applications/<uuid:pk>/changes/", corrections.application_changes, name="application-changes"),
]
