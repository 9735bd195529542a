"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    """Inquiries to departments, imported lists, and what they hit."""

    name = "jiqun.inquiries"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.inquiries.procedure import hit, incident_list, inquiry  # noqa: F401
