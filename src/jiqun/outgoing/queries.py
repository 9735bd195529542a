"""What pages show of papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case, Signature
from jiqun.casework.procedure import procedure
from jiqun.outgoing.kinds import kind, kinds
from jiqun.outgoing.models import Paper, PaperQuerySet, Wording

PER_PAGE = 50
SENT, COME = "sent", "come"
SIDES = {SENT: Text("本单位发文", "Ours"), COME: Text("收到和待转送", "Come in")}
FINISHED = ("numbered", "passing", "delivered", "received")


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, and for each filter its values with how many papers they leave."""

    rows: list[Paper]
    page: Page[Paper]
    sides: dict[str, int]
    states: dict[str, int]
    kinds: dict[str, int]


def papers_of(case: Case, user: Account) -> list[Paper]:
    """The papers of a matter that the account may see, oldest first (one query)."""
    return list(Paper.objects.visible_to(user).filter(case=case).order_by("drafted_at", "id"))


def listing(user: Account, chosen: Mapping[str, str], words: str, page: str | None) -> Listing:
    """The papers of the account's authority, newest first: those it issues, or those that came to it (five queries).

    `chosen` holds `side`, `state` and `kind`; `words` are looked for in title and number.
    """
    all_of = Paper.objects.visible_to(user)
    ours = Q(authority=user.authority_id)
    sides = all_of.aggregate(sent=Count("pk", filter=ours), come=Count("pk", filter=~ours))
    found = all_of.filter(ours if chosen.get("side", SENT) == SENT else ~ours)
    if words:
        found = found.filter(Q(heading__icontains=words) | Q(number__icontains=words) | Q(case__number=words))
    kinds_ = _counted(found.filter(**_only(chosen, "state")), "kind_slug")
    states = _counted(found.filter(**_only(chosen, "kind")), "state")
    shown = found.filter(**_only(chosen, "state"), **_only(chosen, "kind"))
    at = Paginator(shown.select_related("case", "addressee", "authority").order_by("-drafted_at", "-id"), PER_PAGE)
    there = at.get_page(page)
    known = [each.slug for each in kinds()]
    return Listing(
        list(there), there, sides, states, {slug: kinds_[slug] for slug in known if slug in kinds_}
    )  # in the order the kinds were made known


def _only(chosen: Mapping[str, str], name: str) -> dict[str, str]:
    field = {"state": "state", "kind": "kind_slug"}[name]
    return {field: chosen[name]} if chosen.get(name) else {}


def _counted(found: PaperQuerySet, field: str) -> dict[str, int]:
    rows = found.order_by().values_list(field).annotate(Count("pk"))
    return {str(value): int(n) for value, n in rows}


def reviews(paper: Paper) -> list[Signature]:
    """The reviews (三审) its text went through, alone or with its batch, in order: one line a link that stands (one
    query)."""
    found = Signature.objects.filter(
        proposal__subject_id__in=[str(paper.pk), *([str(paper.batch_id)] if paper.batch_id else [])],
        proposal__act="issue",
        valid=True,
        outcome__in=(Signature.Outcome.SIGNED, Signature.Outcome.CONFIRMED),
    )
    return list(found.with_signers())


def wordings(paper: Paper) -> list[Wording]:
    """Every wording of its text, the first first (one query)."""
    return list(paper.wordings.select_related("by__person").order_by("position"))


def overtaken(paper: Paper) -> Paper | None:
    """The finished paper that corrects or withdraws this one; `None` while it stands (one query)."""
    return Paper.objects.filter(replaces=paper, state__in=FINISHED).order_by("drafted_at").first()


def kind_title(paper: Paper) -> Text:
    """What its kind is called."""
    return kind(paper.kind_slug).title


def state_title(paper: Paper) -> Text:
    """Where it stands."""
    return procedure("paper").by_state[paper.state].title
