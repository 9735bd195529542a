"""Who objects is covered; whoever reads it leaves a trace in the journal."""

from __future__ import annotations

from datetime import datetime
from random import Random

from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.casework.perform import SYSTEM_CHANCE
from jiqun.journal import chain
from jiqun.notices.models import Objection


def read_identity(objection: Objection, by: Account, now: datetime, chance: Random = SYSTEM_CHANCE) -> None:
    """Journals that an account reads who objects. The caller has seen that it may."""
    with transaction.atomic():
        chain.append(
            {
                "procedure": "objection",
                "act": "read_identity",
                "clause": "A14.3",
                "subject": str(objection.pk),
                "version": objection.version,
                "actor": by.username,
                "role": str(by.role),
                "authority": by.authority.code if by.authority else "",
                "prepared_by": "",
            },
            {"number": objection.number},
            now=now,
            personal=False,
            chance=chance,
        )
