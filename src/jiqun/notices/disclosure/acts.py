"""Opening to the public, and closing again. Called by the one door only.

What is published is reviewed first (《政府信息公开条例》, 国务院令第711号, 第十七条).
"""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments
from jiqun.instruments.queries import PROVINCIAL
from jiqun.notices.disclosure.contents import CONTENTS, OFFERED
from jiqun.notices.models import Disclosure

DOCUMENT = "secrecy_review"
COLUMNS = ("content", "year", "figures", "attribute", "basis", "reviewer", "reviewed_on", "finding")
OPEN_ALREADY = Text("{what}已经公开；要改变范围，请先停止公开。", "{what} is open already; close it first.")


def draft(doing: Doing) -> None:
    """Opens the matter, which the province alone sees until it is signed."""
    authority = doing.by.authority
    assert authority is not None
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-D{next_number(f'disclosure/{year}')}",
        title=title(doing.payload),
        authority=authority,
        measure=PROVINCIAL,
        state="drafting",
    )
    Disclosure.objects.create(case=doing.subject, **{name: doing.payload[name] for name in COLUMNS})
    if doing.payload["file"]:
        by: Any = doing.by
        attachments.attach(doing.subject, DOCUMENT, doing.payload["file"], id=doing.new_id(), by=by, now=doing.now)


def not_open_yet(doing: Doing) -> None:
    """One opening of a content and year at a time. Raises `Refusal`."""
    row = doing.subject.disclosure
    if Disclosure.objects.opened().filter(content=row.content, year=row.year).exists():
        raise Refusal(OPEN_ALREADY.format(what=doing.subject.title))


def publish(doing: Doing) -> None:
    """The public reads it from now on."""
    Disclosure.objects.filter(pk=doing.subject.pk).update(live=True)
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    row = doing.subject.disclosure
    said = "、".join(OFFERED[each][0].zh for each in row.figures) or CONTENTS[row.content].zh
    doing.told |= {"content": row.content, "year": row.year, "figures": row.figures}
    doing.note = Text(said, ", ".join(OFFERED[each][0].en for each in row.figures) or CONTENTS[row.content].en)


def close(doing: Doing) -> None:
    """It is shown no more; that it was shown stays on record."""
    Disclosure.objects.filter(pk=doing.subject.pk).update(live=False)
    say_why(doing)


def say_why(doing: Doing) -> None:
    """Keeps the reason."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def title(payload: Any) -> str:
    """What the matter is called: 集群年度汇总数据（2024 年）."""
    said = CONTENTS[payload["content"]].zh
    return f"{said}：{payload['year']} 年" if payload["year"] else said
