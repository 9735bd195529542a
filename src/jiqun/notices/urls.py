"""Addresses of objections: the public's, and the province's."""

from django.urls import path

from jiqun.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/<uuid:notice>/object/", views.object_to, name="object"),
    path("notices/<uuid:notice>/objections/<uuid:pk>/", views.confirmation, name="confirmation"),
    path("objections/", views.objections, name="objections"),
    path("objections/<uuid:pk>/", views.objection, name="objection"),
    path("objections/<uuid:pk>/evidence/", views.evidence, name="objection-evidence"),
]
