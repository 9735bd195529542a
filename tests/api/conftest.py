"""What every test of the interface starts from."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.api.caller import NOW


@pytest.fixture(autouse=True)
def office_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's time is a morning within the round's; nobody has asked for anything within the hour."""
    monkeypatch.setattr("jiqun.config.clock.now", lambda: NOW)
    cache.clear()
