"""Addresses of expert review that are the same for every chapter."""

from django.urls import path

from jiqun.forms.for_the_page import token
from jiqun.review import sheet_views, views
from jiqun.review.paper import views as paper
from jiqun.review.pool import views as pool
from jiqun.review.rubrics import views as rubrics

app_name = "review"
urlpatterns = [
    path("reviews/", views.mine, name="mine"),
    path("reviews/token/", token, name="token"),
    path("reviews/<uuid:pk>/save/", sheet_views.save, name="save"),
    path("reviews/<uuid:pk>/watch/", sheet_views.watch, name="watch"),
    path("reviews/<uuid:pk>/standing/", sheet_views.standing, name="standing"),
    path("paper-sheets/<uuid:pk>/", paper.paper, name="paper"),
    path("paper-sheets/<uuid:pk>/enter/", paper.enter, name="enter-paper"),
    path("experts/", pool.experts, name="experts"),
    path("experts/nominate/", pool.nominate, name="nominate"),
    path("experts/import/", pool.import_experts, name="import-experts"),
    path("experts/template.xlsx", pool.template, name="experts-template"),
    path("experts/<uuid:pk>/", pool.expert, name="expert"),
    path("rubrics/", rubrics.rubrics, name="rubrics"),
    path("rubrics/propose/", rubrics.propose, name="propose-rubric"),
    path("rubrics/table.xlsx", rubrics.table, name="rubric-table"),
    path("rubrics/revisions/<int:pk>/", rubrics.revision, name="rubric"),
    path("rubrics/<uuid:pk>/", rubrics.proposal, name="rubric-proposal"),
]
