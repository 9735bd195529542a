"""Addresses of automatic recognitions."""

from django.urls import path

from jiqun.recognition.views import national as views

urlpatterns = [
    path("national/<uuid:pk>/", views.national, name="national"),
]
