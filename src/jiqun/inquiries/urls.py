"""Addresses of the room."""

from django.urls import path

from jiqun.inquiries.views import hits, inquiry, lists

app_name = "inquiries"
urlpatterns = [
    path("clusters/<uuid:pk>/inquiries/", inquiry.cluster, name="cluster"),
    path("inquiries/open/", inquiry.open_inquiry, name="open"),
    path("inquiries/<uuid:pk>/", inquiry.inquiry, name="inquiry"),
    path("inquiries/<uuid:pk>/reply/", inquiry.reply, name="reply"),
    path("inquiries/<uuid:pk>/letters/<slug:department>/", inquiry.letter, name="letter"),
    path("inquiries/<uuid:pk>/letters/<slug:department>/firms/", inquiry.firms, name="firms"),
    path("hits/", hits.hits, name="hits"),
    path("hits/<uuid:pk>/", hits.hit, name="hit"),
    path("hits/<uuid:pk>/file/", hits.file, name="hit-file"),
    path("incident-lists/", lists.lists, name="lists"),
    path("incident-lists/import/", lists.import_list, name="import-list"),
    path("incident-lists/<uuid:pk>/", lists.incident_list, name="list"),
    path("screenings/<uuid:pk>/", lists.screening, name="screening"),
]
