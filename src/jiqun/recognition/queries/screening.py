"""How a round stands to the lists and to hits nobody has concluded on, for who publishes (Article 13(一)).

Shown and acknowledged, never decided: a hit keeps nobody off a list by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text, listing
from jiqun.casework.models import Case
from jiqun.inquiries.acts.lists import Target
from jiqun.inquiries.models import Hit, Screening
from jiqun.inquiries.queries import lists, standing
from jiqun.recognition.models import Application

FRESH_DAYS = 10
"""Calendar days after which a screening is called old: the product's own proposal."""
IN_PLAY = ("submitted", "preliminary", "correcting", "recommended", "review", "listed", "reserve")
"""The states of an application in which its firms are screened."""
NAMED = 5
_NEVER = Text("本批次尚未对照已导入的名单筛查。", "This round has not been screened against the imported lists.")
_OLD = Text(
    "最近一次名单筛查在 {on}，已超过 {n} 天，请重新筛查。",
    "The last screening was on {on}, more than {n} days ago; screen again.",
)
_CHANGED = Text(
    "{on} 筛查之后名单或申报名册有更新，请重新筛查。",
    "Lists or rosters changed since the screening of {on}; screen again.",
)
_HITS = Text("截至 {on}，有 {n} 条疑似命中待核：{named}。", "As of {on} {n} hits are to be concluded on: {named}.")


@dataclass(frozen=True, slots=True)
class Screened:
    """The last screening by the reader's own authority, whether there is anything to screen against, open hits."""

    last: Screening | None
    lists: int
    hits: tuple[Hit, ...]
    remarks: tuple[Text, ...]

    @property
    def warning(self) -> Text | None:
        """Everything there is to acknowledge in one text; `None` for nothing."""
        if not self.remarks:
            return None
        return Text("".join(each.zh for each in self.remarks), " ".join(each.en for each in self.remarks))


def applications(round_: UUID, user: Account) -> list[Application]:
    """The applications an authority screens: a prefecture's own, or all of the round; one query."""
    rows = Application.objects.filter(round=round_, case__state__in=IN_PLAY, submitted_at__isnull=False)
    if user.level == Level.PREFECTURE:
        rows = rows.filter(prefecture=user.authority_id)
    return list(rows.select_related("case", "cluster__authority", "roster").order_by("cluster__path", "cluster__name"))


def targets(round_: UUID, user: Account) -> list[Target]:
    """What is screened: the applications that stand on a roster."""
    return [
        Target(each.pk, each.case.number, each.cluster, each.roster)
        for each in applications(round_, user)
        if each.roster is not None
    ]


def screened(case: Case, user: Account, on: date, states: tuple[str, ...] = IN_PLAY) -> Screened:
    """How a round stands; `states` narrows the hits to applications in them. Four queries."""
    found = [each for each in applications(case.pk, user) if each.case.state in states]
    last = lists.last_screening(case.pk, user)
    current = lists.latest(user)
    hits = [hit for each in standing.pending([row.cluster_id for row in found], user).values() for hit in each]
    remarks = []
    if current and found:
        remarks += staleness(last, current={str(pk) for pk in current}, found=found, on=on)
    if hits:
        names = [f"{hit.name}（{hit.kind}）" for hit in hits[:NAMED]]
        more = Text(f"等 {len(hits)} 条", f"and more, {len(hits)} in all") if len(hits) > NAMED else None
        named = listing([*names, *([more] if more else [])])
        remarks.append(_HITS.format(on=on, n=len(hits), named=named))
    return Screened(last, len(current), tuple(hits), tuple(remarks))


def staleness(last: Screening | None, *, current: set[str], found: list[Application], on: date) -> list[Text]:
    """Why a screening no longer speaks for what stands now."""
    if last is None:
        return [_NEVER]
    day = day_of(last.at)
    if (on - day).days > FRESH_DAYS:
        return [_OLD.format(on=day, n=FRESH_DAYS)]
    rosters = {(each["case"], each["sha256"]) for each in last.rosters}
    unscreened = {(str(row.pk), row.roster.sha256) for row in found if row.roster is not None} - rosters
    if unscreened or {each["id"] for each in last.lists} != current:
        return [_CHANGED.format(on=day)]
    return []
