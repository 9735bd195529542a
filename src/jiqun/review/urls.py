"""Addresses of expert review that are the same for every chapter."""

from django.urls import path

from jiqun.review import views

app_name = "review"
urlpatterns = [
    path("reviews/", views.mine, name="mine"),
    path("reviews/<uuid:pk>/save/", views.save, name="save"),
    path("experts/", views.experts, name="experts"),
]
