"""Addresses of the prefecture's review."""

from django.urls import URLPattern, path

from jiqun.recognition.views import candidates, conclusion_drafts
from jiqun.recognition.views import precheck_sheets as sheets
from jiqun.recognition.views import recommendation as views

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/conclude/", views.conclude, name="conclude"),
    path("applications/<uuid:pk>/conclude/save/", conclusion_drafts.save, name="save-conclusions"),
    path("applications/<uuid:pk>/conclude/watch/", conclusion_drafts.watch, name="watch-conclusions"),
    path("applications/<uuid:pk>/confirm/", views.confirm_computed, name="confirm-computed"),
    path("applications/<uuid:pk>/review/sheet/", sheets.precheck_sheet, name="precheck-sheet"),
    path("applications/<uuid:pk>/review/<str:norm>/document/", sheets.document, name="conclusion-document"),
    path("applications/<uuid:pk>/recommend/", views.recommend, name="recommend"),
    path("applications/<uuid:pk>/review/", views.review, name="review"),
    path("rounds/<uuid:pk>/candidates/", candidates.candidates, name="candidates"),
    path("rounds/<uuid:pk>/candidates/<slug:kind>/", candidates.export, name="candidates-export"),
]
