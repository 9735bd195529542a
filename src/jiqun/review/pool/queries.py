"""What pages show of the pool: plain values, a fixed number of queries. Names on an expert's own file only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from jiqun.authorities.models import OFFICE, Account, Authority
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.review.draw.ties import covers
from jiqun.review.experts import Expert, ExpertFile
from jiqun.review.models import Sheet
from jiqun.review.pool.entering import fields_text
from jiqun.review.pool.seen import SERVING


class Wanted(NamedTuple):
    """What a list of the pool is narrowed to; blank and `None` are no limit. `place` is a path, `free_on` a day."""

    words: str = ""
    field: str = ""
    place: str = ""
    state: str = ""
    free_on: date | None = None


@dataclass(frozen=True, slots=True)
class PoolLine:
    """One expert of the list, by code. `rounds` are those served in, `latest` the last of them."""

    pk: UUID
    code: str
    fields: Text
    employer: str
    place: str
    ties: int
    state: Text
    active: bool
    available: bool
    days: str
    rounds: int
    latest: str


def lines(user: Account, wanted: Wanted) -> list[PoolLine]:
    """The pool by code, narrowed down (three queries). A word is looked for in code, employer and fields, and for the
    office in names: the supervisor, who learns a name by two persons alone, cannot guess whose code it is."""
    states = procedure("expert").by_state
    names = dict(Authority.objects.values_list("path", "name"))
    rounds = rounds_served()
    found = []
    for file in ExpertFile.objects.visible_to(user).order_by("expert__code"):
        expert = file.expert
        fields = fields_text(expert.fields)
        said = f"{expert.code} {expert.employer} {fields.zh} {fields.en}"
        if user.role in OFFICE:
            said += f" {expert.account.person.name}"
        if not matches(file, wanted) or wanted.words.casefold() not in said.casefold():
            continue
        served = rounds.get(expert.pk, [])
        found.append(
            PoolLine(
                file.pk,
                expert.code,
                fields,
                expert.employer,
                place_name(expert.place, names),
                len(expert.ties) + len(expert.advised),
                states[file.state].title,
                file.state == "active",
                expert.available and expert.account.is_active,
                expert.days(),
                len(served),
                served[0] if served else "",
            )
        )
    return found


def matches(file: ExpertFile, wanted: Wanted) -> bool:
    """Whether a file is within what is asked for, words aside."""
    expert = file.expert
    free = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in expert.periods]
    return (
        (not wanted.field or wanted.field in expert.fields)
        and (not wanted.place or expert.place.startswith(wanted.place))
        and (not wanted.state or file.state == wanted.state)
        and (wanted.free_on is None or (expert.available and covers(free, (wanted.free_on, wanted.free_on))))
    )


def rounds_served() -> dict[int, list[str]]:
    """By expert, the rounds served in, the latest first (one query)."""
    rows = Sheet.objects.filter(state__in=SERVING).order_by("-panel__drawn_at")
    found: dict[int, list[str]] = defaultdict(list)
    for expert, title in rows.values_list("expert", "panel__round__title"):
        if title not in found[expert]:
            found[expert].append(title)
    return found


@dataclass(frozen=True, slots=True)
class Service:
    """One round an expert was drawn for: on how many clusters, in how many the expert stepped aside or was replaced."""

    title: str
    clusters: int
    aside: int


def service(expert: Expert) -> list[Service]:
    """The rounds an expert was drawn for, the latest first (one query); never which clusters."""
    rows = Sheet.objects.filter(expert=expert.pk).order_by("-panel__drawn_at")
    counts: dict[tuple[UUID, str], list[int]] = {}
    for round_pk, title, state in rows.values_list("panel__round", "panel__round__title", "state"):
        told = counts.setdefault((round_pk, title), [0, 0])
        told[0 if state in SERVING else 1] += 1
    return [Service(title, served, aside) for (_, title), (served, aside) in counts.items()]


def place_name(path: str, names: dict[str, str]) -> str:
    """Names along a path below the province: 惠州市惠城区."""
    codes = path.rstrip("/").split("/")
    paths = ["/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
    return "".join(names.get(part, "") for part in paths[1:]) or names.get(path, "")


def tie_names(ties: list[str]) -> list[str]:
    """Ties as people read them: places by name (one query when there are any)."""
    places = [tie for tie in ties if "/" in tie]
    names = dict(Authority.objects.values_list("path", "name")) if places else {}
    return [place_name(tie, names) or tie if "/" in tie else tie for tie in ties]


def masked(phone: str) -> str:
    """A phone with its middle hidden: 138****0000."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)
