"""The first three administrators of an empty installation: made by whoever runs the machine, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from django.db import transaction

from jiqun.authorities.links import GOOD_FOR, digest_of
from jiqun.authorities.models import ADMINISTRATORS, ROLE_TITLES, Account, Authority, PasswordLink, Person, Role
from jiqun.bilingual import Text
from jiqun.casework.passwords.acts import TOKEN_BYTES
from jiqun.journal import chain

NAMES = {Role.SYSTEM_ADMIN: "system", Role.SECURITY_ADMIN: "security", Role.AUDIT_ADMIN: "audit"}
THERE = Text(
    "已经有管理员账号。请由安全管理员在“单位与人员”里重设密码。",
    "There are administrators already; the security administrator sets a password anew under “Units and people”.",
)


class AlreadyThere(ValueError):
    """An installation has its administrators; the text says what to do instead."""

    def __init__(self) -> None:
        super().__init__(THERE.zh)


@dataclass(frozen=True, slots=True)
class Made:
    """One administrator and the token of the link to choose the password by."""

    username: str
    role: Text
    token: str


@transaction.atomic
def administrators(now: datetime, chance: Random) -> list[Made]:
    """Three accounts of three people at the province, each with a one-time link; in the journal without the tokens.

    `now` is real time. Raises `AlreadyThere` when any administrator exists, so that the way in is open only once.
    """
    if Account.objects.filter(role__in=ADMINISTRATORS).exists():
        raise AlreadyThere
    province = Authority.objects.get(kind="province")
    made = []
    for role in ADMINISTRATORS:
        title, token = ROLE_TITLES[role], chance.randbytes(TOKEN_BYTES).hex()
        account = Account(
            username=f"{NAMES[role]}.admin",
            person=Person.objects.create(name=title.zh),
            role=role,
            authority=province,
        )
        account.set_unusable_password()
        account.save()
        PasswordLink.objects.create(
            id=UUID(int=chance.getrandbits(128), version=4),
            account=account,
            token_sha256=digest_of(token),
            issued_by=account,
            issued_at=now,
            expires_at=now + GOOD_FOR,
        )
        made.append(Made(account.username, title, token))
    told = {"accounts": [each.username for each in made]}
    fields = {"act": "first_administrators", "actor": "operator", "subject": province.code}
    chain.append(fields, told, now=now, personal=True, chance=chance)
    return made
