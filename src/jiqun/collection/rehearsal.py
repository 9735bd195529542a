"""A collection as a demonstration shows it: asked, partly answered, somebody reminded; through the same door as people.

Firms and persons are invented by the caller's roster and marked so here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.collection.acts import drafts
from jiqun.collection.asked import COLUMNS, as_text, as_value
from jiqun.collection.forms.county import DAYS_GIVEN, PURPOSE, READERS
from jiqun.collection.models import Holder, Invitation
from jiqun.register.models import Cluster

SIGNERS = ("陈某（虚构）", "李某（虚构）", "黄某（虚构）", "张某（虚构）")
GROWTH = (104, 107, 109, 112, 115)
"""Last year's figure in per cent of the one before, where the roster does not know it."""


def rehearse(cluster: Cluster, by: Account, now: datetime, chance: Random, *, answered: int = 60) -> Case:
    """Opens a collection for the firms of the cluster's roster in use; about `answered` per cent of them confirm.

    `by` is the officer of the cluster's county. Everything happens within the day after `now`. Raises `Refusal` for a
    cluster without a roster.
    """
    year = now.astimezone(ZONE).year
    years = [str(each) for each in range(year - 4, year)]
    case: Case = open_matter(
        "collection",
        by=by,
        payload={
            "cluster": str(cluster.pk),
            "title": f"{year - 1}年度企业数据填报（演示）",
            "years": years,
            "figures": list(COLUMNS),
            "due_on": (now + timedelta(days=DAYS_GIVEN)).astimezone(ZONE).date().isoformat(),
            "contact": f"{by.person.name} 0752-0000000（虚构）",
            "survey": "voluntary",
            "purpose": PURPOSE,
            "readers": READERS,
        },
        key=f"rehearse-{chance.getrandbits(64):x}",
        now=now,
        chance=chance,
    ).subject
    links = county_does(case, "invite", {"from_roster": "on"}, by, now, chance).fresh_links  # type: ignore[attr-defined]
    firms = {row.uscc: row for row in Invitation.objects.filter(collection=case.pk).select_related("collection")}
    for number, link in enumerate(links):
        moment = now + timedelta(minutes=20 + number * 3 % 900)
        if chance.randrange(100) < answered:
            answer(link.token, firms[link.uscc], moment, chance)
        elif chance.randrange(2):
            begin(firms[link.uscc], moment)
    missing = Invitation.objects.filter(collection=case.pk, state="waiting").values_list("pk", flat=True)
    if missing:
        payload = {"firms": [str(pk) for pk in missing], "channel": "phone"}
        county_does(case, "remind", payload, by, now + timedelta(hours=23), chance)
    case.refresh_from_db()
    return case


def county_does(
    case: Case, act: str, payload: Mapping[str, object], by: Account, now: datetime, chance: Random
) -> Case:
    """One act of the county; the subject as the act left it."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    key = f"{act}-{chance.getrandbits(64):x}"
    done = perform("collection", case.pk, act, by=by, version=version, payload=payload, key=key, now=now, chance=chance)
    found: Case = done.subject
    return found


def texts(firm: Invitation, chance: Random) -> dict[str, str]:
    """What is known, and for a last year that is not known yet the year before's, grown a little."""
    asked, found = firm.collection, dict(firm.prefill)
    last, before = asked.years[-1], asked.years[-2]
    for figure in asked.figures:
        if f"{figure}-{last}" in found or f"{figure}-{before}" not in found:
            continue
        value = as_value(figure, found[f"{figure}-{before}"])
        if value is not None and not isinstance(value, bool):
            value = value * chance.choice(GROWTH) // 100
        found[f"{figure}-{last}"] = as_text(figure, value)
    return found


def answer(token: str, firm: Invitation, now: datetime, chance: Random) -> None:
    """A firm completes its answer and confirms it."""
    given = texts(firm, chance)
    drafts.save(firm, given, {}, device="rehearsal", now=now)
    perform(
        "firm_return",
        firm.pk,
        "confirm",
        by=Holder(token),
        version=1,
        payload={
            **given,
            "signer": chance.choice(SIGNERS),
            "position": "财务负责人",
            "phone": "0752-0000000",
            "reuse": "on",
            "checked": "on",
            "affirmed": "on",
        },
        key=f"confirm-{firm.pk}",
        now=now,
        chance=chance,
    )


def begin(firm: Invitation, now: datetime) -> None:
    """A firm opens its link and leaves it at that."""
    drafts.save(firm, {}, {}, device="rehearsal", now=now)
