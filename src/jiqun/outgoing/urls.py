"""Addresses of the room."""

from django.urls import path

from jiqun.outgoing.batches import views as batches
from jiqun.outgoing.views import files, paper, papers

app_name = "outgoing"
urlpatterns = [
    path("papers/", papers.papers, name="papers"),
    path("papers/batches/<uuid:pk>/", batches.batch, name="batch"),
    path("papers/batches/<uuid:pk>/set/", batches.set_papers, name="set-papers"),
    path("papers/<uuid:pk>/", paper.paper, name="paper"),
    path("papers/<uuid:pk>/revise/", paper.revise, name="revise"),
    path("papers/<uuid:pk>/wordings/<int:position>/", paper.changes, name="changes"),
    path("papers/<uuid:pk>/paper.pdf", files.pdf, name="pdf"),
    path("papers/<uuid:pk>/paper.docx", files.docx, name="docx"),
    path("papers/<uuid:pk>/page.png", files.page, name="page"),
    path("papers/<uuid:pk>/sheet.pdf", files.sheet_pdf, name="sheet"),
    path("papers/<uuid:pk>/sealed/", files.sealed, name="sealed"),
]
