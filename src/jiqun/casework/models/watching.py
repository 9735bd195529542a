"""Matters somebody keeps an eye on (关注), and the calendar a person has on a telephone."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models.case import Case


class WatchQuerySet(models.QuerySet["Watch"]):
    """Marks, always those of one's own."""

    def visible_to(self, user: Any) -> WatchQuerySet:
        """The own marks, at matters that are seen still."""
        return self.filter(account=user.pk, case__in=Case.objects.visible_to(user))


class Watch(models.Model):
    """A mark at a matter: it stands on the desk of whoever set it. It counts for nothing and tells nobody."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="watches")
    case = models.ForeignKey(Case, models.CASCADE, related_name="watches")
    since = models.DateTimeField()

    objects: ClassVar[WatchQuerySet] = WatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "case"], name="one_watch_an_account_and_matter"),)


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    """Links of calendars: everybody's own; whoever holds one reads it without signing in."""

    def visible_to(self, user: Any) -> CalendarLinkQuerySet:
        """The account's own."""
        return self.filter(account=user.pk) if isinstance(user, Account) else self.none()

    def held(self, pk: UUID, token: str) -> CalendarLink | None:
        """The open link with this token, of an account in use; None for any other."""
        found = self.filter(pk=pk, state="open", account__is_active=True).select_related("account__authority").first()
        return found if found is not None and hmac.compare_digest(found.token, token) else None


class CalendarLink(models.Model):
    """A calendar with the dates of an account's tasks, `open` until its holder ends it. Its token is stored nowhere."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="calendar_links")
    state = models.CharField(max_length=12, default="open")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    objects: ClassVar[CalendarLinkQuerySet] = CalendarLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(state="open"), name="one_open_calendar_an_account"
            ),
        )

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.account.username

    @property
    def token(self) -> str:
        """What the address ends with; it follows from the server's key."""
        told = f"calendar:{self.pk}"
        return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()[:32]


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Views, always those of one's own."""

    def visible_to(self, user: Any) -> SavedViewQuerySet:
        """The own ones."""
        return self.filter(account=user.pk)


class SavedView(models.Model):
    """A list with its filters: `path` below the root of the product, `query` as in an address. It shows nothing of its
    own: the list behind it asks who is asking."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=30)
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=500)
    since = models.DateTimeField()

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "path", "name"], name="one_view_a_name"),)
