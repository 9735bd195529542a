"""Addresses of the demonstration."""

from django.urls import path

from jiqun.demo import views

app_name = "demo"
urlpatterns = [path("clock/<str:pk>/", views.clock, name="clock")]
