"""Makes the room's tables known."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class InstrumentsConfig(AppConfig):
    """Registered bases, questions to the province and its interpretations."""

    name = "jiqun.instruments"

    def ready(self) -> None:
        """Loads the tables, and says where the years that were taken over are kept."""
        from jiqun.instruments.calendar import procedure, reminding  # noqa: F401
        from jiqun.instruments.procedure import basis, question  # noqa: F401
        from jiqun.standards import schedule

        schedule.keep_at(Path(settings.WORKDAYS_FILE))
