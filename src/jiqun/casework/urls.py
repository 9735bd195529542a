"""Addresses of the workbench and of acts."""

from django.urls import path

from jiqun.casework import views

app_name = "casework"
urlpatterns = [
    path("work/", views.workbench, name="workbench"),
    path("open/<slug:procedure_name>/", views.opening, name="open"),
    path("matter/<str:pk>/", views.matter, name="matter"),
    path("do/<slug:procedure_name>/<str:pk>/<slug:name>/", views.act, name="act"),
]
