"""Django's own checks of the whole product."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command


def test_system_checks_find_nothing() -> None:
    call_command("check", fail_level="WARNING", stdout=StringIO())


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    output = StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, interactive=False, stdout=output)
    assert output.getvalue().strip() == "No changes detected"
