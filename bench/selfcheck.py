"""The public's self-check: the whole request, from the uploaded workbook to the printed page, nothing kept."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bench.measure import Row
from bench.roster import median


def rows(workbook: bytes, on: date, runs: int = 5) -> list[Row]:
    """One upload of 300 firms × 4 years, read in a process of its own."""

    def check() -> None:
        cache.clear()  # so many from one address are otherwise slowed down
        file = SimpleUploadedFile("roster.xlsx", workbook)
        answer = Client().post(reverse("portal:self-check"), {"on": on.isoformat(), "workbook": file})
        if answer.status_code != 200:
            raise RuntimeError(f"self-check: {answer.status_code}")

    return [Row("self-check of 300 firms × 4 years by upload", milliseconds=median(check, runs), goal=1, unit="s CPU")]
