"""Addresses: support given to clusters, and requests of firms (Articles 5, 8, 9)."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.support import views

urlpatterns = [
    path("cultivation/support/", views.home, name="support"),
    path("cultivation/support/sums.<str:kind>", views.sums_file, name="support-sums-file"),
    path("cultivation/support/lines.<str:kind>", views.lines_file, name="support-file"),
    path("cultivation/support/enter/", views.enter, name="support-enter"),
    path("cultivation/support/<uuid:pk>/", views.line, name="support-line"),
    path("cultivation/support/<uuid:pk>/correct/", views.correct, name="support-correct"),
    path("cultivation/support/<uuid:pk>/document/", views.file, name="support-document"),
    path("clusters/<uuid:pk>/support/", views.cluster, name="support-cluster"),
    path("clusters/<uuid:pk>/support/paste/", views.paste, name="support-paste"),
    path("cultivation/requests/", views.request_list, name="requests"),
    path("cultivation/requests/list.<str:kind>", views.requests_file, name="requests-file"),
    path("cultivation/requests/enter/", views.request_enter, name="request-enter"),
    path("cultivation/requests/<uuid:pk>/", views.request_page, name="request"),
]
