"""Entering tables from paper in tests."""

from __future__ import annotations

from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid
from jiqun.casework.steps import Done
from tests.evidence.samples import PDF
from tests.office import PROVINCE, approver, at, officer

NOW = at("2026-09-01 10:00")


class Desk:
    """Enters and confirms; keys count up."""

    def __init__(self) -> None:
        self.keys, self.chance = 0, Random(3)

    def key(self) -> str:
        self.keys += 1
        return f"past-{self.keys}"

    def begin(self, kind: str, lines: str, **changes: str) -> Case:
        told = {
            "kind": kind,
            "source": "省厅2024年度统计汇编",
            "document": "",
            "dated_on": "2025-06-30",
            "lines": lines,
        }
        done = open_matter(
            "past", by=officer(PROVINCE), payload={**told, **changes}, key=self.key(), now=NOW, chance=self.chance,
            files={"file": SimpleUploadedFile("汇编.pdf", PDF, "application/pdf")},
        )  # fmt: skip
        found: Case = done.subject
        return found

    def act(self, case: Case, name: str, payload: dict[str, str] | None = None, *, signer: bool = False) -> Done:
        case.refresh_from_db()
        by = approver(PROVINCE) if signer else officer(PROVINCE)
        return perform(
            "past", case.pk, name, by=by, version=case.version, payload=payload or {}, key=self.key(), now=NOW,
            chance=self.chance,
        )  # fmt: skip

    def confirmed(self, kind: str, lines: str) -> Case:
        case = self.begin(kind, lines)
        self.act(case, "confirm_past")
        self.act(case, "sign", {"affirmed": "on"}, signer=True)
        case.refresh_from_db()
        return case

    def faults(self, kind: str, lines: str) -> list[str]:
        """What is said of a faulty table; nothing is kept of it."""
        before = Case.objects.count()
        with pytest.raises(Invalid) as said:
            self.begin(kind, lines)
        assert Case.objects.count() == before
        return said.value.faults["lines"]
