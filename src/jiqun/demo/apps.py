"""Makes the clock's table known."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration."""

    name = "jiqun.demo"

    def ready(self) -> None:
        """Loads the table."""
        from jiqun.demo import procedure  # noqa: F401
