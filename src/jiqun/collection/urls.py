"""Addresses of the room: the county's, and the firm's behind its link."""

from django.urls import path

from jiqun.collection.views import county, firm, links

app_name = "collection"
urlpatterns = [
    path("clusters/<uuid:pk>/collections/", county.of_cluster, name="cluster"),
    path("collections/new/", county.start, name="start"),
    path("collections/<uuid:pk>/", county.board, name="board"),
    path("collections/<uuid:pk>/invite/", links.invite, name="invite"),
    path("collections/<uuid:pk>/links/", links.reissue, name="reissue"),
    path("collections/<uuid:pk>/links.xlsx", links.links_file, name="links-file"),
    path("collections/<uuid:pk>/remind/", county.remind, name="remind"),
    path("collections/<uuid:pk>/roster.xlsx", county.roster, name="roster"),
    path("collections/firms/<uuid:pk>/", county.firm, name="firm"),
    path("fill/<str:token>/", firm.fill, name="fill"),
    path("fill/<str:token>/draft/", firm.draft, name="draft"),
]
