"""What pages read of the national level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.authorities.models import Account
from jiqun.bilingual import Text, language
from jiqun.casework.models import Case
from jiqun.instruments.queries import amounts
from jiqun.recognition.models import NationalCandidate
from jiqun.register.levels import NATIONAL
from jiqun.register.models import Recognition
from jiqun.register.terms import Standing
from jiqun.standards import divisions


@dataclass(frozen=True, slots=True)
class Held:
    """A national recognition of the territory and what it is on the day."""

    recognition: Recognition
    place: str
    standing: Standing


def held(user: Account, on: date) -> list[Held]:
    """The national recognitions of the territory, by place; one query."""
    rows = Recognition.objects.visible_to(user).filter(level=NATIONAL).select_related("cluster")
    return [
        Held(each, divisions.full_name(each.cluster.authority_id), each.standing(on))
        for each in rows.order_by("cluster__path", "cluster__name", "valid_from")
    ]


def matters(user: Account) -> list[tuple[Case, Text]]:
    """Recommendations and lists the account sees, the newest first, with their state; one query."""
    names = ("national_recommendation", "national_list")
    rows = Case.objects.visible_to(user).filter(procedure_name__in=names).order_by("-opened_at", "number")
    return [(each, each.procedure.by_state[each.state].title) for each in rows]


@dataclass(frozen=True, slots=True)
class Shown:
    """One norm of a candidate's assessment, in words."""

    clause: str
    title: str
    verdict: str
    value: str
    limit: str
    text: str


def findings(candidate: NationalCandidate) -> list[Shown]:
    """The assessment of a candidate in the language in force, norm by norm; empty before it was computed."""
    plain: Mapping[str, Any] | None = candidate.zh if language() == "zh" else candidate.en
    if plain is None:
        return []
    return [
        Shown(
            each["clause"],
            each["title"],
            each["verdict"],
            amounts.value_of(each),
            amounts.limit_of(each),
            each["text"],
        )
        for each in plain["findings"]
    ]


def tally(candidate: NationalCandidate) -> list[tuple[str, int]]:
    """How many norms have which verdict, the computed ones first."""
    if candidate.zh is None:
        return []
    counted: dict[str, int] = {}
    for each in candidate.zh["findings"]:
        counted[each["verdict"]] = counted.get(each["verdict"], 0) + 1
    order = ("met", "not_met", "undetermined", "judgement", "not_applicable")
    return [(name, counted[name]) for name in order if name in counted]
