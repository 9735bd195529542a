"""Addresses of the list and the announcement."""

from django.urls import path

from jiqun.recognition.views import listing as views

urlpatterns = [
    path("rounds/<uuid:pk>/list/", views.listing, name="list"),
    path("rounds/<uuid:pk>/list/draw-up/", views.propose_list, name="propose-list"),
    path("rounds/<uuid:pk>/list/announce/", views.announce, name="announce"),
]
