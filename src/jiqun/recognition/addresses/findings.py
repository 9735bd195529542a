"""Addresses of what is computed: the findings of an application, and what they are opened to."""

from django.urls import URLPattern, path

from jiqun.recognition.views import findings as views
from jiqun.recognition.views import findings_files as files
from jiqun.recognition.views import sensitivity

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/findings/", views.findings, name="application-findings"),
    path("applications/<uuid:pk>/findings/rows/", views.rows, name="application-rows"),
    path("applications/<uuid:pk>/findings/findings.pdf", files.document, name="findings-pdf"),
    path("applications/<uuid:pk>/findings/record.json", files.record, name="findings-record"),
    path("rounds/<uuid:pk>/sensitivity/", sensitivity.sensitivity, name="sensitivity"),
    path("rounds/<uuid:pk>/comparison/", sensitivity.comparison, name="comparison"),
]
