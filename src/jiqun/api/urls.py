"""Addresses of the interface and of its pages."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path

from jiqun.api import guide
from jiqun.api.hooks import views as hooks
from jiqun.api.tokens import views as tokens
from jiqun.api.v1.interface import interface
from jiqun.api.v1.problems import no_address

app_name = "api"
urlpatterns = [
    path("", guide.guide, name="guide"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.make, name="token-new"),
    path("tokens/<uuid:pk>/", tokens.token, name="token"),
    path("hooks/", hooks.hooks, name="hooks"),
    path("hooks/new/", hooks.make, name="hook-new"),
    path("hooks/<uuid:pk>/", hooks.hook, name="hook"),
]
v1_urlpatterns: list[Any] = [path("", interface.urls), re_path(r"^[\s\S]*$", no_address)]
