"""Measures asked of a county, entered line by line: problem | remedy | unit | date (Article 16: 问题与改进措施)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.supervision.tracking.problems import as_day
from jiqun.web.fields import T, text

BETWEEN = re.compile(r"\s*[|｜]\s*")


def field(label: Any, zh: str, en: str) -> forms.CharField:
    """The field; what becomes of the measures is said at the end of its help."""
    return text(
        label,
        limit=4000,
        rows=4,
        required=False,
        help_text=T(
            f"每行一项：问题 | 措施 | 责任单位 | 期限（如 2025-12-31）。{zh}",
            f"One a line: problem | remedy | unit | date (like 2025-12-31). {en}",
        ),
    )


def checked(form: PayloadForm, given: str) -> str:
    """The same measures in one way of writing, each with all four parts and a day to come, so that what was prepared
    reads the same when it is signed. Raises `ValidationError` with all faults at once."""
    today = None if form.doing is None else form.doing.today
    found, wrong = [], []
    for n, entered in enumerate(given.splitlines(), 1):
        if not entered.strip():
            continue
        row, fault = line(entered, today)
        found.append(row)
        if fault is not None:
            wrong.append(T(f"第 {n} 行：{fault.zh}", f"Line {n}: {fault.en}"))
    if wrong:
        raise forms.ValidationError(wrong)
    return written(found)


def rows(given: str) -> list[list[str]]:
    """Measures that were checked: [problem, remedy, unit, day]."""
    return [each.split(" | ") for each in given.splitlines()]


def line(given: str, today: date | None) -> tuple[list[str], Text | None]:
    """One line in its four parts, and what is amiss with it."""
    row = [part.strip() for part in BETWEEN.split(given.strip())]
    if len(row) != 4 or not all(row):
        return row, Text("请写全“问题 | 措施 | 责任单位 | 期限”四部分。", "Write problem | remedy | unit | date.")
    due = as_day(row[3])
    if due is None:
        return row, Text(f"期限“{row[3]}”请写成 2025-12-31。", f"Write “{row[3]}” like 2025-12-31.")
    if today is not None and due < today:
        return row, Text(f"期限 {due} 已过。", f"{due} has passed.")
    if len(row[2]) > 80:
        return row, Text("责任单位不超过 80 个字。", "The unit takes 80 characters at most.")
    return [*row[:3], due.isoformat()], None


def written(found: Sequence[Sequence[str]]) -> str:
    """Measures as they are entered."""
    return "\n".join(" | ".join(row) for row in found)
