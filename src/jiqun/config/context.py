"""What the frame around every page needs: the rail, the demonstration's banner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame."""
    return {"demo": settings.JIQUN_DEMO}
