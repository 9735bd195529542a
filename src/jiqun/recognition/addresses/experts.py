"""Addresses of a round's experts, their sheets and the ranking."""

from django.urls import URLPattern, path

from jiqun.recognition.views import experts, scoring, sheets

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:pk>/panel/", experts.panel, name="panel"),
    path("rounds/<uuid:pk>/panel/draw.json", experts.draw_record, name="draw-record"),
    path("rounds/<uuid:pk>/ranking/", scoring.ranking, name="ranking"),
    path("rounds/<uuid:pk>/ranking.csv", scoring.ranking_csv, name="ranking-csv"),
    path("sheets/<uuid:pk>/", sheets.sheet, name="sheet"),
]
