"""Addresses: the evaluation report of the year (Article 16)."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.evaluation.views import batch, drafting, files, reading

urlpatterns = [
    path("supervision/evaluations/", reading.reports, name="evaluations"),
    path("supervision/evaluations/new/", drafting.make, name="new-evaluation"),
    path("supervision/evaluations/batch/", batch.batch, name="evaluation-batch"),
    path("supervision/evaluations/<uuid:pk>/", reading.report, name="evaluation"),
    path("supervision/evaluations/<uuid:pk>/sentence/", drafting.sentence, name="evaluation-sentence"),
    path("supervision/evaluations/<uuid:pk>/wordings/", reading.wordings, name="evaluation-wordings"),
    path("supervision/evaluations/<uuid:pk>/sources/", reading.sources, name="evaluation-sources"),
    path("supervision/evaluations/<uuid:pk>/sources/<int:number>/", reading.source, name="evaluation-source"),
    path("supervision/evaluations/<uuid:pk>/report.pdf", files.pdf, name="evaluation-pdf"),
    path("supervision/evaluations/<uuid:pk>/report.docx", files.docx, name="evaluation-docx"),
    path("supervision/evaluations/archive/<int:year>.<slug:kind>.zip", files.archive, name="evaluation-archive"),
]
