"""Addresses: filing of major changes (Article 17(四))."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.changes import views
from jiqun.supervision.changes.setting import views as setting

urlpatterns = [
    path("supervision/changes/", views.changes, name="changes"),
    path("supervision/changes/new/", views.begin, name="change-begin"),
    path("supervision/changes/periods/", setting.periods, name="periods"),
    path("supervision/changes/periods/new/", setting.begin, name="period-begin"),
    path("supervision/changes/periods/<uuid:pk>/", setting.period, name="period"),
    path("supervision/changes/<uuid:pk>/", views.change, name="change"),
    path("supervision/changes/<uuid:pk>/amend/", views.amend, name="change-amend"),
    path("clusters/<uuid:pk>/changes/", views.cluster, name="cluster-changes"),
]
