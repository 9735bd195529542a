"""Addresses: yearly self-assessments (Articles 8, 13)."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.assessment import views

urlpatterns = [
    path("cultivation/assessments/", views.assessments, name="assessments"),
    path("cultivation/assessments/begin/", views.assess, name="assess"),
    path("cultivation/assessments/<uuid:pk>/", views.assessment, name="assessment"),
    path("cultivation/assessments/<uuid:pk>/answers/", views.answers, name="assessment-answers"),
    path("cultivation/assessments/<uuid:pk>/roster/", views.roster, name="assessment-roster"),
]
