"""The acts on offer at a matter, and why those that are off are off: read from the table, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework import entitled, signing
from jiqun.casework.doing import Doing
from jiqun.casework.models import Proposal
from jiqun.casework.procedure import Act, Actor, Procedure
from jiqun.casework.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Offer:
    """One act as the page shows it. `refusal` is the reason it is off, `see` the list behind what the reason names."""

    act: Act
    url: str
    allowed: bool
    refusal: Text | None = None
    hint: Text | None = None
    primary: bool = False
    see: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bar: `status` is done, now, todo or off."""

    title: Text
    status: str


def bar(table: Procedure, state: str) -> list[Step]:
    """The bar of a matter in a state; a state beside the bar stands behind it, the rest switched off."""
    here = table.by_state[state]
    if here.step < 0:
        return [*(Step(title, "off") for title in table.bar), Step(here.title, "now")]
    last = len(table.bar) - 1
    return [
        Step(
            title,
            "done"
            if number < here.step or (here.final and number == last == here.step)
            else "now"
            if number == here.step
            else "todo",
        )
        for number, title in enumerate(table.bar)
    ]


def act_url(table: Procedure, subject: Any, act: Act) -> str:
    """Where an act is done: its own page, or the general one."""
    if act.page:
        return reverse(act.page, args=[subject.pk])
    return reverse("casework:act", args=[table.name, subject.pk, act.name])


def offers(table: Procedure, subject: Any, by: Actor, now: datetime, waiting: Proposal | None) -> list[Offer]:
    """What this actor may do here, and what of its own duties it may not do yet, with the reason."""
    found = [] if waiting is None else sign_offers(table, subject, by, now, waiting)
    for act in table.acts:
        if not act.offered or subject.state not in act.source or not act.who.fits(by):
            continue
        if waiting is not None and not act.ends_waiting:
            continue
        doing = Doing(table, act, subject, by, {}, now, Random(0))
        try:
            for guard in act.guards:
                guard(doing)
        except Refusal as refusal:
            found.append(Offer(act, "", False, refusal.text, act.hint, see=refusal.see))
        else:
            found.append(Offer(act, act_url(table, subject, act), True, None, act.hint, act.primary))
    return found


def sign_offers(table: Procedure, subject: Any, by: Actor, now: datetime, waiting: Proposal) -> list[Offer]:
    """While a proposal waits: what its signer may do, recalling for its preparer, the reason for everybody else."""
    prepared = table.by_act[waiting.act]
    found = []
    for name, refusal in entitled.steps_open(waiting, by, now):
        url = "" if refusal else reverse("casework:act", args=[table.name, subject.pk, name])
        primary = name in entitled.FORWARD.values() and refusal is None
        found.append(Offer(signing.sign_act(table, waiting, name), url, refusal is None, refusal, None, primary))
    return found or [Offer(prepared, "", False, signing.blocked(waiting, prepared).text)]
