"""Sets up the journal's guards after each migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def guard(using: str, **_: Any) -> None:
    """Makes the head row and the triggers of one database."""
    from jiqun.journal.models import Head
    from jiqun.journal.triggers import install

    connection = connections[using]
    if "journal_head" in connection.introspection.table_names():
        Head.objects.using(using).get_or_create(pk=1)
        install(connection)


class JournalConfig(AppConfig):
    """The journal room."""

    name = "jiqun.journal"

    def ready(self) -> None:
        """Django's one hook for work after a migration is a signal; the product uses no others."""
        post_migrate.connect(guard, sender=self, dispatch_uid="journal.guard")
