"""Addresses of entries from paper."""

from django.urls import path

from jiqun.recognition.views import backfill as views

urlpatterns = [
    path("backfill/", views.entries, name="backfills"),
    path("backfill/<uuid:pk>/", views.entry, name="backfill"),
]
