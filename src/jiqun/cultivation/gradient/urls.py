"""Addresses: the gradient of good firms (Article 7(一))."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.gradient import views

urlpatterns = [
    path("cultivation/gradient/", views.home, name="gradient"),
    path("cultivation/gradient/stairs.<str:kind>", views.stairs_file, name="gradient-file"),
    path("cultivation/gradient/follow/", views.follow, name="follow"),
    path("cultivation/gradient/<uuid:pk>/", views.followed, name="followed"),
    path("clusters/<uuid:pk>/gradient/", views.cluster, name="gradient-cluster"),
    path("clusters/<uuid:pk>/gradient/candidates.<str:kind>", views.candidates_file, name="gradient-candidates"),
]
