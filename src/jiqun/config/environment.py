"""What the product takes from its surroundings: where it keeps things, its secret, its database."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jiqun.authorities.elsewhere.provider import Provider, safe
from jiqun.bilingual import Text
from jiqun.casework.mailing.gateway import Gateway
from jiqun.once import write_once

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    # Without it INSERT OR REPLACE slips past the triggers that guard the journal.
    "PRAGMA recursive_triggers=ON;"
)


def var_folder() -> Path:
    """The folder for everything that is not code: `JIQUN_VAR`, or `var` under the current folder."""
    return Path(os.environ.get("JIQUN_VAR", "var")).resolve()


def secret(name: str, folder: Path) -> str:
    """A secret of this installation, made at first need with mode 0600; the same ever after."""
    path = folder / "secrets" / name
    if not path.exists():
        write_once(path, secrets.token_urlsafe(48).encode())
    return path.read_text().strip()


def choice(name: str, known: tuple[str, ...], default: str) -> str:
    """The value of an environment variable that is one of a few words. Raises `ValueError` for another."""
    value = os.environ.get(name) or default
    if value not in known:
        raise ValueError(f"{name}: {value!r} is none of {', '.join(known)}")
    return value


def base_path(path: str) -> str:
    """A path such as `/jiqun`, however it was written; "" for the whole host. Raises `ValueError` for an odd one."""
    found = "/".join(part for part in path.split("/") if part)
    if not re.fullmatch(r"[A-Za-z0-9._~/-]*", found) or ".." in found:
        raise ValueError(f"JIQUN_PATH: {path!r} is no path such as /jiqun")
    return f"/{found}" if found else ""


def mail(url: str) -> dict[str, Any]:
    """Django's settings of mail for a `JIQUN_MAIL_URL` such as `smtps://user:password@host:465`; none for an empty one.

    Raises `ValueError` for a scheme other than `smtp` (STARTTLS with `?tls=1`) and `smtps`.
    """
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("JIQUN_MAIL_URL: smtp://user:password@host:port?tls=1 or smtps://…")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": "tls=1" in parts.query.split("&"),
        "EMAIL_TIMEOUT": 20,
    }


def identity_provider(surroundings: Mapping[str, str]) -> Provider | None:
    """The provider of identities that `JIQUN_OIDC_…` names, with its secret from its file; `None` without an issuer.

    A title of both languages is written 中文|English. Raises `ValueError` for an issuer that is not https (http on this
    machine alone) and for a missing client; `OSError` for a secret that cannot be read.
    """
    issuer = surroundings.get("JIQUN_OIDC_ISSUER", "")
    if not issuer:
        return None
    if not safe(issuer) or "?" in issuer:
        raise ValueError(f"JIQUN_OIDC_ISSUER: {issuer!r} is no https address (http: on this machine alone)")
    client, file = surroundings.get("JIQUN_OIDC_CLIENT_ID", ""), surroundings.get("JIQUN_OIDC_CLIENT_SECRET_FILE", "")
    if not client:
        raise ValueError("JIQUN_OIDC_CLIENT_ID: the provider's name for this installation is missing")
    kept = Path(file).read_text(encoding="utf-8").strip() if file else ""
    if file and not kept:
        raise ValueError(f"JIQUN_OIDC_CLIENT_SECRET_FILE: {file} is empty")
    zh, _, en = (surroundings.get("JIQUN_OIDC_TITLE") or "统一身份认证|single sign-on").partition("|")
    claim = surroundings.get("JIQUN_OIDC_CLAIM") or "preferred_username"
    return Provider(issuer, client, kept, claim, Text(zh.strip(), en.strip() or zh.strip()))


def message_gateway(surroundings: Mapping[str, str]) -> Gateway | None:
    """The gateway for messages that `JIQUN_MESSAGE_…` names, with its secret from its file; `None` without an address.

    Raises `ValueError` for an address that is not https (http on this machine alone) and for a missing secret;
    `OSError` for a secret that cannot be read.
    """
    url, file = surroundings.get("JIQUN_MESSAGE_URL", ""), surroundings.get("JIQUN_MESSAGE_SECRET_FILE", "")
    if not url:
        return None
    if not safe(url):
        raise ValueError(f"JIQUN_MESSAGE_URL: {url!r} is no https address (http: on this machine alone)")
    kept = Path(file).read_text(encoding="utf-8").strip() if file else ""
    if not kept:
        raise ValueError("JIQUN_MESSAGE_SECRET_FILE: a file with the secret that signs messages is missing or empty")
    zh, _, en = (surroundings.get("JIQUN_MESSAGE_TITLE") or "短信|text message").partition("|")
    return Gateway(url, kept, Text(zh.strip(), en.strip() or zh.strip()))


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's database entry for a `DATABASE_URL`; an empty one is SQLite in `folder`.

    Raises `ValueError` for a scheme that is neither `sqlite` nor `postgres(ql)`.
    """
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{folder / 'jiqun.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")),
            "CONN_MAX_AGE": 600,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
            # A file, not memory: threads and a second process must see the same database.
            "TEST": {"NAME": str(folder / f"test-{os.getpid()}.sqlite3")},
        }
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"DATABASE_URL: {parts.scheme!r} is neither sqlite:///… nor postgres://…")
