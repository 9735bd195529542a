"""Makes the chapter's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Chapter 3."""

    name = "jiqun.recognition"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.recognition.procedure import application, backfill, round  # noqa: F401
