"""What stands beside each candidate while the list is drawn up, for information alone (Article 14(三))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.inquiries.queries import standing as inquired
from jiqun.recognition.models import Application, Conclusion
from jiqun.recognition.queries import readiness
from jiqun.recognition.queries.listing import Candidate
from jiqun.recognition.queries.niches import share, split
from jiqun.recognition.visiting.kinds import SITE_VISIT
from jiqun.standards import divisions, industries
from jiqun.visits.queries.standing import Concluded, concluded

NICHE_DIGITS = 3
"""How many digits of the lead code make a sub-sector where the call set no rule (中类 of GB/T 4754)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one application: titles of conditions the prefecture concluded otherwise than computed, screening hits nobody
    has concluded on, the province's visit, lead codes, and the candidates of the same sub-sector."""

    differing: int
    hits: int
    visit: Concluded | None
    leads: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def industries(self) -> str:
        """The lead industries by name."""
        return "、".join(industries.name(code) for code in self.leads)


def beside(rows: Sequence[Candidate], user: Account) -> dict[UUID, Beside]:
    """What stands beside each candidate (four queries)."""
    keys = [row.pk for row in rows]
    found = {each.pk: each for each in Application.objects.filter(pk__in=keys).select_related("cluster", "round")}
    differing: Counter[UUID] = Counter()
    for made in Conclusion.objects.filter(application__in=keys).only("application", "verdict", "computed"):
        differing[made.application_id] += made.computed in readiness.DECIDED and made.verdict != made.computed
    hits = inquired.pending([each.cluster_id for each in found.values()], user)
    visits = concluded(keys, user, SITE_VISIT)
    leads = {pk: split(each.cluster.lead_codes) for pk, each in found.items()}
    names = {row.pk: row.name for row in rows}
    return {
        pk: Beside(
            differing[pk],
            len(hits.get(each.cluster_id, ())),
            next(iter(visits.get(pk, ())), None),
            leads[pk],
            tuple(
                names[other]
                for other in keys
                if other != pk and share(leads[pk], leads[other], each.round.niche_digits or NICHE_DIGITS)
            ),
        )
        for pk, each in found.items()
    }


@dataclass(frozen=True, slots=True)
class Spread:
    """How many candidates a prefecture has, and how many of them are on the list as it is drawn up now."""

    name: str
    reviewed: int
    listed: int


def by_prefecture(rows: Iterable[Candidate], decisions: Mapping[UUID, str]) -> list[Spread]:
    """The spread over the prefectures, the ones with most on the list first."""
    reviewed: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    for row in rows:
        reviewed[row.prefecture] += 1
        listed[row.prefecture] += decisions.get(row.pk) == "listed"
    found = [Spread(divisions.full_name(code), n, listed[code]) for code, n in sorted(reviewed.items())]
    return sorted(found, key=lambda each: -each.listed)


def meeting(spread: Iterable[Spread]) -> Text:
    """The spread in one sentence, as the print for the meeting has it."""
    zh = "、".join(f"{each.name} {each.listed}/{each.reviewed}" for each in spread)
    return Text(f"各地市拟认定数/评审数：{zh}。", f"On the list / reviewed: {zh}.")
