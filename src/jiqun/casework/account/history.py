"""Keeping what passwords an account had, as hashes, so that none of the last five is taken again (profile 等保)."""

from __future__ import annotations

from datetime import datetime, timedelta

from jiqun.authorities.models import Account, PasswordChange
from jiqun.casework.doing import Doing


def keep(doing: Doing, account: Account, password: str, at: datetime) -> PasswordChange:
    """One password that was chosen (its hash) and when, real time."""
    return PasswordChange.objects.create(id=doing.new_id(), account=account, password=password, set_at=at)


def keep_first(doing: Doing, account: Account, at: datetime) -> None:
    """A password nobody chose here (of the demonstration, of a command) counts among the last five too.

    When it began nobody knows: just before `at`, where another takes its place.
    """
    if account.has_usable_password() and not PasswordChange.objects.filter(password=account.password).exists():
        keep(doing, account, account.password, account.password_set_at or at - timedelta(seconds=1))
