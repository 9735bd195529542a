"""Addresses: supervision and yearly appraisal by the province (Article 16)."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.appraisal import views
from jiqun.supervision.appraisal.plan import views as plan

urlpatterns = [
    path("supervision/appraisals/", views.appraisals, name="appraisals"),
    path("supervision/appraisals/begin/", views.begin, name="begin-appraisal"),
    path("supervision/appraisals/<uuid:pk>/", views.appraisal, name="appraisal"),
    path("supervision/appraisals/clusters/<uuid:pk>/", views.appraised, name="appraised"),
    path("supervision/plans/draw-up/", plan.draw_up, name="draw-up-plan"),
    path("supervision/plans/<uuid:pk>/", plan.plan, name="plan"),
    path("supervision/plans/checks/<uuid:pk>/", plan.check, name="check"),
]
