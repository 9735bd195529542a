"""Addresses of a cluster's ledgers."""

from django.urls import path

from jiqun.ledgers import views

app_name = "ledgers"
urlpatterns = [
    path("clusters/<uuid:pk>/ledgers/", views.ledger, name="ledger"),
    path("clusters/<uuid:pk>/ledgers/export/", views.export, name="export"),
    path("clusters/<uuid:pk>/ledgers/paste/", views.paste, name="paste"),
    path("ledgers/enter/", views.enter, name="enter"),
    path("ledgers/<uuid:pk>/", views.entry, name="entry"),
    path("ledger-files/<uuid:pk>/", views.proof, name="file"),
]
