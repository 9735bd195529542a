"""What is known of a cluster by inquiries: searches and incidents as rows of a roster, and what is still open.

Only what a department answered counts as searched, on the day of its answer; a kind with a hit nobody has concluded
on does not, so that the finding stays 待核 (Article 13(一)).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.facts.rows import Incident, RegisterSearch
from jiqun.inquiries.departments import departments
from jiqun.inquiries.models import Hit, Letter
from jiqun.inquiries.models.hits import CONFIRMED
from jiqun.register.models import Cluster

TO_CONCLUDE = Text("疑似命中·待核 {n} 条", "{n} hits to be concluded on")
SEARCHED = Text("部门核查回复 {n} 件", "{n} answers of departments")


def searches(cluster: Cluster, on: date, user: Account) -> list[RegisterSearch]:
    """Answers the account may read, up to a day, as lines of 查询登记; two queries."""
    answers = Letter.objects.filter(
        inquiry__cluster=cluster, inquiry__case__in=Case.objects.visible_to(user), replied_on__lte=on
    ).order_by("replied_on", "pk")
    held: dict[int, set[str]] = defaultdict(set)
    for letter, kind in (
        Hit.objects.pending().filter(cluster=cluster, letter__isnull=False).values_list("letter", "kind")
    ):
        held[letter].add(kind)
    found = []
    for each in answers:
        covers = set(each.covers.split("、")) - held[each.pk]
        assert each.replied_on is not None
        if covers:
            register = each.replied_by + (f"（{each.reply_document}）" if each.reply_document else "")
            found.append(RegisterSearch(register[:120], each.replied_on, frozenset(covers)))
    return found


def incidents(cluster: Cluster, on: date, user: Account) -> list[Incident]:
    """Hits that were found true, up to a day, as lines of 重大事项; one query."""
    rows = (
        Hit.objects.visible_to(user).filter(cluster=cluster, state=CONFIRMED, on__lte=on).order_by("on", "uscc", "id")
    )
    return [
        Incident(hit.uscc, hit.kind, hit.grade or None, hit.on, hit.authority, hit.document) for hit in rows if hit.on
    ]


def for_roster(cluster: Cluster, on: date, user: Account) -> list[RegisterSearch | Incident]:
    """Everything the next revision of a roster takes from inquiries, each line once; three queries."""
    rows: list[RegisterSearch | Incident] = [*searches(cluster, on, user), *incidents(cluster, on, user)]
    return list(dict.fromkeys(rows))


def pending(clusters: Iterable[UUID], user: Any) -> dict[UUID, list[Hit]]:
    """Hits nobody has concluded on that the account may see, by cluster; one query."""
    found: dict[UUID, list[Hit]] = defaultdict(list)
    for hit in Hit.objects.visible_to(user).pending().filter(cluster__in=list(clusters)).order_by("found_on", "id"):
        found[hit.cluster_id].append(hit)
    return dict(found)


def pending_count(cluster: UUID, user: Any) -> int:
    """How many hits of a cluster that the account may see nobody has concluded on; one query."""
    return Hit.objects.visible_to(user).pending().filter(cluster=cluster).count()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the inquiries about a cluster are, department by department: the last answer's day, `None` without."""

    answered: tuple[tuple[Text, date | None], ...]
    pending: int
    confirmed: int

    @property
    def unanswered(self) -> list[Text]:
        """The departments that have not answered."""
        return [title for title, on in self.answered if on is None]


def standing(cluster: UUID, user: Any) -> Standing:
    """How far the inquiries about a cluster are, as far as the account may see them; two queries."""
    rows = Letter.objects.filter(inquiry__cluster=cluster, inquiry__case__in=Case.objects.visible_to(user))
    last: dict[str, date] = {}
    for department, on in (
        rows.filter(replied_on__isnull=False).order_by("replied_on").values_list("department", "replied_on")
    ):
        assert on is not None
        last[department] = on
    states = list(Hit.objects.visible_to(user).filter(cluster=cluster).values_list("state", flat=True))
    return Standing(
        tuple((each.title, last.get(each.name)) for each in departments().values()),
        states.count("pending"),
        states.count(CONFIRMED),
    )
