"""An installation that trusts the mock provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from jiqun.authorities.elsewhere.provider import Provider
from jiqun.bilingual import Text
from tests.authorities.elsewhere.lying import CLIENT, SECRET, Lying, serving


@pytest.fixture
def provider(settings: Any) -> Iterator[Lying]:
    """The mock, and settings that name it; nothing is remembered of providers before it."""
    cache.clear()
    with serving() as found:
        settings.JIQUN_OIDC = Provider(found.issuer, CLIENT, SECRET, title=Text("粤政易", "Yuezhengyi"))
        yield found
    cache.clear()
