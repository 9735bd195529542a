"""Playing people: the demonstration does what they do, through the same door, at its own hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Authority, Role
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import Actor, procedure
from jiqun.facts.workbook.problems import Reading
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai: `at("2025-03-03 09:30")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def current(case: Case) -> Application:
    """What is particular to an application as it stands now; the case in hand remembers what it read once."""
    case._state.fields_cache.pop("application", None)
    return application_of(case)


class Stage:
    """Everybody who plays, one source of chance, and fresh keys: the same seed plays the same way."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.workbooks: dict[bytes, Reading] = {}
        self.acts = 0

    @cached_property
    def staff(self) -> dict[tuple[str, str], Account]:
        """Office accounts by authority code and role; of several of a post, the one made first."""
        rows = Account.objects.select_related("person", "authority").filter(authority__isnull=False).order_by("-pk")
        return {(row.authority_id or "", row.role): row for row in rows}

    @cached_property
    def experts(self) -> dict[int, Account]:
        """Expert accounts by their id."""
        rows = Account.objects.select_related("person").filter(role=Role.EXPERT)
        return {row.pk: row for row in rows}

    @cached_property
    def places(self) -> dict[str, Authority]:
        """Authorities by code."""
        return {row.code: row for row in Authority.objects.all()}

    def officer(self, code: str) -> Account:
        """The officer of an authority."""
        return self.staff[code, Role.OFFICER]

    def approver(self, code: str) -> Account:
        """The approver of an authority."""
        return self.staff[code, Role.APPROVER]

    def key(self) -> str:
        """A fresh key."""
        self.acts += 1
        return f"demo-{self.acts}"

    def open(self, name: str, by: Actor, now: datetime, payload: Mapping[str, Any]) -> Any:
        """Opens a matter."""
        return open_matter(name, by=by, payload=payload, key=self.key(), now=now, chance=self.chance).subject

    def do(
        self,
        subject: Any,
        act: str,
        by: Actor,
        now: datetime,
        payload: Mapping[str, Any] | None = None,
        *,
        name: str = "",
        files: Mapping[str, Any] | None = None,
    ) -> None:
        """One act, as its page would do it; the subject in hand is brought up to date."""
        table = procedure(name or subject.procedure_name)
        done = perform(
            table.name,
            subject.pk,
            act,
            by=by,
            version=subject.version,
            payload=payload or {},
            files=files,
            key=self.key(),
            now=now,
            chance=self.chance,
        )
        for field in ("state", "version", "pending"):
            setattr(subject, field, getattr(done.subject, field))

    def do_and_sign(
        self, case: Case, act: str, code: str, now: datetime, payload: Mapping[str, Any] | None = None
    ) -> None:
        """The officer of an authority prepares, its approver signs an hour later."""
        self.do(case, act, self.officer(code), now, payload)
        self.do(case, "sign", self.approver(code), now.replace(hour=now.hour + 1), {"affirmed": "on"})
