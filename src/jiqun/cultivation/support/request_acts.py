"""What is done with a firm's request (Article 9): entered, taken up, handed up, answered, closed."""

from __future__ import annotations

from datetime import date, datetime

from jiqun.authorities.hours import closing_moment
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import EnterpriseRequest
from jiqun.cultivation.support.kinds import request_kinds
from jiqun.instruments.queries import PROVINCIAL
from jiqun.register.models import Cluster

CLAUSE = "A9"
NOT_OWN = Text("诉求由登记的县级经办办理。", "A request is handled by the officer of the county that entered it.")


def own_request(doing: Doing) -> None:
    """The county that entered it handles it. Raises `Refusal`."""
    if doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code:
        raise Refusal(NOT_OWN, clause=CLAUSE)


def enter(doing: Doing) -> None:
    """A new request, due at closing time of its day; its county and all above it see it, without the contact."""
    payload = doing.payload
    cluster = Cluster.objects.select_related("authority").get(pk=payload["cluster"])
    year = doing.today.year
    code = cluster.authority_id
    doing.subject = open_case(
        doing,
        number=f"SQ-{year}-{code}-{next_number(f'request/{year}/{code}'):03d}",
        title=f"企业诉求：{payload['party']}·{request_kinds()[payload['kind']].zh}"[:120],
        authority=cluster.authority,
        measure=PROVINCIAL,
        state="open",
        cluster=cluster,
        audience=Audience.CHAIN,
        due_at=closing_moment(payload["due_on"], cluster.authority),
    )
    EnterpriseRequest.objects.create(
        case=doing.subject,
        cluster=cluster,
        firm_id=payload["firm"] or None,
        **{name: payload[name] for name in ("kind", "party", "asked", "contact", "received_on", "unit")},
    )


def due_as_given(doing: Doing) -> datetime:
    """Closing time of the day that was entered."""
    on: date = doing.payload["due_on"]
    return closing_moment(on, doing.subject.authority)


def due_as_before(doing: Doing) -> datetime | None:
    """The day stays as it was."""
    due: datetime | None = doing.subject.due_at
    return due


def take_up(doing: Doing) -> None:
    """Begun, by the unit that is named."""
    payload = doing.payload
    EnterpriseRequest.objects.filter(pk=doing.subject.pk).update(unit=payload["unit"])
    if payload["note"]:
        doing.note = Text(payload["note"], payload["note"])


def say(doing: Doing) -> None:
    """The reason stands in the history."""
    reason = doing.payload["reason"]
    doing.note = Text(reason, reason)


def close(doing: Doing) -> None:
    """What was done, and what the firm says of it."""
    payload = doing.payload
    content = payload["content"] == "yes"
    EnterpriseRequest.objects.filter(pk=doing.subject.pk).update(
        outcome=payload["outcome"],
        done_on=payload["done_on"],
        content=content,
        asked_on=payload["asked_on"],
    )
    word = Text("企业满意", "the firm is content") if content else Text("企业不满意", "the firm is not content")
    doing.note = Text(f"{payload['outcome']}（{word.zh}）", f"{payload['outcome']} ({word.en})")


def decline(doing: Doing) -> None:
    """Not taken on, with the reason."""
    EnterpriseRequest.objects.filter(pk=doing.subject.pk).update(outcome=doing.payload["reason"])
    say(doing)


def reopen(doing: Doing) -> None:
    """Taken up again; what was done before stays in the history."""
    EnterpriseRequest.objects.filter(pk=doing.subject.pk).update(outcome="", done_on=None, content=None, asked_on=None)
    say(doing)
