"""Addresses: renewal reviews (Article 15)."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.renewal import views

urlpatterns = [
    path("supervision/renewals/", views.renewals, name="renewals"),
    path("supervision/renewals/begin/", views.begin, name="begin-renewal"),
    path("supervision/renewals/<uuid:pk>/", views.renewal, name="renewal"),
    path("supervision/renewals/<uuid:pk>/opinion/", views.opine, name="renewal-opine"),
    path("supervision/renewals/<uuid:pk>/goals/", views.judge, name="renewal-judge"),
    path("supervision/renewal-rounds/begin/", views.begin_round, name="begin-renewal-round"),
    path("supervision/renewal-rounds/<uuid:pk>/", views.renewal_round, name="renewal-round"),
    path("supervision/renewal-rounds/<uuid:pk>/notice/", views.make_notice, name="renewal-notice"),
    path(
        "supervision/renewal-rounds/<uuid:pk>/publication/<int:record>/image/",
        views.publication_image,
        name="renewal-publication-image",
    ),
]
