"""What pages read of requests: the list with its lights, narrowed as the address asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Q, QuerySet, When

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.cultivation.models import EnterpriseRequest
from jiqun.cultivation.support.request_procedure import OPEN
from jiqun.register.models import Cluster

SOON = timedelta(days=3)
LIGHTS: dict[str, tuple[Text, str]] = {
    "late": (Text("逾期", "Late"), "not"),
    "soon": (Text("三日内到期", "Due in three days"), "und"),
    "ahead": (Text("期限内", "In time"), "na"),
    "closed": (Text("已办结", "Closed"), "met"),
    "declined": (Text("不予办理", "Not taken on"), "na"),
}
"""Word and colour of each light."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A request on a day; `late` is by how many days, 0 where it is not."""

    row: EnterpriseRequest
    state: Text
    light: str
    due_on: date | None
    late: int

    @property
    def word(self) -> Text:
        """The light in words."""
        return LIGHTS[self.light][0]

    @property
    def colour(self) -> str:
        """The class of its tag."""
        return LIGHTS[self.light][1]


def shown(rows: Iterable[EnterpriseRequest], now: datetime) -> list[Shown]:
    """Requests with their lights; no query where the matter was selected along."""
    return [one(row, now) for row in rows]


def one(row: EnterpriseRequest, now: datetime) -> Shown:
    """One request with its light."""
    case = row.case
    state = procedure("enterprise_request").by_state[case.state].title
    if case.state not in OPEN or case.due_at is None:
        return Shown(row, state, case.state, None, 0)
    due_on = case.due_at.astimezone(ZONE).date()
    if case.due_at < now:
        return Shown(row, state, "late", due_on, max(1, (now.astimezone(ZONE).date() - due_on).days))
    return Shown(row, state, "soon" if case.due_at - now <= SOON else "ahead", due_on, 0)


def listed(
    user: Account, asked: Mapping[str, str], now: datetime, cluster: Cluster | None = None
) -> QuerySet[EnterpriseRequest]:
    """The requests an account sees, those open and due first at the head; `state`, `light=late`, `kind`, `q` narrow."""
    rows = EnterpriseRequest.objects.visible_to(user).defer("contact")
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    if asked.get("state"):
        rows = rows.filter(case__state=asked["state"])
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("light") == "late":
        rows = rows.filter(case__state__in=OPEN, case__due_at__lt=now)
    if words := asked.get("q"):
        rows = rows.filter(
            Q(party__icontains=words)
            | Q(asked__icontains=words)
            | Q(unit__icontains=words)
            | Q(cluster__name__icontains=words)
        )
    over = Case(When(case__state__in=OPEN, then=0), default=1)
    return rows.select_related("case", "cluster__authority").order_by(over, "case__due_at", "-received_on", "pk")


def counted(user: Account, now: datetime) -> Counter[str]:
    """How many in each state, and `late`; one query."""
    late = Q(case__state__in=OPEN, case__due_at__lt=now)
    rows = EnterpriseRequest.objects.visible_to(user).order_by().values("case__state")
    found: Counter[str] = Counter()
    for row in rows.annotate(n=Count("pk"), over=Count("pk", filter=late)):
        found[row["case__state"]] += row["n"]
        found["late"] += row["over"]
    return found
