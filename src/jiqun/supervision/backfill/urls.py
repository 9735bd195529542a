"""Addresses: what is entered from paper."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.backfill import views

urlpatterns = [
    path("supervision/past/", views.entries, name="past"),
    path("supervision/past/new/", views.begin, name="past-begin"),
    path("supervision/past/templates/<slug:kind>.xlsx", views.blank, name="past-template"),
    path("supervision/past/<uuid:pk>/", views.entry, name="past-entry"),
    path("supervision/past/<uuid:pk>/amend/", views.amend, name="past-amend"),
]
