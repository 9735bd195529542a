"""Addresses of expert review."""

from django.urls import URLPattern, path

from jiqun.recognition.views import panel as views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:pk>/panel/", views.panel, name="panel"),
    path("rounds/<uuid:pk>/panel/draw.json", views.draw_record, name="draw-record"),
    path("rounds/<uuid:pk>/ranking/", views.ranking, name="ranking"),
    path("rounds/<uuid:pk>/ranking.csv", views.ranking_csv, name="ranking-csv"),
    path("sheets/<uuid:pk>/", views.sheet, name="sheet"),
]
