"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Collections of firms' yearly figures."""

    name = "jiqun.collection"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.collection import procedure  # noqa: F401
