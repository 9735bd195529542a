"""The frame is tested alone: own addresses, and nothing of the roof on its pages."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def alone(settings: Any) -> None:
    """The product's settings without what the rooms above put on a page."""
    settings.ROOT_URLCONF = "tests.web.urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("jiqun.config.")]
    templates = deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [
        name for name in processors if not name.startswith("jiqun.config.")
    ]
    settings.TEMPLATES = templates
