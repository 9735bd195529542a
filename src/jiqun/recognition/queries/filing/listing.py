"""The list of applications: plain values, two queries whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure

PAGE = 50
FACETS = ("state", "prefecture", "round")
_COLUMNS = {"state": "state", "prefecture": "application__prefecture", "round": "application__round"}
_NAMES = {"prefecture": "application__prefecture__name", "round": "application__round__case__title"}
_ROW = (
    "pk",
    "number",
    "title",
    "authority__name",
    "application__prefecture__name",
    "state",
    "application__round__case__title",
    "application__submitted_at",
    "application__precheck__verdict",
    "cluster__invented",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One application; `verdict` is that of the computed norms, blank without a roster."""

    pk: Any
    number: str
    title: str
    place: str
    prefecture: str
    state: Text
    round: str
    submitted_at: Any
    verdict: str
    invented: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet with the number of rows it would show."""

    value: str
    title: Any
    count: int
    on: bool


class Counted(Paginator):  # type: ignore[type-arg]
    """A paginator that was told the count."""

    def __init__(self, rows: Any, count: int) -> None:
        super().__init__(rows, PAGE)
        self.__dict__["count"] = count


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, with the facets and the number of rows they lead to."""

    page: Any
    rows: list[Row]
    facets: dict[str, list[Choice]]
    count: int


def matching(user: Account, words: str, chosen: Mapping[str, str]) -> QuerySet[Case]:
    """The applications the account sees that match: words in name, number or place, and one value a facet.

    A value that no row can have, such as a round that is no identifier, matches nothing.
    """
    found = Case.objects.visible_to(user).filter(procedure_name="application")
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(number__icontains=words) | Q(authority__name__icontains=words)
        )
    for facet, value in chosen.items():
        try:
            found = found.filter(**{_COLUMNS[facet]: value})
        except (ValueError, ValidationError):
            return found.none()
    return found


def listing(user: Account, words: str, chosen: Mapping[str, str], number: Any) -> Listing:
    """One page of 50, by number; the facets count under the words and the other facets' choices."""
    groups = list(
        matching(user, words, {})
        .order_by()
        .values("state", *(_COLUMNS[name] for name in ("prefecture", "round")), *_NAMES.values())
        .annotate(n=Count("pk"))
    )
    facets = {facet: facet_of(groups, facet, chosen) for facet in FACETS}
    count = sum(group["n"] for group in groups if fits(group, chosen))
    page = Counted(matching(user, words, chosen).order_by("number").values("pk"), count).get_page(number)
    # The page is cut before anything is joined to it: sorting whole rows would cost as much as the rest together.
    shown = Case.objects.filter(pk__in=page.object_list).order_by("number").values_list(*_ROW)
    return Listing(page, list(rows(shown)), facets, count)


def rows(found: Any) -> Iterator[Row]:
    """Rows from plain values."""
    states = procedure("application").by_state
    for pk, number, title, place, prefecture, state, row, at, verdict, invented in found:
        yield Row(pk, number, title, place, prefecture, states[state].title, row, at, verdict or "", bool(invented))


def everything(user: Account, words: str, chosen: Mapping[str, str]) -> Iterator[Row]:
    """All rows that match, for the export; streamed."""
    return rows(matching(user, words, chosen).order_by("number").values_list(*_ROW).iterator(chunk_size=2000))


def fits(group: Mapping[str, Any], chosen: Mapping[str, str]) -> bool:
    """Whether a group of rows is shown under these choices."""
    return all(str(group[_COLUMNS[facet]]) == value for facet, value in chosen.items())


def facet_of(groups: list[dict[str, Any]], facet: str, chosen: Mapping[str, str]) -> list[Choice]:
    """The values of one facet; its own choice does not narrow it."""
    others = {name: value for name, value in chosen.items() if name != facet}
    counts: Counter[str] = Counter()
    titles: dict[str, Any] = {}
    states = procedure("application").by_state
    for group in groups:
        if fits(group, others):
            value = str(group[_COLUMNS[facet]])
            counts[value] += group["n"]
            titles[value] = states[value].title if facet == "state" else group[_NAMES[facet]]
    order = {name: at for at, name in enumerate(states)}
    values = sorted(counts, key=lambda value: (order.get(value, 0), value))
    return [Choice(value, titles[value], counts[value], chosen.get(facet) == value) for value in values]
