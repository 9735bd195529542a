"""Tells the one door how papers are kept."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Files."""

    name = "jiqun.evidence"

    def ready(self) -> None:
        """Endorsements on paper are entered with a file of this room."""
        from jiqun.casework.sign_forms import take_papers
        from jiqun.evidence.sheets import SheetForm, sheet_url

        take_papers(SheetForm, sheet_url)
