"""Addresses of filings and extracts."""

from django.urls import path

from jiqun.archives import views
from jiqun.archives.extract import views as extract

app_name = "archives"
urlpatterns = [
    path("archives/", views.filings, name="filings"),
    path("archives/draft/", views.draft, name="draft-filing"),
    path("archives/<uuid:pk>/", views.filing, name="filing"),
    path("archives/<uuid:pk>/lines/", views.choose, name="choose-matters"),
    path("archives/<uuid:pk>/package/", views.package, name="package"),
    path("archives/<uuid:pk>/catalogue.xlsx", views.catalogue, name="catalogue"),
    path("extracts/", extract.extracts, name="extracts"),
    path("extracts/draft/", extract.draft, name="draft-extract"),
    path("extracts/<uuid:pk>/", extract.extract, name="extract"),
    path("extracts/<uuid:pk>/files/<int:place>/", extract.part, name="extract-part"),
    path("extracts/<uuid:pk>/package/", extract.package, name="extract-package"),
]
