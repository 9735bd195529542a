"""Addresses of bases, questions and interpretations."""

from django.urls import path

from jiqun.instruments import listings, views
from jiqun.instruments.calendar import views as calendar

app_name = "instruments"
urlpatterns = [
    path("bases/", views.bases, name="bases"),
    path("bases/new/", views.draft_basis, name="draft-basis"),
    path("bases/<uuid:pk>/", views.basis, name="basis"),
    path("bases/<uuid:pk>/amend/", views.amend_basis, name="amend-basis"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/new/", calendar.enter, name="enter-holidays"),
    path("calendar/<uuid:pk>/", calendar.calendar_year, name="calendar-year"),
    path("listings/", listings.listings, name="listings"),
    path("listings/<slug:key>/", listings.listing, name="listing"),
    path("listings/<slug:key>/rows.<str:kind>", listings.listing_file, name="listing-file"),
    path("interpretations/", views.questions, name="questions"),
    path("interpretations/ask/", views.ask, name="ask"),
    path("interpretations/<uuid:pk>/", views.question, name="question"),
    path("interpretations/<uuid:pk>/answer/", views.answer, name="answer"),
    path("waiting-file/<slug:name>/<uuid:pk>/", views.waiting_file, name="waiting-file"),
]
