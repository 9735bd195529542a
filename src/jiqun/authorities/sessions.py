"""The sessions an account is signed in by, so that a person can end one that is not in the own hands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from jiqun.bilingual import Text

DEVICES = (
    ("iPhone|iPad", Text("苹果手机或平板", "iPhone or iPad")),
    ("Android|HarmonyOS", Text("手机或平板", "Phone or tablet")),
    ("Windows", Text("Windows 电脑", "Windows computer")),
    ("Macintosh", Text("苹果电脑", "Mac")),
    ("Linux|UOS|Kylin", Text("Linux 电脑（含统信、麒麟）", "Linux computer")),
)
OTHER = Text("其他设备", "Another device")
BROWSERS = (
    ("MicroMessenger", Text("微信", "WeChat")),
    ("Edg/", Text("Edge 浏览器", "Edge")),
    ("360|QIHU", Text("360 浏览器", "360 browser")),
    ("Firefox/", Text("火狐浏览器", "Firefox")),
    ("Chrome/", Text("Chrome 内核浏览器", "Chrome or a kin of it")),
    ("Safari/", Text("Safari 浏览器", "Safari")),
)


def device_of(agent: str) -> Text:
    """What a browser says it runs on, in words: kind of device and browser, no version."""
    device = next((title for pattern, title in DEVICES if re.search(pattern, agent)), OTHER)
    browser = next((title for pattern, title in BROWSERS if re.search(pattern, agent)), None)
    return Text(f"{device.zh} · {browser.zh}", f"{device.en} · {browser.en}") if browser else device


class SignedInQuerySet(models.QuerySet["SignedIn"]):
    """Sessions: everybody's own."""

    def visible_to(self, actor: Any) -> SignedInQuerySet:
        """One predicate for the page and its button."""
        return self.none() if actor.pk is None else self.filter(account=actor.pk)


class SignedIn(models.Model):
    """One sign-in, by password or from elsewhere, and what it came from.

    Purpose: that a person recognises the own sessions. Seen by that person only; goes with the session.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("authorities.Account", models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.JSONField()
    address = models.CharField(max_length=45)
    started_at = models.DateTimeField()

    objects: ClassVar[SignedInQuerySet] = SignedInQuerySet.as_manager()  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Shown:
    """One session as its page shows it."""

    id: UUID
    device: Text
    address: str
    started: datetime
    seen: datetime
    own: bool


def note(request: HttpRequest, account: int) -> None:
    """Keeps what the session that has just begun came from."""
    if not request.session.session_key:
        request.session.create()
    device = device_of(request.headers.get("User-Agent", ""))
    SignedIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "id": uuid4(),
            "account_id": account,
            "device": {"zh": device.zh, "en": device.en},
            "address": request.META.get("REMOTE_ADDR", "")[:45],
            "started_at": timezone.now(),
        },
    )


def of_account(actor: Any, current: str | None) -> list[Shown]:
    """The sessions of an account that still last, the latest first; three queries at most."""
    rows = list(SignedIn.objects.visible_to(actor).order_by("-started_at"))
    alive = {
        each.session_key: each.get_decoded()
        for each in Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        )
    }
    found = []
    for row in rows:
        if row.session_key in alive:
            seen = alive[row.session_key].get("seen")
            moment = datetime.fromtimestamp(seen, UTC) if seen else row.started_at
            device = Text(row.device["zh"], row.device["en"])
            found.append(Shown(row.id, device, row.address, row.started_at, moment, row.session_key == current))
    return found


def end(actor: Any, current: str | None, only: UUID | None = None) -> int:
    """Ends the actor's sessions but the current one, or `only` that one; returns how many. Foreign ones are absent."""
    rows = SignedIn.objects.visible_to(actor).exclude(session_key=current or "")
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    for each in keys:
        SessionStore(each).delete()
    rows.delete()
    return len(keys)
