"""What is already known beside each field of a section."""

from __future__ import annotations

from typing import Any

from jiqun.casework.models import Case
from jiqun.forms.definitions import Section


def beside(case: Case, section: Section) -> dict[str, Any]:
    """What is known beside the fields of a section, by field id; nothing yet."""
    return {}
