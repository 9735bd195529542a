"""Addresses: the strategic map and the links of the chain (Articles 4, 7(八))."""

from __future__ import annotations

from django.urls import path

from jiqun.cultivation.chain import views
from jiqun.cultivation.strategy import views as strategy

urlpatterns = [
    path("cultivation/strategy/", strategy.home, name="strategy"),
    path("cultivation/strategy/map.<str:kind>", strategy.map_file, name="strategy-file"),
    path("cultivation/chain/enter/", views.enter, name="chain-enter"),
    path("cultivation/chain/<uuid:pk>/", views.link, name="chain-link"),
    path("clusters/<uuid:pk>/chain/", views.cluster, name="chain-cluster"),
    path("clusters/<uuid:pk>/chain/links.<str:kind>", views.links_file, name="chain-file"),
]
