"""Addresses of the frame itself."""

from django.urls import path

from jiqun.web import gallery, views

app_name = "web"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("gallery/", gallery.gallery, {"page": "parts"}, name="gallery"),
    path("gallery/<slug:page>/", gallery.gallery, name="gallery-page"),
]
