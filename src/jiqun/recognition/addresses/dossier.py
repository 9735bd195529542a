"""Address of the dossier of an application."""

from django.urls import URLPattern, path

from jiqun.recognition.views import dossier

urlpatterns: list[URLPattern] = [path("applications/<uuid:pk>/dossier/", dossier.dossier, name="dossier")]
