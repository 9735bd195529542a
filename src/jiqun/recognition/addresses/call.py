"""Addresses of rounds and their calls."""

from django.urls import URLPattern, path

from jiqun.recognition.views import call as views
from jiqun.recognition.views import call_files as files

urlpatterns: list[URLPattern] = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", views.draft, name="draft-round"),
    path("rounds/<uuid:pk>/", views.round_page, name="round"),
    path("rounds/<uuid:pk>/amend/", views.amend, name="amend-round"),
    path("rounds/<uuid:pk>/call.<str:ending>", files.call, name="call-file"),
]
