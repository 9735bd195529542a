"""Addresses of what stands beside the form: the live pre-check, differences, what is known already."""

from django.urls import URLPattern, path

from jiqun.recognition.views import live, prefilling

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/live/", live.precheck, name="live-precheck"),
    path("applications/<uuid:pk>/live/<str:field>/", live.differences, name="live-differences"),
    path("applications/<uuid:pk>/prefill/", prefilling.prefill, name="prefill"),
]
