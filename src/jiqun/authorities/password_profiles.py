"""What an installation asks of passwords: 等保 (`dengbao`) or OWASP's ASVS (`asvs`).

Read by the settings, so free of Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text

RULE = Text(
    "密码须不少于 12 位，并含大写字母、小写字母、数字、符号中的至少三类。",
    "A password has at least 12 characters of at least three kinds: upper case, lower case, digits, signs.",
)


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of rules; `days` after which a password is changed, 0 for never."""

    rule: Text
    days: int
    validators: tuple[str, ...]


HERE = "jiqun.authorities.passwords."
PROFILES = {
    "dengbao": Profile(RULE, 90, (f"{HERE}ThreeOfFourClasses", f"{HERE}NotUsedLately")),
    "asvs": Profile(
        Text(
            "密码须不少于 12 位，不能是常见密码；可以用一句话，不限字符种类。",
            "A password has at least 12 characters and is no common one; a sentence is welcome, of any characters.",
        ),
        0,
        (),
    ),
}


def validators(profile: str) -> list[dict[str, Any]]:
    """Django's `AUTH_PASSWORD_VALIDATORS` of a profile."""
    django = "django.contrib.auth.password_validation."
    return [
        {"NAME": f"{django}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        *({"NAME": name} for name in PROFILES[profile].validators),
        {"NAME": f"{django}CommonPasswordValidator"},
    ]
