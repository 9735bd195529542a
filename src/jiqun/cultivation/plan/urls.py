"""Addresses: plans in eight directions (Articles 7, 13(九))."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.plan import views

urlpatterns = [
    path("cultivation/plans/", views.plans, name="plans"),
    path("cultivation/plans/begin/", views.begin, name="plan-begin"),
    path("cultivation/plans/<uuid:pk>/", views.plan, name="plan"),
    path("cultivation/plans/<uuid:pk>/progress/", views.progress, name="plan-progress"),
    path("cultivation/plans/<uuid:pk>/revisions/<int:number>/", views.revision, name="plan-revision"),
    path("cultivation/plans/<uuid:pk>/plan.pdf", views.pdf, name="plan-pdf"),
    path("cultivation/plans/<uuid:pk>/plan.xlsx", views.xlsx, name="plan-xlsx"),
    path("cultivation/plans/<uuid:pk>/proof/<uuid:note>/", views.proof, name="plan-proof"),
]
