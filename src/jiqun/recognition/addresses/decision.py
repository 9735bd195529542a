"""Addresses of the province's qualification check."""

from django.urls import URLPattern, path

from jiqun.recognition.views import decision as views

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/qualify/", views.qualify, name="qualify"),
]
