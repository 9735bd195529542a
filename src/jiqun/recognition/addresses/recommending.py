"""Addresses of a prefecture's recommendation."""

from django.urls import URLPattern, path

from jiqun.recognition.recommending import views

urlpatterns: list[URLPattern] = [
    path("recommendations/new/", views.begin, name="begin-recommendation"),
    path("recommendations/<uuid:pk>/", views.recommendation, name="recommendation"),
    path("recommendations/<uuid:pk>/order/", views.order, name="order-candidates"),
    path("recommendations/<uuid:pk>/send/", views.send, name="send-recommendation"),
    path("recommendations/<uuid:pk>/table/<int:number>/<slug:kind>/", views.table, name="recommendation-table"),
]
