"""Addresses of the form as a workbook."""

from django.urls import URLPattern, path

from jiqun.recognition.views import form_files

urlpatterns: list[URLPattern] = [
    path("applications/<uuid:pk>/form/workbook/", form_files.form_workbook, name="form-workbook"),
    path("applications/<uuid:pk>/form/import/", form_files.import_workbook, name="import-form"),
]
