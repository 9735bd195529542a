"""Addresses of a round's ranking, its panel meetings, a review on paper, and the supervisor's diagnostics."""

from django.urls import URLPattern, path

from jiqun.recognition.views import diagnostics, meeting, offline, scoring

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:pk>/ranking/", scoring.ranking, name="ranking"),
    path("rounds/<uuid:pk>/ranking.csv", scoring.ranking_csv, name="ranking-csv"),
    path("rounds/<uuid:pk>/meetings/", meeting.meetings, name="meetings"),
    path("rounds/<uuid:pk>/meetings/record/", meeting.record_meeting, name="record-meeting"),
    path("rounds/<uuid:pk>/meetings/<int:number>/scan/", meeting.scan, name="meeting-scan"),
    path("rounds/<uuid:pk>/offline/", offline.offline, name="offline"),
    path("rounds/<uuid:pk>/offline/attendance/", offline.attendance, name="offline-attendance"),
    path("rounds/<uuid:pk>/offline/sheets/", offline.blanks, name="offline-sheets"),
    path("rounds/<uuid:pk>/offline/<int:number>/<slug:which>/", offline.session_scan, name="offline-scan"),
    path("rounds/<uuid:pk>/diagnostics/", diagnostics.diagnostics, name="diagnostics"),
    path("rounds/<uuid:pk>/diagnostics/<slug:table>.csv", diagnostics.export, name="diagnostics-csv"),
]
