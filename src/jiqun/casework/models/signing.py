"""Prepared acts, the signatures on them, and the chains that authorities set for their acts (签批)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework.models.case import STAFF
from jiqun.casework.models.standing_in import StandIn
from jiqun.casework.procedure import Actor, Link, procedure, title_of_chain
from jiqun.casework.sign_forms import sheet_url


class Step(models.TextChoices):
    """What a prepared act waits for at its link; one on paper is entered by one person, confirmed by another."""

    SIGN = "sign", "待签批"
    PAPER = "paper", "待登记纸质签批"
    CONFIRM = "confirm", "待核对纸质签批"


class Proposal(models.Model):
    """An act that was prepared and waits for its sign-offs; until then nothing else happens to the matter.

    `links` is the chain it was laid before (`Link.plain`): what an authority sets later changes nothing here. It waits
    at the link number `link` (from 0), for a `step` of it, by the role `awaits` or by the one account
    `awaits_account`.
    """

    class Status(models.TextChoices):
        """What became of it."""

        PENDING = "pending", "待签批"
        DONE = "done", "已签批"
        SENT_BACK = "sent_back", "已退回经办"
        RECALLED = "recalled", "经办已撤回"

    id = models.UUIDField(primary_key=True)
    procedure_name = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    act = models.CharField(max_length=40)
    payload = models.JSONField()
    links = models.JSONField(default=list)
    prepared_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    awaits = models.CharField(max_length=20, choices=Role)
    awaits_account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=8, choices=Step, default=Step.SIGN)
    link = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_id"], condition=Q(status="pending"), name="one_proposal_at_a_time"
            ),
        )

    @property
    def chain(self) -> tuple[Link, ...]:
        """The links it was laid before; one from before chains were pinned follows its table."""
        pinned = tuple(Link.from_plain(each) for each in self.links)
        return pinned or procedure(self.procedure_name).by_act[self.act].chain

    @property
    def current(self) -> Link:
        """The link it waits at."""
        return self.chain[self.link]

    @property
    def is_last(self) -> bool:
        """Whether the act is carried out once this link is done."""
        return self.link + 1 == len(self.chain)

    @property
    def waits_for(self) -> Text:
        """What it waits for, in words: 审核岗签批."""
        link = self.current
        if self.step == Step.PAPER:
            return Text(f"登记{link.name.zh}的纸质签批", f"{link.name.en}'s paper to be entered")
        if self.step == Step.CONFIRM:
            return Text(f"{link.holder.zh}核对{link.name.zh}的纸质签批", f"{link.name.en}'s paper to be confirmed")
        return Text(f"{link.name.zh}签批", f"{link.name.en}'s signature")

    def wait(self) -> None:
        """Sets what its link waits for first; the caller saves."""
        link = self.current
        if link.paper:
            self.step, self.awaits, self.awaits_account_id = Step.PAPER, Role.OFFICER, None
        else:
            self.step, self.awaits, self.awaits_account_id = Step.SIGN, link.role, link.account

    def confirm(self) -> None:
        """Sets that the paper just entered waits for the holder of the link; the caller saves."""
        link = self.current
        self.step, self.awaits, self.awaits_account_id = Step.CONFIRM, link.role, link.account


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Signatures, always through who may see them."""

    def with_signers(self) -> SignatureQuerySet:
        """With whom and in whose place, in the order of time."""
        return self.select_related("proposal", "by__person", "stand_in__absent__person").order_by("at", "pk")

    def visible_to(self, actor: Actor) -> SignatureQuerySet:
        """Those given within the account's own authority: what it says among its own people stays there."""
        if actor.authority is None or actor.role not in STAFF:
            return self.none()
        return self.filter(proposal__authority=actor.authority)


class Signature(models.Model):
    """One thing done to a prepared act at one of its links; `valid` until the matter goes back before that link.

    `paper` is the sheet an endorsement was given on: {"sha256", "name", "endorser", "dated"}; `comment` the opinion.
    `stand_in` is the appointment it was given under, where the link was another's.
    """

    class Outcome(models.TextChoices):
        """What was done."""

        SIGNED = "signed", "签批"
        RECORDED = "recorded", "登记纸质签批"
        CONFIRMED = "confirmed", "核对纸质签批无误"
        SENT_BACK = "sent_back", "退回经办"
        ONE_BACK = "one_back", "退回上一环节"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="signatures")
    link = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    comment = models.TextField(blank=True)
    paper = models.JSONField(default=dict)
    valid = models.BooleanField(default=True)
    stand_in = models.ForeignKey(StandIn, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[SignatureQuerySet] = SignatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "link", "outcome"],
                condition=Q(valid=True, outcome__in=("signed", "recorded", "confirmed")),
                name="one_valid_signature_a_link",
            ),
        )

    @property
    def link_name(self) -> Text:
        """What its link is called."""
        return self.proposal.chain[self.link].name

    @property
    def act_title(self) -> Text:
        """The act it is about."""
        return procedure(self.proposal.procedure_name).by_act[self.proposal.act].title

    @property
    def signer(self) -> Text:
        """Who gave it, and in whose place: 李四（代张三，2025-03-01 至 2025-03-14）."""
        name = self.by.person.name
        if self.stand_in is None:
            return Text(name, name)
        absent, days = self.stand_in.absent.person.name, self.stand_in.days
        return Text(f"{name}（代{absent}，{days.zh}）", f"{name} (for {absent}, {days.en})")

    @property
    def outcome_title(self) -> Text:
        """What was done, in words."""
        return OUTCOME_TITLES[self.Outcome(self.outcome)]

    @property
    def sheet_url(self) -> str:
        """Where the sheet is read; empty without one."""
        return sheet_url(self)


OUTCOME_TITLES = {
    Signature.Outcome.SIGNED: Text("签批同意", "signed"),
    Signature.Outcome.RECORDED: Text("登记纸质签批", "entered from paper"),
    Signature.Outcome.CONFIRMED: Text("核对纸质签批无误", "confirmed against the paper"),
    Signature.Outcome.SENT_BACK: Text("退回经办", "sent back to the officer"),
    Signature.Outcome.ONE_BACK: Text("退回上一环节", "sent back one link"),
}


class ChainSettingQuerySet(models.QuerySet["ChainSetting"]):
    """Settings, always through who may see them."""

    def visible_to(self, actor: Actor) -> ChainSettingQuerySet:
        """Those of the account's own authority."""
        if actor.authority is None or actor.role not in STAFF:
            return self.none()
        return self.filter(authority=actor.authority)


class ChainSetting(models.Model):
    """The chain an authority has set for one act of its own: a revision, in force from `since` until `until`.

    What stands in it is never changed; another revision takes its place.
    """

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    procedure_name = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    links = models.JSONField()
    state = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects: ClassVar[ChainSettingQuerySet] = ChainSettingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["authority", "procedure_name", "act", "number"], name="one_chain_a_number"),
            models.UniqueConstraint(
                fields=["authority", "procedure_name", "act"], condition=Q(state="drafted"), name="one_draft_of_a_chain"
            ),
            models.UniqueConstraint(
                fields=["authority", "procedure_name", "act"],
                condition=Q(since__isnull=False, until__isnull=True),
                name="one_chain_in_force",
            ),
        )

    @property
    def chain(self) -> tuple[Link, ...]:
        """Its links."""
        return tuple(Link.from_plain(each) for each in self.links)

    @property
    def title(self) -> str:
        """What it is called: 签批链：集群认定申报·提交申报（第 1 版）."""
        return str(title_of_chain(self.procedure_name, self.act, self.number))
