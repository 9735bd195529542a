"""Addresses of visits and their plans."""

from django.urls import URLPattern, path

from jiqun.forms.for_the_page import token
from jiqun.visits.views import firm, plan, visit

app_name = "visits"
urlpatterns: list[URLPattern] = [
    path("visits/", visit.visits, name="visits"),
    path("visits/token/", token, name="form-token"),
    path("visits/arrange/<slug:name>/", visit.arrange, name="arrange"),
    path("visits/plan/<slug:name>/", plan.draw_up, name="draw-up"),
    path("visits/plans/<uuid:pk>/", plan.plan, name="plan"),
    path("visits/plans/<uuid:pk>/adopt/", plan.adopt, name="adopt"),
    path("visits/<uuid:pk>/", visit.visit, name="visit"),
    path("visits/<uuid:pk>/record.pdf", visit.record, name="record"),
    path("visits/<uuid:pk>/conclude/", visit.conclude, name="conclude"),
    path("visits/<uuid:pk>/firms/<str:uscc>/", firm.firm, name="firm"),
    path("visits/<uuid:pk>/firms/<str:uscc>/save/", firm.save, name="save"),
    path("visits/<uuid:pk>/firms/<str:uscc>/watch/", firm.watch, name="watch"),
    path("visits/<uuid:pk>/firms/<str:uscc>/photos/", firm.add_photos, name="add-photos"),
    path("visits/<uuid:pk>/photos/<uuid:photo>/remove/", firm.remove_photo, name="remove-photo"),
]
