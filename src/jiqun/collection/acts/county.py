"""What the county does: opens a collection, asks firms, reminds, extends, closes, takes the answers over."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from jiqun.authorities.hours import ZONE, closing_moment
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.collection.lists import Firm
from jiqun.collection.models import Collection, Invitation, Reminder, Return, Use, digest_of
from jiqun.collection.queries.answers import latest
from jiqun.collection.queries.known import Known, known_of
from jiqun.register.models import Cluster
from jiqun.standards import province

TOKEN_BYTES = 20
"""160 bits of chance a link."""
MEASURE = province.here().measure


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A link just made: shown once, then only its digest remains."""

    name: str
    uscc: str
    token: str


def new_token(chance: Random) -> str:
    """A token that cannot be guessed, fit for an address."""
    return urlsafe_b64encode(chance.randbytes(TOKEN_BYTES)).decode().rstrip("=")


def start(doing: Doing) -> None:
    """Opens a collection for a cluster of the county."""
    payload, authority = doing.payload, doing.by.authority
    assert authority is not None
    year = doing.now.astimezone(ZONE).year
    doing.subject = open_case(
        doing,
        number=f"{year}-CJ{next_number(f'collection/{year}')}",
        title=payload["title"],
        authority=authority,
        measure=MEASURE,
        state="open",
        cluster=Cluster.objects.get(pk=payload["cluster"]),
        audience=Audience.CHAIN,
        due_at=closing_moment(payload["due_on"], authority),
    )
    approved = payload["survey"] == "approved"
    Collection.objects.create(
        case=doing.subject,
        years=sorted(payload["years"]),
        figures=payload["figures"],
        due_on=payload["due_on"],
        contact=payload["contact"],
        survey=payload["survey"],
        survey_number=payload["survey_number"] if approved else "",
        survey_authority=payload["survey_authority"] if approved else "",
        survey_until=payload["survey_until"] if approved else None,
        purpose=payload["purpose"],
        readers=payload["readers"],
    )


def invite(doing: Doing) -> None:
    """Asks firms: each gets a link of its own, with what is known of it filled in. Those asked before stay."""
    case: Case = doing.subject
    collection = Collection.objects.get(pk=case.pk)
    asked = set(Invitation.objects.filter(collection=collection).values_list("uscc", flat=True))
    firms = [Firm(**firm) for firm in doing.payload["firms"]]
    fresh = [firm for firm in firms if firm.uscc not in asked]
    if not fresh:
        raise Refusal(
            Text("所列企业都已在本次填报中，没有新增。", "All these firms are asked already; none is new."),
            clause="A16",
        )
    assert case.cluster is not None
    known = known_of(
        [firm.uscc for firm in fresh], case.cluster, case.authority, collection.figures, collection.years, case.pk
    )
    links, rows = [], []
    for firm in fresh:
        token, knows = new_token(doing.chance), known[firm.uscc]
        rows.append(invitation(doing, collection, firm, token, knows))
        links.append(FreshLink(firm.name, firm.uscc, token))
    Invitation.objects.bulk_create(rows, batch_size=200)
    case.fresh_links = links  # type: ignore[attr-defined]  # for the answer to this one request; never stored
    again = len(firms) - len(fresh)
    doing.note = Text(
        f"新增 {len(fresh)} 家" + (f"，{again} 家此前已在列" if again else ""),
        f"{len(fresh)} firms added" + (f", {again} were asked before" if again else ""),
    )


def invitation(doing: Doing, collection: Collection, firm: Firm, token: str, known: Known) -> Invitation:
    """The row of one firm that is asked."""
    return Invitation(
        id=doing.new_id(),
        collection=collection,
        uscc=firm.uscc,
        name=firm.name,
        phone=firm.phone,
        token_sha256=digest_of(token),
        issued_at=doing.now,
        prefill=known.texts,
        known_from=known.sources,
    )


def reissue(doing: Doing) -> None:
    """New links for the firms chosen; the old ones lead nowhere from now on. Drafts and answers stay."""
    links, rows = [], list(chosen(doing))
    for row in rows:
        token = new_token(doing.chance)
        row.token_sha256, row.issued_at = digest_of(token), doing.now
        links.append(FreshLink(row.name, row.uscc, token))
    Invitation.objects.bulk_update(rows, ["token_sha256", "issued_at"], batch_size=200)
    doing.subject.fresh_links = links
    doing.note = counted(rows)


def remind(doing: Doing) -> None:
    """Records who was reminded, how and when; sending is done by people."""
    rows, by = list(chosen(doing)), doing.by
    assert isinstance(by, Account)
    channel = doing.payload["channel"]
    Reminder.objects.bulk_create(Reminder(invitation=row, channel=channel, by=by, at=doing.now) for row in rows)
    doing.note = counted(rows)


def chosen(doing: Doing) -> Iterable[Invitation]:
    """The firms an act was done for."""
    return Invitation.objects.filter(collection=doing.subject.pk, pk__in=doing.payload["firms"]).order_by("name")


def counted(rows: list[Invitation]) -> Text:
    """How many, and who when they are few."""
    names = "、".join(row.name for row in rows[:3])
    return Text(
        f"{len(rows)} 家：{names}" + ("等" if len(rows) > 3 else ""),
        f"{len(rows)}: {names}" + (" …" if len(rows) > 3 else ""),
    )


def due(doing: Doing) -> datetime | None:
    """The moment the collection's day ends."""
    due_on: date = doing.payload.get("due_on") or doing.subject.collection.due_on
    return closing_moment(due_on, doing.subject.authority)


def due_stays(doing: Doing) -> datetime | None:
    """Closing leaves the day on record: how long links can still be read counts from it."""
    kept: datetime | None = doing.subject.due_at
    return kept


def set_due(doing: Doing) -> None:
    """Keeps the new last day."""
    due_on = doing.payload["due_on"]
    Collection.objects.filter(pk=doing.subject.pk).update(due_on=due_on)
    doing.note = Text(f"截止日期改为 {due_on}", f"now due on {due_on}")


def adopt(doing: Doing) -> None:
    """Takes the confirmed answers over; each firm reads on its page what its figures were used for."""
    collection = Collection.objects.get(pk=doing.subject.pk)
    what = doing.payload["what"]
    taken = latest(collection).exclude(uses__what=what)
    authority = doing.by.authority
    assert authority is not None
    number = record_use(taken, what, authority.body, doing.now)
    if not number:
        raise Refusal(
            Text(
                "没有可采用的新数据：还没有企业确认，或已确认的都已采用。",
                "Nothing new to take over: no firm has confirmed, or all that did were taken over.",
            ),
            clause="A16",
        )
    doing.note = Text(f"{number} 家，用于{what}", f"{number} firms, for {what}")


def record_use(returns: Iterable[Return], what: str, body: str, now: datetime) -> int:
    """Records that returns were used for something by an authority; returns how many. In the caller's transaction."""
    rows = [Use(given=each, what=what, body=body, at=now) for each in returns]
    Use.objects.bulk_create(rows, batch_size=500)
    return len(rows)
