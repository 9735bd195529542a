"""Labels and messages of this chapter's forms."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms

from jiqun.web import fields
from jiqun.web.fields import T as T
from jiqun.web.fields import day as day

_NUMBER = r"[0-9一二三四五六七八九十百]+"
_RANK_OR_SCORE = re.compile(
    rf"第\s*{_NUMBER}\s*名|(?:名次|排名|排序)\s*(?:为|是|在)?\s*第?\s*{_NUMBER}|\d+(?:\.\d+)?\s*分(?![之公别钟析])"
)


def required(zh: str, en: str) -> dict[str, Any]:
    """What an empty field is told."""
    return {"required": T(zh, en)}


def text(label: Any, *, limit: int = 2000, rows: int = 4, missing: Any = None, **more: Any) -> forms.CharField:
    """A longer text."""
    messages = {"required": missing or fields.REQUIRED}
    return fields.text(label, limit=limit, rows=rows, error_messages=messages, **more)


def without_rank_or_score(given: str) -> str:
    """A reason that its applicant will read. Raises `ValidationError` where it tells a rank or a score."""
    found = _RANK_OR_SCORE.search(unicodedata.normalize("NFKC", given))
    if found is not None:
        raise forms.ValidationError(
            T(
                f"理由将告知申报单位，不得写明名次和分数（“{found[0]}”），请改写。",
                f"The applicant is told the reason: no rank and no score in it (“{found[0]}”); reword it.",
            )
        )
    return given
