"""Addresses: providers and their events (Article 10)."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.services import provider_views, views

urlpatterns = [
    path("cultivation/services/", views.home, name="services"),
    path("cultivation/services/reach.<str:kind>", views.reach_file, name="services-file"),
    path("cultivation/services/enter/", views.enter, name="service-enter"),
    path("cultivation/services/<uuid:pk>/", views.event, name="service-event"),
    path("cultivation/providers/", provider_views.providers, name="providers"),
    path("cultivation/providers/list.<str:kind>", provider_views.providers_file, name="providers-file"),
    path("cultivation/providers/enter/", provider_views.enter, name="provider-enter"),
    path("cultivation/providers/<uuid:pk>/", provider_views.provider, name="provider"),
    path("clusters/<uuid:pk>/services/", views.cluster, name="services-cluster"),
    path("clusters/<uuid:pk>/services/paste/", views.paste, name="services-paste"),
    path("clusters/<uuid:pk>/services/left-out.<str:kind>", views.left_out_file, name="services-left-out"),
]
