"""Importing a list as a dated revision, and screening rosters against the lists (Article 13(一))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from jiqun.authorities.models import Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.inquiries.finding import above_county, keep, mark_of
from jiqun.inquiries.firms import names_of
from jiqun.inquiries.matching import Listed, matches, plain_name
from jiqun.inquiries.models import Hit, IncidentList, ListedFirm, Screening
from jiqun.inquiries.queries.lists import latest
from jiqun.journal.canonical import canonical, digests
from jiqun.register.models import Cluster, RosterRevision

ABOVE_COUNTIES = Text(
    "名单由市级、省级导入，筛查由市级、省级进行。",
    "Lists are imported, and screened against, by prefectures and the province.",
)
NO_LISTS = Text("还没有导入任何名单，请先导入再筛查。", "No list has been imported; import one first.")
_AT_ONCE = 500
LONGEST_NAME = 120
"""Characters of a name that are compared; making full-width signs plain may lengthen it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is screened: an application (case key and number), its cluster, the roster revision it stands on."""

    case: UUID
    number: str
    cluster: Cluster
    roster: RosterRevision


def not_county(doing: Doing) -> None:
    """Counties neither import lists nor screen. Raises `Refusal`."""
    if doing.by.level not in (Level.PREFECTURE, Level.PROVINCE):
        raise Refusal(ABOVE_COUNTIES, clause="A13.1")


def import_list(doing: Doing) -> None:
    """The next revision of the list of that name, with all its lines; earlier ones stay."""
    payload, authority = doing.payload, doing.by.authority
    assert authority is not None
    by: Any = doing.by
    last = IncidentList.objects.filter(authority=authority, title=payload["title"]).aggregate(n=Max("number"))["n"]
    firms = payload["firms"]
    told = [{name: str(value or "") for name, value in each.items()} for each in firms]
    file = payload["sheet"] or {"sha256": None, "name": ""}
    doing.subject = IncidentList.objects.create(
        id=doing.new_id(),
        authority=authority,
        path=authority.path,
        title=payload["title"],
        number=(last or 0) + 1,
        kind=payload["kind"],
        source=payload["source"],
        published_on=payload["published_on"],
        firms=len(firms),
        file_id=file["sha256"],
        file_name=file["name"],
        sha256=digests(canonical({"firms": told})).sha256,
        by=by,
        at=doing.now,
    )
    ListedFirm.objects.bulk_create(
        (ListedFirm(list=doing.subject, plain=plain_name(each["name"])[:LONGEST_NAME], **each) for each in firms),
        batch_size=_AT_ONCE,
    )
    doing.note = Text(
        f"第 {doing.subject.number} 版，{len(firms)} 行，名单日期 {payload['published_on']}",
        f"Revision {doing.subject.number}, {len(firms)} lines, as of {payload['published_on']}",
    )


def screen(doing: Doing, round_: Case, targets: Sequence[Target]) -> None:
    """Holds the targets' firms against the latest revision of every list; what matches is 疑似命中·待核.

    What was found before stays as it stands, concluded or not. Raises `Refusal` when there is no list.
    """
    authority = doing.by.authority
    assert authority is not None
    by: Any = doing.by
    lists = latest(by)
    if not lists:
        raise Refusal(NO_LISTS, clause="A13.1")
    firms = {target.case: names_of(target.roster.pk) for target in targets}
    lines = lines_for(lists, {code: name for each in firms.values() for code, name in each.items()})
    found: list[Hit] = []
    for target in targets:
        path = above_county(target.cluster)
        for match in matches(firms[target.case], [Listed(line, line.uscc, line.name) for line in lines]):
            line: Any = match.listed.key
            found.append(hit_of(doing, target, path, lists[line.list_id], line, match.uscc, match.by))
            found[-1].name = firms[target.case][match.uscc]
    raised, fresh = keep(doing, found)
    doing.subject = Screening.objects.create(
        id=doing.new_id(),
        round=round_,
        authority=authority,
        path=authority.path,
        lists=[
            {
                "id": str(each.pk),
                "title": each.title,
                "number": each.number,
                "published_on": each.published_on.isoformat(),
                "sha256": each.sha256,
                "firms": each.firms,
            }
            for each in lists.values()
        ],
        rosters=[
            {
                "case": str(target.case),
                "number": target.number,
                "cluster": target.cluster.name,
                "revision": target.roster.number,
                "sha256": target.roster.sha256,
                "firms": len(firms[target.case]),
            }
            for target in targets
        ],
        firms=len({code for each in firms.values() for code in each}),
        hits=[str(hit.pk) for hit in raised],
        fresh=fresh,
        by=by,
        at=doing.now,
    )
    doing.told |= {"lists": doing.subject.lists, "rosters": doing.subject.rosters, "hits": doing.subject.hits}
    doing.note = Text(
        f"{len(targets)} 个申报 {doing.subject.firms} 家企业，对照名单 {len(lists)} 个，疑似命中 {len(raised)} 条",
        f"{len(targets)} applications, {doing.subject.firms} firms, {len(lists)} lists, {len(raised)} hits",
    )


def lines_for(lists: dict[UUID, IncidentList], firms: dict[str, str]) -> list[ListedFirm]:
    """The lines that can match at all, found by code or by compared name, a bounded number at once."""
    found: dict[int, ListedFirm] = {}
    codes, names = sorted(firms), sorted({plain_name(name)[:LONGEST_NAME] for name in firms.values()} - {""})
    for start in range(0, max(len(codes), len(names)), _AT_ONCE):
        part = Q(uscc__in=codes[start : start + _AT_ONCE]) | Q(plain__in=names[start : start + _AT_ONCE])
        found |= {line.pk: line for line in ListedFirm.objects.filter(part, list__in=list(lists))}
    return [found[pk] for pk in sorted(found)]


def hit_of(doing: Doing, target: Target, path: str, of: IncidentList, line: ListedFirm, uscc: str, matched: str) -> Hit:
    """A match as a hit that is not stored yet."""
    told = {
        "uscc": uscc,
        "source_uscc": line.uscc,
        "source_name": line.name,
        "kind": line.kind,
        "on": line.on,
        "document": line.document,
    }
    return Hit(
        id=doing.new_id(),
        cluster=target.cluster,
        path=path,
        listed=of,
        mark=mark_of(f"list/{of.authority_id}/{of.title}", told),
        matched=matched,
        grade=line.grade,
        authority=of.source,
        found_on=doing.today,
        **told,
    )
