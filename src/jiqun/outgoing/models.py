"""Papers that go out, and who may read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.casework.models import Case


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers, always through who may see them."""

    def visible_to(self, user: Any) -> PaperQuerySet:
        """The authority that issues a paper sees it from its draft on; the one it goes through once it is numbered; the
        one it is addressed to once it was delivered. Experts, administrators and the public see none."""
        authority = getattr(user, "authority_id", None)
        if authority is None or user.role not in (*OFFICE, Role.SUPERVISOR):
            return self.none()
        through = Q(through=authority, state__in=("numbered", "delivered"))
        addressed = Q(addressee=authority, state="delivered")
        return self.filter(Q(authority=authority) | through | addressed)

    def for_tasks(self) -> PaperQuerySet:
        """With what a to-do list shows."""
        return self.select_related("case").order_by("drafted_at")


class Paper(models.Model):
    """One paper (文稿). `content` is the plain `documents.official.Official` as it stands; its `sha256` is journalled
    with every act. `number` and `dated_on` are what the office gave, never made up.

    `authority` issues it, `addressee` is to receive it (none: a public paper), `through` passes it on.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind_slug = models.CharField(max_length=40)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    through = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    heading = models.CharField(max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, default="drafted")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    openness = models.CharField(max_length=20)
    openness_reason = models.CharField(max_length=300, blank=True)
    secrecy = models.CharField(max_length=300, blank=True, help_text="保密审查: who looked, and what came of it")
    number = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField(null=True)
    drafted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["authority", "state"]),)

    @property
    def title(self) -> str:
        """What the to-do list calls it."""
        return self.heading
