"""Addresses of the workbench and of acts."""

from django.urls import path

from jiqun.casework import chain_pages, views

app_name = "casework"
urlpatterns = [
    path("work/", views.workbench, name="workbench"),
    path("open/<slug:procedure_name>/", views.opening, name="open"),
    path("matter/<str:pk>/", views.matter, name="matter"),
    path("chains/", chain_pages.chains, name="chains"),
    path("chains/new/", chain_pages.draft, name="draft-chain"),
    path("chains/<uuid:pk>/", chain_pages.chain, name="chain"),
    path("do/<slug:procedure_name>/<str:pk>/<slug:name>/", views.act, name="act"),
]
