"""Addresses of receipts."""

from django.urls import URLPattern, path

from jiqun.recognition.views import receipts

urlpatterns: list[URLPattern] = [
    path("receipts/<str:number>/", receipts.receipt, name="receipt"),
    path("receipts/<str:number>/receipt.json", receipts.as_json, name="receipt-json"),
    path("receipts/<str:number>/receipt.pdf", receipts.as_pdf, name="receipt-pdf"),
]
