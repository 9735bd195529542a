"""Addresses: the cultivation library (Articles 6, 8)."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.library import apply_views, views

urlpatterns = [
    path("cultivation/", views.home, name="home"),
    path("cultivation/board/<slug:kind>/", views.board_file, name="board-file"),
    path("cultivation/enter/", views.enter, name="enter"),
    path("cultivation/entries/<uuid:pk>/", views.entry, name="entry"),
    path("cultivation/entries/<uuid:pk>/apply/", apply_views.graduate, name="graduate"),
    path("clusters/<uuid:pk>/cultivation/", views.cluster, name="cluster"),
]
