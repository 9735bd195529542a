"""转申报: from an entry into the open round without typing again (Articles 8, 13, 14(一)).

The application is opened by the chapter of recognition through the one door, by the name of its procedure; this room
only knows that there is one. What is known of the cluster arrives with it: its roster, its ledgers and its boundary
belong to the cluster, answers and goals come from `register.known`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID, uuid4

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.boundaries.models import Boundary
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Refusal
from jiqun.ledgers.models import Entry
from jiqun.register import known
from jiqun.register.models import Cluster, RosterRevision

APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes along: what it is, and how much of it; `None` where there is nothing."""

    title: Text
    said: Text | None


def rounds(by: Account, now: datetime) -> list[tuple[str, Text]]:
    """The rounds a county may apply in now: key and title, as the application's own form offers them."""
    table = procedure(APPLICATION)
    if table.opening is None or not table.opening.who.fits(by):
        return []
    form = table.opening.form(doing=Doing(table, table.opening, None, by, {}, now, Random(0)))
    return list(form.fields["round"].choices)  # type: ignore[attr-defined]


def refusal(by: Account, now: datetime) -> Text | None:
    """Why no application may be opened now; `None` when one may."""
    table = procedure(APPLICATION)
    assert table.opening is not None
    doing = Doing(table, table.opening, None, by, {}, now, Random(0))
    try:
        for guard in table.opening.guards:
            guard(doing)
    except Refusal as said:
        return said.text
    return None


def coming(cluster: Cluster) -> list[Coming]:
    """What an application of the cluster would begin with; five queries and those of the sources."""
    roster = RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()
    entries = Entry.objects.in_force().filter(cluster=cluster).count()
    boundary = Boundary.objects.filter(cluster=cluster).order_by("-number").first()
    answers = list(known.answers_of(cluster))
    goals = known.goals_of(cluster, roster.base_year) if roster is not None else []
    return [
        Coming(
            Text("企业名册", "Roster"),
            None
            if roster is None
            else Text(
                f"第 {roster.number} 版，基准年 {roster.base_year}，{roster.firms} 家企业",
                f"version {roster.number}, base year {roster.base_year}, {roster.firms} firms",
            ),
        ),
        Coming(Text("集群台账", "Ledgers"), Text(f"{entries} 条", f"{entries} entries") if entries else None),
        Coming(
            Text("空间范围", "Boundary"),
            None if boundary is None else Text(f"第 {boundary.number} 版", f"version {boundary.number}"),
        ),
        Coming(
            Text("自评说明", "Answers of the self-assessment"),
            Text(f"{len(answers)} 项（{answers[0].source.zh}）", f"{len(answers)} ({answers[0].source.en})")
            if answers
            else None,
        ),
        Coming(
            Text("规划目标", "Goals of the plan"),
            Text(f"{len(goals)} 项（{goals[0].source.zh}）", f"{len(goals)} ({goals[0].source.en})") if goals else None,
        ),
    ]


def apply(cluster: Cluster, round_: str, *, by: Account, key: str, now: datetime) -> tuple[Case, Text | None]:
    """Opens the application of a cluster in a round, then takes up its roster where one fits the round.

    Two acts through the one door: the application stands even where the roster does not fit, and the second value says
    why then. Raises `Refusal` when the application may not be opened.
    """
    blank = {"name": "", "lead_codes": "", "niche": "", "strategic": ""}
    done = open_matter(
        APPLICATION, by=by, payload={"round": round_, "cluster": str(cluster.pk), **blank}, key=key, now=now
    )
    case: Case = done.subject
    if done.repeated:
        return case, None
    try:
        perform(
            APPLICATION, case.pk, "take_roster", by=by, version=case.version, payload={}, key=f"{key}-roster", now=now
        )
    except Refusal as said:
        return case, said.text
    return case, None


def fresh_key() -> str:
    """A key for one request; short enough to take the ending of the second act."""
    return uuid4().hex


def round_chosen(given: str | None, offered: list[tuple[str, Text]]) -> str | None:
    """The round that was chosen, when it is one that was offered."""
    try:
        chosen = str(UUID(given or ""))
    except ValueError:
        return None
    return chosen if chosen in dict(offered) else None
