"""What other rosters know for this one: a revision that could be taken up, titles and incidents it does not list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from jiqun.bilingual import Text
from jiqun.recognition.models import Application
from jiqun.register.models import FirmYearRow, HonourRow, IncidentRow, RosterRevision

MOST = 50
"""So many unlisted titles are named; the count is of all."""

_FITS = Text(
    "集群已有名册第 {n} 版（基准年 {year}，{firms} 家企业），与本批次基准年一致，可据此导入。",
    "The cluster has roster version {n} (base year {year}, {firms} firms); it fits this round and can be imported.",
)
_MISSES = Text(
    "集群最近的名册是第 {n} 版（基准年 {year}，{firms} 家企业），缺 {missing} 年数据；补齐后以 {base} 年为基准年导入。",
    "The cluster's latest roster is version {n} (base year {year}, {firms} firms); it has no figures of {missing}. "
    "Add them and import it with base year {base}.",
)
_LATER = Text(
    "集群最近的名册是第 {n} 版，基准年 {year}，晚于本批次的 {base} 年；请以 {base} 年为基准年另行导入。",
    "The cluster's latest roster is version {n} with base year {year}, later than {base}; import one of {base}.",
)
_TITLES = Text(
    "名册中 {n} 家企业在登记中另有有效称号未列入",
    "{n} firms of the roster hold valid titles elsewhere in the register that it does not list",
)
_INCIDENTS = Text(
    "名册中 {n} 家企业在登记中另有重大事项未列入",
    "{n} firms of the roster have incidents elsewhere in the register that it does not list",
)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A title or an incident of a firm that other rosters list; `day` is the first of its validity, or its own."""

    uscc: str
    name: str
    what: str
    day: date


@dataclass(frozen=True, slots=True)
class Hint:
    """Something the roster lacks: the sentence, and the first lines of it."""

    sentence: Text
    lines: tuple[Unlisted, ...]


def roster_offer(application: Application) -> Text | None:
    """What the cluster's latest roster is good for, while the application has none; one query."""
    if application.roster_id is not None:
        return None
    found = RosterRevision.objects.filter(cluster=application.cluster_id).order_by("-number").first()
    if found is None:
        return None
    base = application.round.base_year
    told = {"n": found.number, "year": found.base_year, "firms": found.firms, "base": base}
    if found.base_year == base:
        return _FITS.format(**told)
    if found.base_year > base:
        return _LATER.format(**told)
    years = range(found.base_year + 1, base + 1)
    return _MISSES.format(missing=f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}", **told)


def hints(application: Application) -> list[Hint]:
    """Valid titles and incidents that the register knows of the roster's firms and the roster does not list.

    Looked up in the cluster's other revisions and in rosters that were handed in, never in another's draft; four
    queries.
    """
    if application.roster_id is None:
        return []
    on = application.round.closes_on
    names = dict(FirmYearRow.objects.filter(roster=application.roster_id).values_list("enterprise", "name"))
    valid = HonourRow.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    titles = _unlisted(application, valid, ("title", "valid_from"))
    incidents = _unlisted(application, IncidentRow.objects.filter(on__lte=on), ("kind", "on"))
    return [*_hint(_TITLES, titles, names), *_hint(_INCIDENTS, incidents, names)]


def _unlisted(
    application: Application, elsewhere: QuerySet[Any], columns: tuple[str, str]
) -> set[tuple[str, str, date]]:
    """Firm, title or kind, and day, of what other rosters list and this one does not (by firm and title or kind)."""
    model: type[Model] = elsewhere.model
    here = set(model._default_manager.filter(roster=application.roster_id).values_list("uscc", columns[0]))
    firms = FirmYearRow.objects.filter(roster=application.roster_id).values("enterprise")
    handed_in = Application.objects.filter(submitted_at__isnull=False, roster__isnull=False).values("roster")
    rows = (
        elsewhere.filter(Q(roster__cluster=application.cluster_id) | Q(roster__in=handed_in), uscc__in=firms)
        .exclude(roster=application.roster_id)
        .values_list("uscc", *columns)
        .distinct()
    )
    return {(uscc, what, day) for uscc, what, day in rows if (uscc, what) not in here}


def _hint(sentence: Text, found: Iterable[tuple[str, str, date]], names: dict[str, str]) -> list[Hint]:
    lines = [Unlisted(uscc, names[uscc], what, day) for uscc, what, day in sorted(found)]
    if not lines:
        return []
    return [Hint(sentence.format(n=len({line.uscc for line in lines})), tuple(lines[:MOST]))]
