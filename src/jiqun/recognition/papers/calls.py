"""The call (认定工作通知) and the prefecture's forwarded one as official papers (Articles 12, 14(一))."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jiqun.authorities.hours import deadline_phrase
from jiqun.documents.official import Annex, Block, Heading, Official, Para, Table
from jiqun.recognition.models import ForwardedCall, ForwardedRevision, Round
from jiqun.recognition.queries.call import RoundFacts
from jiqun.standards import province

NUMERALS = "一二三四五六七八九十"
QUOTAS = "推荐名额分配表"


def call(facts: RoundFacts) -> Official:
    """The round's call as it stands: a draft until it was issued."""
    row = facts.row
    to, text = addressed(row.call)
    sections: list[tuple[str, Sequence[str]]] = [
        ("时间安排", [f"{each.title.zh}：{each.phrase.zh}。" for each in facts.deadlines]),
        ("推荐名额", [f"全省推荐名额共{facts.ceiling}个，各市名额见附件。名额为上限，超额不予受理。"]),
        ("细分领域", [f"{facts.niche.zh}。"]),
        ("认定口径", ["；".join(f"{each.phrase.zh}：{each.value.zh}" for each in facts.readings) + "。"]),
    ]
    if row.demands:
        sections.append(("附加要求", demands(row.demands)))
    places = tuple((str(n), each.name, str(each.ceiling)) for n, each in enumerate(facts.prefectures, start=1))
    return Official(
        layout=layout(row.document),
        issuer=row.case.authority.body,
        title=title(row),
        to=to,
        body=(*map(Para, text), *numbered(sections)),
        number=row.document,
        annexes=(Annex(QUOTAS, (Table(("序号", "地市", "推荐名额（个）"), places, widths=(1, 3, 2)),)),),
        dated=row.issued_on,
        draft=row.issued_on is None,
    )


def title(row: Round) -> str:
    """What the round's call is called; a supplementary round (增补) says so. The layout breaks it into lines."""
    again = "增补" if row.supplementary else ""
    return f"关于开展{row.year}年度{province.here().designation.zh}{again}认定工作的通知"


def forwarded(of: ForwardedCall, revision: ForwardedRevision, quotas: Iterable[tuple[str, int]]) -> Official:
    """A prefecture's forwarded call in one of its revisions; `quotas` are counties by name."""
    to, text = addressed(revision.text)
    places = tuple((str(n), name, str(ceiling)) for n, (name, ceiling) in enumerate(quotas, start=1))
    sections: list[tuple[str, Sequence[str]]] = [
        ("时间安排", [f"县级申报截止：{deadline_phrase(revision.county_deadline).zh}。"])
    ]
    if places:
        sections.append(("申报名额", ["各县（市、区）申报名额见附件。"]))
    if revision.demands:
        sections.append(("附加要求", demands(revision.demands)))
    table = Table(("序号", "县（市、区）", "申报名额（个）"), places, widths=(1, 3, 2))
    return Official(
        layout=layout(revision.document),
        issuer=of.prefecture.body,
        title=f"转发{title(of.round)}",
        to=to,
        body=(*map(Para, text), *numbered(sections)),
        number=revision.document,
        annexes=(Annex("申报名额分配表", (table,)),) if places else (),
        dated=revision.issued_on,
        draft=revision.issued_at is None,
    )


def layout(number: str) -> str:
    """A number that is no 函's belongs to the document layout; most calls go out as 函."""
    return "document" if number and "函" not in number else "letter"


def addressed(text: str) -> tuple[str, list[str]]:
    """Whom a text is addressed to, when its first line says so, and its paragraphs."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and lines[0].endswith(("：", ":")):
        return lines[0][:-1], lines[1:]
    return "", lines


def demands(asked: Iterable[dict[str, Any]]) -> list[str]:
    """The numbered demands, one a paragraph."""
    return [f"{each['id']}　{each['text']}" for each in asked]


def numbered(sections: Iterable[tuple[str, Sequence[str]]]) -> list[Block]:
    """Sections with their headings numbered 一、二、…"""
    found: list[Block] = []
    for numeral, (title, lines) in zip(NUMERALS, sections, strict=False):
        found += [Heading(f"{numeral}、{title}"), *map(Para, lines)]
    return found
