"""Addresses: policies, their outreach, and the link firms answer by (Articles 5, 8, 13(九))."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.outreach import public, views

urlpatterns = [
    path("cultivation/policies/", views.policies, name="policies"),
    path("cultivation/policies/enter/", views.enter, name="policy-enter"),
    path("cultivation/policies/<uuid:pk>/", views.policy, name="policy"),
    path("cultivation/policies/<uuid:pk>/spread/", views.spread, name="policy-spread"),
    path("cultivation/outreach/open/", views.open_outreach, name="outreach-open"),
    path("cultivation/outreach/<uuid:pk>/", views.outreach, name="outreach"),
    path("cultivation/outreach/<uuid:pk>/firms.<str:kind>", views.firms_file, name="outreach-firms"),
    path("cultivation/outreach/<uuid:pk>/evidence.pdf", views.evidence, name="outreach-evidence"),
    path("cultivation/outreach/firm/<uuid:pk>/", views.firm, name="outreach-firm"),
    path("clusters/<uuid:pk>/outreach/", views.cluster, name="outreach-cluster"),
    path("outreach/<uuid:pk>/<slug:token>/", public.answer, name="outreach-answer"),
]
