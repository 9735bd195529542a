"""What pages show of papers."""

from __future__ import annotations

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.outgoing.models import Paper


def papers_of(case: Case, user: Account) -> list[Paper]:
    """The papers of a matter that the account may see, oldest first (one query)."""
    return list(Paper.objects.visible_to(user).filter(case=case).order_by("drafted_at", "id"))
