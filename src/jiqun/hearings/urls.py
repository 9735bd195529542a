"""Addresses of the room."""

from django.urls import path

from jiqun.hearings import views

app_name = "hearings"
urlpatterns = [
    path("hearings/", views.hearings, name="hearings"),
    path("hearings/open/", views.open_hearing, name="open"),
    path("hearings/<uuid:pk>/", views.hearing, name="hearing"),
    path("hearings/<uuid:pk>/statement/", views.statement_file, name="statement-file"),
]
