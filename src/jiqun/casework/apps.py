"""Makes the setting of chains known."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The one door."""

    name = "jiqun.casework"

    def ready(self) -> None:
        """Loads the table."""
        from jiqun.casework import chain_setting  # noqa: F401
