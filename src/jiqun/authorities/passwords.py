"""How passwords are kept and what they must be: by the profile 等保 (`dengbao`) or by OWASP's (`asvs`)."""

from __future__ import annotations

import string
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.core.exceptions import ValidationError

from jiqun.authorities.password_profiles import PROFILES, RULE, Profile
from jiqun.bilingual import Text

HISTORY = 5
REUSED = Text(
    f"不能使用最近 {HISTORY} 次用过的密码，请另设一个。",
    f"None of the last {HISTORY} passwords is taken again; choose another.",
)


class Argon2id(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet): about 20 ms here."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class ThreeOfFourClasses:
    """At least three of four kinds of characters."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises `ValidationError` with the rule when fewer than three kinds occur."""
        kinds = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
        found = sum(any(c in kind for c in password) for kind in kinds)
        found += any(c not in "".join(kinds) for c in password)
        if found < 3:
            raise ValidationError(str(RULE), code="password_classes")

    def get_help_text(self) -> str:
        """The rule in the language in force."""
        return str(RULE)


class NotUsedLately:
    """None of the account's last five passwords, the present one among them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises `ValidationError` for one that was used; about 20 ms for each that is compared."""
        if user is None or user.pk is None:
            return
        before = user.password_changes.order_by("-set_at").values_list("password", flat=True)[:HISTORY]
        if any(check_password(password, each) for each in {user.password, *before}):
            raise ValidationError(str(REUSED), code="password_reused")

    def get_help_text(self) -> str:
        """The rule in the language in force."""
        return str(REUSED)


def profile() -> Profile:
    """The profile in force."""
    return PROFILES[settings.JIQUN_PASSWORD_PROFILE]


def run_out(set_at: datetime | None, now: datetime) -> bool:
    """Whether a password chosen at `set_at` is to be changed (real time); one nobody chose yet is not asked for."""
    days = profile().days
    return bool(days and set_at is not None and now - set_at >= timedelta(days=days))
