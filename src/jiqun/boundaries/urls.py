"""Addresses of boundaries."""

from django.urls import path

from jiqun.boundaries import views

app_name = "boundaries"
urlpatterns = [
    path("clusters/<uuid:pk>/boundary/", views.boundary, name="boundary"),
    path("boundaries/<uuid:pk>/", views.filed, name="filed"),
    path("boundaries/<uuid:pk>/geojson/", views.geojson, name="geojson"),
]
