"""Addresses of the roster desk."""

from django.urls import URLPattern, path

from jiqun.recognition.views import desk

BASE = "applications/<uuid:pk>/roster/desk/"
urlpatterns: list[URLPattern] = [
    path(BASE, desk.grid, name="roster-desk"),
    path(f"{BASE}next/", desk.jump, name="roster-desk-next"),
    path(f"{BASE}upload/", desk.upload, name="roster-desk-upload"),
    path(f"{BASE}begin/", desk.begin, name="roster-desk-begin"),
    path(f"{BASE}save/", desk.save, name="roster-desk-save"),
    path(f"{BASE}step/", desk.step, name="roster-desk-step"),
    path(f"{BASE}check/", desk.check, name="roster-desk-check"),
    path(f"{BASE}status/", desk.status, name="roster-desk-status"),
    path(f"{BASE}adopt/", desk.adopt, name="roster-desk-adopt"),
]
