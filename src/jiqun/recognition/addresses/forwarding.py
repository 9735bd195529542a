"""Addresses of forwarded calls and of attempts to hand in late."""

from django.urls import URLPattern, path

from jiqun.recognition.views import call_files as files
from jiqun.recognition.views import forwarding as views

urlpatterns: list[URLPattern] = [
    path("rounds/<uuid:pk>/forwarded/", views.forwardings, name="forwardings"),
    path("forwarded/new/", views.draft, name="draft-forwarding"),
    path("forwarded/<uuid:pk>/", views.forwarding, name="forwarding"),
    path("forwarded/<uuid:pk>/call.<str:ending>", files.forwarded, name="forwarded-file"),
    path("forwarded/<uuid:pk>/amend/", views.amend, name="amend-forwarding"),
    path("forwarded/<uuid:pk>/revise/", views.revise, name="revise-forwarding"),
    path("late/<uuid:pk>/", views.late, name="late-attempt"),
]
