"""Addresses of the forms themselves."""

from django.urls import path

from jiqun.forms import desk_views, views
from jiqun.forms.for_the_page import token

app_name = "forms"
urlpatterns = [
    path("forms/", views.all_forms, name="forms"),
    path("forms/propose/", views.propose, name="propose"),
    path("forms/definition/<str:form>/", views.definition, name="definition"),
    path("forms/revisions/<int:pk>/", views.revision, name="revision"),
    path("forms/revisions/<int:pk>/blank/", views.blank, name="blank"),
    path("forms/revisions/<int:pk>/schema/", views.json_schema, name="schema"),
    path("forms/<uuid:pk>/", views.proposal, name="proposal"),
    path("fill/token/", token, name="token"),
    path("fill/signed-in/", desk_views.signed_in_again, name="signed-in-again"),
    path("fill/<uuid:pk>/<int:number>/", desk_views.section, name="section"),
    path("fill/<uuid:pk>/<int:number>/save/", desk_views.save, name="save"),
    path("fill/<uuid:pk>/<int:number>/watch/", desk_views.watch, name="watch"),
    path("fill/<uuid:pk>/history/", desk_views.draft_history, name="draft-history"),
    path("fill/<uuid:pk>/history/<str:field>/", desk_views.field_history, name="answer-history"),
]
