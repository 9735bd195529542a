"""A firm's draft: kept field by field as it types, so that two phones with one link never lose each other's figures.

No act: nothing counts before it is confirmed. Every change is a row of its own; the unique number of a question's
change and the invitation's row, changed first, decide who came first on both databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.collection.asked import ONCE, questions
from jiqun.collection.models import DraftEntry, Invitation

OPEN = ("waiting", "correcting")
LONGEST = {"remark": 500, "industry": 20}
LONGEST_FIGURE = 60
MOST = 400
"""Changes of one answer that are kept; nobody types more, a flood would."""


@dataclass(frozen=True, slots=True)
class Now:
    """How an answer stands: the number of its last change (0: as known beforehand) and its text."""

    number: int
    text: str
    device: str = ""
    at: datetime | None = None


@dataclass
class Saved:
    """What became of a save: numbers of what was kept, answers that another device had changed, and clashes."""

    kept: dict[str, int] = field(default_factory=dict)
    fresher: dict[str, Now] = field(default_factory=dict)
    clashes: dict[str, Now] = field(default_factory=dict)


def names(invitation: Invitation) -> list[str]:
    """Every question of an invitation's collection."""
    asked = invitation.collection
    return [*ONCE, *(question.name for question in questions(asked.figures, asked.years))]


def entries(invitation: Invitation) -> dict[str, list[Now]]:
    """Every change by question, in order; one query."""
    found: dict[str, list[Now]] = {}
    rows = invitation.entries.order_by("field", "number").values_list("field", "number", "text", "device", "at")
    for name, number, text, device, at in rows:
        found.setdefault(name, []).append(Now(number, text, device, at))
    return found


def current(invitation: Invitation) -> dict[str, Now]:
    """How every answer stands; one query."""
    return standing(invitation, entries(invitation))


def standing(invitation: Invitation, changes: Mapping[str, list[Now]]) -> dict[str, Now]:
    """How every answer stands after these changes: what was known where nothing was changed."""
    return {
        name: changes[name][-1] if name in changes else Now(0, invitation.prefill.get(name, ""))
        for name in names(invitation)
    }


def save(
    invitation: Invitation, texts: Mapping[str, str], seen: Mapping[str, int], *, device: str, now: datetime
) -> Saved:
    """Keeps what was typed. `seen` is the number of the change each answer was shown with.

    An answer another device changed meanwhile is handed back if this one left it alone, and is a clash if both
    changed it: then neither text is lost and a person decides. Raises `Refusal` once nothing can be filled in.
    """
    result = Saved()
    with transaction.atomic():
        touched = Invitation.objects.filter(pk=invitation.pk, state__in=OPEN).update(saved_at=now)
        if not touched:
            raise closed()
        changes = entries(invitation)
        rows = []
        for name, here in standing(invitation, changes).items():
            if name not in texts:
                continue
            text = shortened(name, texts[name])
            shown = seen.get(name, 0)
            if text == here.text:
                if shown != here.number:
                    result.fresher[name] = here
                continue
            if shown != here.number and not (device and device == here.device):
                if text == text_at(invitation, changes.get(name, ()), name, shown):
                    result.fresher[name] = here
                else:
                    result.clashes[name] = here
                continue
            if here.number >= MOST:
                raise too_often()
            rows.append(
                DraftEntry(invitation=invitation, field=name, number=here.number + 1, text=text, device=device, at=now)
            )
            result.kept[name] = here.number + 1
        DraftEntry.objects.bulk_create(rows)
    Invitation.objects.filter(pk=invitation.pk, opened_at__isnull=True).update(opened_at=now)
    return result


def text_at(invitation: Invitation, changes: Iterable[Now], name: str, number: int) -> str | None:
    """What an answer said at one of its changes; `None` for one that never was."""
    if number == 0:
        known: str = invitation.prefill.get(name, "")
        return known
    return next((each.text for each in changes if each.number == number), None)


def shortened(name: str, text: str) -> str:
    """Without blanks around it, nor zero signs, which no database keeps. Raises `Refusal` when it is too long."""
    text = text.replace("\0", "").strip()
    if len(text) > LONGEST.get(name, LONGEST_FIGURE):
        raise Refusal(Text("有一处填写过长，请精简后重试。", "One entry is too long; shorten it."), clause="A16")
    return text


def closed() -> Refusal:
    """A draft is not taken any more."""
    return Refusal(
        Text(
            "数据已经确认，不能再填写；需要改动的，请在确认回执页申请更正。",
            "The figures are confirmed and cannot be filled in any more; ask for a correction on the receipt.",
        ),
        clause="A16",
    )


def too_often() -> Refusal:
    """A flood."""
    return Refusal(
        Text("同一项改动次数过多，请与县级联系人联系。", "One answer was changed too often; ask the contact."),
        clause="A16",
    )
