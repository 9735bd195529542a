"""Replacing a template. Called by the one door only."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.instruments.queries import PROVINCIAL
from jiqun.notices import wording
from jiqun.notices.models import NoticeTemplate
from jiqun.notices.template.places import STEMS


def propose(doing: Doing) -> None:
    """Opens it at the province, seen by nobody below until it is signed."""
    authority, payload = doing.by.authority, doing.payload
    assert authority is not None
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-FB{next_number(f'notice-template/{year}')}",
        title=f"公示范本：{STEMS[payload['stem']].zh}",
        authority=authority,
        measure=PROVINCIAL,
        state="drafting",
    )
    told = {name: payload[name] for name in ("stem", "origin", "title")}
    body = payload["body"].replace("\r\n", "\n").strip()
    NoticeTemplate.objects.create(case=doing.subject, body=body, **told)


def take_over(doing: Doing) -> None:
    """Notices drafted from now on begin from it; those drafted before keep what they began from."""
    row = NoticeTemplate.objects.get(pk=doing.subject.pk)
    row.number = wording.current(row.stem).revision + 1
    row.save(update_fields=["number"])
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    doing.told |= {"stem": row.stem, "revision": row.number, "title": row.title, "body": row.body}
    doing.note = Text(f"第 {row.number} 版", f"Revision {row.number}")


def say_why(doing: Doing) -> None:
    """Keeps the reason."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
