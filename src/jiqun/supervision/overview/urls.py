"""Addresses: what stands where."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.overview import brief_views, views

urlpatterns = [
    path("supervision/", views.home, name="home"),
    path("supervision/tables/<slug:name>.<slug:kind>", views.table, name="table"),
    path("supervision/terms/", views.terms, name="terms"),
]

for what in ("brief", "ledger"):
    for kind, end in (("page", ""), ("pdf", ".pdf"), ("xlsx", ".xlsx")):
        told = {"what": what, "kind": kind}
        place, cluster = f"supervision/places/<slug:code>/{what}{end}", f"clusters/<uuid:pk>/{what}{end}"
        urlpatterns += [
            path(f"supervision/{what}{end}", brief_views.own, told, name=f"own-{what}-{kind}"),
            path(place, brief_views.place, told, name=f"place-{what}-{kind}"),
            path(cluster, brief_views.cluster, told, name=f"cluster-{what}-{kind}"),
        ]
