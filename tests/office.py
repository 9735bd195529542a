"""Making an office for tests: the tree of authorities, and accounts with people behind them."""

from __future__ import annotations

from datetime import datetime
from random import Random

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Authority, Person, Role
from jiqun.authorities.tree import lay_tree
from tests.remembered import remembered

PROVINCE, HUIZHOU, HUICHENG, HUIDONG = "440000", "441300", "441302", "441323"
ZHONGSHAN, XIAOLAN = "442000", "442000118"


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai: `at("2025-03-20 10:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def chance(seed: int = 1) -> Random:
    """Reproducible chance."""
    return Random(seed)


def account(role: str, code: str | None, *, name: str = "", person: Person | None = None) -> Account:
    """An account of a role at an authority (by code), the tree laid if it is not there; the same one when asked again.

    Its sign-in name is `role-code`, unless `name` says otherwise; it has no password.
    """
    username = name or f"{role}-{code or 'none'}"
    found = Account.objects.select_related("person", "authority").filter(username=username).first()
    if found is not None:
        return found
    if not Authority.objects.exists():
        remembered(lay_tree)()
    person = person or Person.objects.create(name=f"{username}某")
    return Account.objects.create(
        username=username, person=person, role=role, authority=Authority.objects.get(pk=code) if code else None
    )


def officer(code: str) -> Account:
    """The officer of an authority."""
    return account(Role.OFFICER, code)


def approver(code: str) -> Account:
    """The approver of an authority."""
    return account(Role.APPROVER, code)
