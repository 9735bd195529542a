"""Addresses of the list and the announcement."""

from django.urls import path

from jiqun.recognition.views import list_drawing as drawing
from jiqun.recognition.views import listing as views

urlpatterns = [
    path("rounds/<uuid:pk>/list/", views.listing, name="list"),
    path("rounds/<uuid:pk>/list/draw-up/", drawing.propose_list, name="propose-list"),
    path("rounds/<uuid:pk>/list/draw-up/keep/", drawing.keep, name="keep-list"),
    path("rounds/<uuid:pk>/list/draw-up/table.xlsx", drawing.meeting_table, {"kind": "xlsx"}, name="list-workbook"),
    path("rounds/<uuid:pk>/list/draw-up/table.pdf", drawing.meeting_table, {"kind": "pdf"}, name="list-print"),
    path("rounds/<uuid:pk>/list/certificates/", views.certificates, name="certificates"),
    path("rounds/<uuid:pk>/list/announce/", views.announce, name="announce"),
]
