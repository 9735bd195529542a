"""The address of an application's visits."""

from django.urls import URLPattern, path

from jiqun.recognition.views import visits

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/visits/", visits.visits, name="application-visits"),
]
