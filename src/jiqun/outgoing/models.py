"""Papers that go out, and who may read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.casework.models import Case
from jiqun.evidence.models import StoredFile
from jiqun.outgoing.batches.models import PaperBatch

PASSED = ("passing", "delivered", "received")
REACHED = ("delivered", "received")
TOGETHER = ("drafted", "signed", "numbered")
"""What a paper of a batch goes through together with the others."""

PARTIES = ("authority", "addressee", "through")
TITLE_LENGTH = 120  # what a proposal to sign keeps of a title


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers, always through who may see them."""

    def visible_to(self, user: Any) -> PaperQuerySet:
        """The authority that issues a paper sees it from its draft on; the one it goes through once it was sent there;
        the one it is addressed to once it was delivered. Experts, administrators and the public see none.

        Each row carries its `reader`, the authority that asks, and the `post` of who asks for it.
        """
        authority = getattr(user, "authority_id", None)
        if authority is None or user.role not in (*OFFICE, Role.SUPERVISOR):
            return self.none()
        through = Q(through=authority, state__in=PASSED)
        addressed = Q(addressee=authority, state__in=REACHED)
        asked = self.annotate(reader=Value(authority), post=Value(str(user.role)))
        return asked.filter(Q(authority=authority) | through | addressed)

    def for_tasks(self) -> PaperQuerySet:
        """Those whose turn it is at the authority that asks, with what a to-do list shows.

        The approver has the confidentiality review to do, once for a text.
        """
        looked_through = Q(post=Role.APPROVER) & ~Q(secrecy="")
        together = Q(batch__isnull=False, state__in=TOGETHER)
        return (
            self.filter(~looked_through, ~together, hand=F("reader"))
            .select_related("case", *PARTIES)
            .order_by("drafted_at")
        )


class Paper(models.Model):
    """One paper (文稿). `content` is the plain `documents.official.Official` as it was last worded; its `sha256` is
    journalled with every act, and `context` is what it was composed of. `number` and `dated_on` are what the office
    gave, never made up; a number stands once within its authority and `year`.

    `authority` issues it, `addressee` is to receive it (none: a public paper), `through` passes it on; `hand` is the
    one of them whose turn it is. `replaces` is the paper that this one corrects or withdraws. `pdf` is the finished
    paper as it was set once it had its number; `sealed_file` the scan of the sealed copy, which then is the authority.
    `place` is its place in the `batch` it goes out with.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind_slug = models.CharField(max_length=40)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    through = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    hand = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    heading = models.CharField(max_length=200)
    content = models.JSONField()
    context = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, default="drafted")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    openness = models.CharField(max_length=20)
    openness_reason = models.CharField(max_length=300, blank=True)
    secrecy = models.CharField(max_length=300, blank=True, help_text="保密审查: what came of it")
    secrecy_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    secrecy_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sealed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sealed_name = models.CharField(max_length=200, blank=True)
    sealed_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(PaperBatch, models.PROTECT, null=True, related_name="papers")
    place = models.PositiveSmallIntegerField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    drafted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[PaperQuerySet] = PaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["authority", "state"]), models.Index(fields=["hand"]))
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "year", "number"], condition=~Q(number=""), name="outgoing_number_once"
            ),
        )

    @property
    def title(self) -> str:
        """What the to-do list calls it: its heading and the matter, for many papers have the same heading."""
        return f"{self.heading} · {self.case.title}"[:TITLE_LENGTH]

    @property
    def due_at(self) -> None:
        """The measure sets no date by which a paper goes out."""
        return


class Wording(models.Model):
    """One wording of a paper's text, the first as it was composed; none is ever changed."""

    class Origin(models.TextChoices):
        """Where a wording comes from."""

        COMPOSED = "composed", "系统拟稿"
        REVISED = "revised", "人工修改"
        REDRAFTED = "redrafted", "按最新数据重拟"
        REMEDY = "remedy", "写入救济途径"

    id = models.UUIDField(primary_key=True)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="wordings")
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["paper", "position"], name="outgoing_wording_once"),)
