"""Addresses of the intake list and of the province's qualification list."""

from django.urls import URLPattern, path

from jiqun.recognition.views import intake, qualification

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:pk>/intake/", intake.intake, name="intake"),
    path("rounds/<uuid:pk>/intake/<slug:kind>/", intake.export, name="intake-export"),
    path("rounds/<uuid:pk>/qualification/", qualification.qualifications, name="qualifications"),
    path("rounds/<uuid:pk>/qualification/<slug:kind>/", qualification.export, name="qualifications-export"),
]
