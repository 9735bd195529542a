"""Addresses of a cluster's file."""

from django.urls import path

from jiqun.register import views

app_name = "register"
urlpatterns = [
    path("clusters/", views.clusters, name="clusters"),
    path("clusters/<uuid:pk>/", views.cluster, name="cluster"),
]
