"""How passwords are kept and what they must be (profile 等保)."""

from __future__ import annotations

import string

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text

RULE = Text(
    "密码须不少于 12 位，并含大写字母、小写字母、数字、符号中的至少三类。",
    "A password has at least 12 characters of at least three kinds: upper case, lower case, digits, signs.",
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
