"""Addresses of this room."""

from django.urls import path

from jiqun.evidence import sheets, views

app_name = "evidence"
urlpatterns = [
    path("files/<uuid:pk>/", views.download, name="download"),
    path("files/<uuid:pk>/preview/", views.preview, name="preview"),
    path("files/<uuid:pk>/pages/<int:page>/", views.picture, name="picture"),
    path("sign-offs/<int:pk>/sheet/", sheets.sheet, name="sheet"),
]
