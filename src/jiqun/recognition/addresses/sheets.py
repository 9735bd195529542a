"""Addresses of the scoring room: a sheet beside its application, and the evidence of its items."""

from django.urls import URLPattern, path

from jiqun.recognition.views import sheets

urlpatterns: list[URLPattern] = [
    path("sheets/<uuid:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:pk>/computed.json", sheets.computed_record, name="sheet-computed"),
    path("sheets/<uuid:pk>/items/<slug:item>/", sheets.item, name="sheet-item"),
    path("sheets/<uuid:pk>/items/<slug:item>/files/<uuid:file>/", sheets.file, name="sheet-file"),
]
