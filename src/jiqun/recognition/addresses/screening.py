"""Addresses of screenings, and of what inquiries give to the roster desk."""

from django.urls import path

from jiqun.recognition.views import screening as views

urlpatterns = [
    path("rounds/screen/", views.screen, name="screen"),
    path("applications/<uuid:pk>/roster/from-inquiries/", views.take_inquiries, name="take-inquiries"),
]
