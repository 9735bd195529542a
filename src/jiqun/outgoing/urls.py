"""Addresses of the room."""

from django.urls import path

from jiqun.outgoing import views

app_name = "outgoing"
urlpatterns = [
    path("papers/<uuid:pk>/", views.paper, name="paper"),
]
