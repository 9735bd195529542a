"""Addresses: the brand register (Article 11)."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.brands import views

urlpatterns = [
    path("cultivation/brands/", views.brands, name="brands"),
    path("cultivation/brands/file/<slug:kind>/", views.brands_file, name="brands-file"),
    path("cultivation/brands/enter/", views.enter, name="brand-enter"),
    path("cultivation/brands/paste/<uuid:pk>/", views.paste, name="brands-paste"),
    path("cultivation/brands/<uuid:pk>/", views.brand, name="brand"),
    path("cultivation/brands/<uuid:pk>/proof/", views.proof, name="brand-proof"),
]
