"""Addresses: continuous tracking: series, goals, problems, leads (Article 16)."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.tracking import lead_views, views

urlpatterns = [
    path("clusters/<uuid:pk>/tracking/", views.cluster, name="tracking"),
    path("supervision/problems/", views.problems, name="problems"),
    path("supervision/problems/<uuid:pk>/", views.problem, name="problem"),
    path("supervision/problems/<uuid:pk>/file/", views.file, name="problem-file"),
    path("supervision/leads/", lead_views.leads, name="leads"),
    path("supervision/leads/look/", lead_views.look, name="look-now"),
    path("supervision/leads/looks/<uuid:pk>/", lead_views.one_look, name="look"),
    path("supervision/leads/<uuid:pk>/", lead_views.lead, name="lead"),
]
