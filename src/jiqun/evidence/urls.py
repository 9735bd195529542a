"""Addresses of this room."""

from django.urls import path

from jiqun.evidence import views

app_name = "evidence"
urlpatterns = [path("files/<uuid:pk>/", views.download, name="download")]
