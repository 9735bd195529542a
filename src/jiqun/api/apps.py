"""Makes the tables of tokens and subscriptions known."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface for other systems."""

    name = "jiqun.api"
    label = "api"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.api.hooks import procedure as hooks  # noqa: F401
        from jiqun.api.tokens import procedure as tokens  # noqa: F401
