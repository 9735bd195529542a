"""Addresses of the forms themselves."""

from django.urls import path

from jiqun.forms import views

app_name = "forms"
urlpatterns = [
    path("forms/", views.all_forms, name="forms"),
    path("forms/propose/", views.propose, name="propose"),
    path("forms/definition/<str:form>/", views.definition, name="definition"),
    path("forms/revisions/<int:pk>/", views.revision, name="revision"),
    path("forms/revisions/<int:pk>/blank/", views.blank, name="blank"),
    path("forms/revisions/<int:pk>/schema/", views.json_schema, name="schema"),
    path("forms/<uuid:pk>/", views.proposal, name="proposal"),
]
