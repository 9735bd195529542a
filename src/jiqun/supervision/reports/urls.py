"""Addresses: annual reports by 31 March on the year before (Article 16)."""

from __future__ import annotations

from django.urls import path

from jiqun.supervision.reports import calling, receipt, views

urlpatterns = [
    path("supervision/reports/", views.reports, name="reports"),
    path("supervision/reports/begin/", views.begin, name="begin-report"),
    path("supervision/reports/calls/", calling.call_list, name="report-calls"),
    path("supervision/reports/calls/<slug:kind>/", calling.call_file, name="report-calls-file"),
    path("supervision/reports/days/begin/", views.set_day, name="set-report-date"),
    path("supervision/reports/days/<uuid:pk>/", views.internal_day, name="report-date"),
    path("supervision/reports/orders/begin/", views.begin_order, name="begin-order"),
    path("supervision/reports/orders/<uuid:pk>/", views.order, name="report-order"),
    path("supervision/reports/<uuid:pk>/", views.report, name="report"),
    path("supervision/reports/<uuid:pk>/receipt/", receipt.page, name="report-receipt"),
    path("supervision/reports/<uuid:pk>/receipt/pdf/", receipt.as_pdf, name="report-receipt-pdf"),
]
