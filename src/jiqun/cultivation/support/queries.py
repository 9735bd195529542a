"""What pages read of support: lines, sums by kind, place, year and level, and what a plan has none of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.cultivation.models import PlanTask, SupportLine
from jiqun.cultivation.models.support import IN_FORCE
from jiqun.cultivation.support.kinds import HUNDREDTHS, givers, kinds
from jiqun.register.models import Cluster
from jiqun.web.figures import NOTHING, shown

BY: dict[str, Text] = {
    "kind": Text("按类别", "By kind"),
    "place": Text("按地方", "By place"),
    "year": Text("按年度", "By year"),
    "cluster": Text("按集群", "By cluster"),
}


@dataclass(slots=True)
class Sums:
    """One row of sums: money in 分 by giving level and in all, how many lines, and 亩 and people in hundredths."""

    title: Text
    by_level: dict[str, int] = field(default_factory=lambda: dict.fromkeys(givers(), 0))
    lines: int = 0
    area: int = 0
    people: int = 0

    @property
    def money(self) -> int:
        """All levels."""
        return sum(self.by_level.values())

    @property
    def named(self) -> list[tuple[Text, int]]:
        """Level and money, from the province down."""
        return [(givers()[name].title, money) for name, money in self.by_level.items()]

    @property
    def shown_area(self) -> str:
        """亩 as people read them."""
        return hundredths(self.area)

    @property
    def shown_people(self) -> str:
        """People as people read them."""
        return hundredths(self.people)

    def add(self, row: Mapping[str, Any]) -> None:
        """One group of lines more."""
        self.by_level[row["giver"]] += int(row["money"] or 0)
        self.lines += row["lines"]
        number = int(row["numbers"] or 0)
        if row["kind"] == "land":
            self.area += number
        elif row["kind"] == "talent":
            self.people += number


@dataclass(frozen=True, slots=True)
class Crossed:
    """A measure of a plan with money planned or support entered: both in 分, and how many lines."""

    task: PlanTask
    given: int
    lines: int

    @property
    def bare(self) -> bool:
        """Money is planned and no support is entered for it."""
        return bool(self.task.planned) and not self.lines


def narrowed(rows: QuerySet[SupportLine], asked: Mapping[str, str]) -> QuerySet[SupportLine]:
    """Lines narrowed to what an address asks for: `kind`, `giver`, `year`, `q`; `show=withdrawn` for those."""
    found = rows.exclude(state=IN_FORCE) if asked.get("show") else rows.filter(state=IN_FORCE)
    for name in ("kind", "giver"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if asked.get("year"):
        found = found.filter(on__year=int(asked["year"]))
    if words := asked.get("q"):
        found = found.filter(
            Q(title__icontains=words)
            | Q(unit__icontains=words)
            | Q(document__icontains=words)
            | Q(cluster__name__icontains=words)
            | Q(cluster__authority__name__icontains=words)
        )
    return found


def listed(user: Account, asked: Mapping[str, str], cluster: Cluster | None = None) -> QuerySet[SupportLine]:
    """The lines an account sees, of one cluster or of all, the newest first."""
    rows = SupportLine.objects.visible_to(user)
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    return narrowed(rows, asked).select_related("cluster__authority").order_by("-on", "title", "pk")


def sums(rows: QuerySet[SupportLine], by: str) -> list[Sums]:
    """Exact sums of lines by one of `BY`, in its order; one query, whatever their number."""
    columns = ("kind", "giver", "year", "cluster", "cluster__name", "cluster__authority", "cluster__authority__name")
    groups = (
        rows.order_by()
        .annotate(year=ExtractYear("on"))
        .values(*columns)
        .annotate(money=Sum("amount"), numbers=Sum("number"), lines=Count("pk"))
    )
    key, title, order = READ[by]
    found: dict[Any, Sums] = {}
    for row in groups.iterator():
        found.setdefault(key(row), Sums(title(row))).add(row)
    return [found[each] for each in sorted(found, key=order)]


def whole(rows: Iterable[Sums]) -> Sums:
    """All rows added up."""
    found = Sums(Text("合计", "In all"))
    for row in rows:
        found.lines += row.lines
        found.area += row.area
        found.people += row.people
        for level, money in row.by_level.items():
            found.by_level[level] += money
    return found


def hundredths(number: int) -> str:
    """A figure that is kept in hundredths; `—` for nothing."""
    return shown(Fraction(number, 10**HUNDREDTHS), "exact") if number else NOTHING


def _same(word: str) -> Text:
    return Text(word, word)


READ: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Text], Callable[[Any], Any]]] = {
    "kind": (lambda row: row["kind"], lambda row: kinds()[row["kind"]].title, lambda key: list(kinds()).index(key)),
    "place": (
        lambda row: row["cluster__authority"],
        lambda row: _same(row["cluster__authority__name"]),
        lambda key: key,
    ),
    "year": (lambda row: row["year"], lambda row: _same(str(row["year"])), lambda key: -key),
    "cluster": (
        lambda row: (row["cluster__authority"], row["cluster__name"], str(row["cluster"])),
        lambda row: _same(row["cluster__name"]),
        lambda key: key,
    ),
}
"""By what: its key in a group, its title, its order."""


def years(rows: QuerySet[SupportLine]) -> list[int]:
    """The years there are lines of, the latest first; one query."""
    return [each.year for each in rows.dates("on", "year", order="DESC")]


def crossed(cluster: Cluster) -> list[Crossed]:
    """The measures of the cluster's plans with money planned or support entered, those without any first; one query."""
    in_force = Q(support__state=IN_FORCE)
    rows = (
        PlanTask.objects.filter(plan__cluster=cluster, plan__dropped=False, ended=False)
        .annotate(given=Sum("support__amount", filter=in_force), lines=Count("support", filter=in_force))
        .filter(Q(planned__gt=0) | Q(lines__gt=0))
        .select_related("plan")
        .order_by("-plan__first_year", "number")
    )
    found = [Crossed(each, int(each.given or 0), each.lines) for each in rows]
    return sorted(found, key=lambda each: not each.bare)
