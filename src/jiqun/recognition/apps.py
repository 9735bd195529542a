"""Makes the chapter's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Chapter 3."""

    name = "jiqun.recognition"

    def ready(self) -> None:
        """Loads the tables, and tells interpretations what they would touch here."""
        from jiqun.instruments.touched import register
        from jiqun.recognition.acts import eligibility  # noqa: F401
        from jiqun.recognition.dossier import taking  # noqa: F401
        from jiqun.recognition.faq import procedure as faq  # noqa: F401
        from jiqun.recognition.procedure import (  # noqa: F401
            application,
            backfill,
            forwarding,
            nation,
            national,
            round,
            screening,
            sheets,
        )
        from jiqun.recognition.queries import announced  # noqa: F401
        from jiqun.recognition.queries.interpretations import touched
        from jiqun.recognition.recommending import procedure  # noqa: F401
        from jiqun.recognition.visiting import kinds  # noqa: F401

        register(touched)
