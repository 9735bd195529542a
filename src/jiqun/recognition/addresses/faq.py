"""Addresses of a round's questions."""

from django.urls import path

from jiqun.recognition.faq import views

urlpatterns = [
    path("rounds/<uuid:pk>/questions/", views.questions, name="questions"),
    path("questions/ask/", views.ask, name="ask-about-round"),
    path("questions/<uuid:pk>/", views.question, name="round-question"),
]
