"""Addresses of the national level."""

from django.urls import path

from jiqun.recognition.views import nation as views

urlpatterns = [
    path("nation/", views.nation, name="nation"),
    path("nation/recommendations/new/", views.begin, name="begin-nation"),
    path("nation/recommendations/<uuid:pk>/", views.recommendation, name="nation-recommendation"),
    path("nation/recommendations/<uuid:pk>/table.<slug:kind>", views.take_away, name="nation-table"),
    path("nation/recommendations/<uuid:pk>/findings/<uuid:cluster>/", views.findings, name="nation-findings"),
    path("nation/lists/new/", views.import_list, name="import-national-list"),
    path("nation/lists/<uuid:pk>/", views.national_list, name="national-list"),
]
