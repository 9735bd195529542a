"""Addresses: typical cases (Article 11)."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.cases import views

urlpatterns = [
    path("cultivation/cases/", views.cases, name="cases"),
    path("cultivation/cases/begin/", views.begin, name="case-begin"),
    path("cultivation/cases/<uuid:pk>/", views.case, name="case"),
    path("cultivation/cases/pictures/<uuid:pk>/", views.picture, name="case-picture"),
]
