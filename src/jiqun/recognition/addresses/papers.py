"""Addresses of the papers of an application: the bound set, the empty form, the paper loop."""

from django.urls import URLPattern, path

from jiqun.recognition.views import papers

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/papers/", papers.papers, name="papers"),
    path("applications/<uuid:pk>/papers/book.pdf", papers.bound, name="papers-pdf"),
    path("applications/<uuid:pk>/papers/set.pdf", papers.with_files, name="papers-set"),
    path("applications/<uuid:pk>/papers/book.docx", papers.editable, name="papers-docx"),
    path("applications/<uuid:pk>/papers/printed/<uuid:copy>/", papers.printed, name="papers-printed"),
    path("applications/<uuid:pk>/papers/sealed/", papers.register_sealed, name="register-sealed"),
    path("applications/<uuid:pk>/papers/letter/", papers.name_document, name="name-document"),
    path("rounds/<uuid:pk>/form/blank.<str:ending>", papers.blank, name="blank-form"),
]
