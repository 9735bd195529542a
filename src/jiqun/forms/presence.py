"""Who else has a draft open to fill it in. Real time, like sessions: a pinned business clock has no say here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms.definitions import Form
from jiqun.forms.models import Presence
from jiqun.forms.sections import answerable

LATELY = timedelta(seconds=60)
"""Three turns of a page that is heard of every twenty seconds."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """Somebody else who fills in the same draft: where, and what they changed last ("" for nothing yet)."""

    name: str
    section: int
    field: str


def come(case: Case, account: Account, section: int, field: str, now: datetime) -> None:
    """Notes that this account has a section open and which field it changed last; one statement."""
    Presence.objects.bulk_create(
        [Presence(case=case, account=account, section=section, field=field, seen=now)],
        update_conflicts=True,
        unique_fields=["case", "account"],
        update_fields=["section", "field", "seen"],
    )


def at_work(case: Case, account: Account, now: datetime) -> list[AtWork]:
    """Who else was heard of lately, the latest first; one query."""
    rows = Presence.objects.filter(case=case, seen__gt=now - LATELY).exclude(account=account.pk).order_by("-seen")
    return [AtWork(*row) for row in rows.values_list("account__person__name", "section", "field")]


def sentence(other: AtWork, form: Form, here: int) -> Text:
    """张某正在填写本部分，刚刚改了“占地面积”."""
    title = next((each.title for each in form.sections if each.number == other.section), None)
    if other.section == here or title is None:
        told = Text(f"{other.name}正在填写本部分", f"{other.name} is filling in this part")
    else:
        told = Text(
            f"{other.name}正在填写第 {other.section} 部分“{title.zh}”",
            f"{other.name} is filling in part {other.section}, “{title.en}”",
        )
    labels = {name: asked.label for each in form.sections for name, asked in answerable(each).items()}
    if (label := labels.get(other.field)) is not None:
        told = Text(f"{told.zh}，刚刚改了“{label.zh}”", f"{told.en} and just changed “{label.en}”")
    return told
