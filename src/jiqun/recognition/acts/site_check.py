"""The prefecture's site check by sampling (实地抽查, Article 14(二)): drawn by lot, then recorded."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.recognition.models import SiteCheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import FirmYearRow

REQUIREMENT = "site_check"


def draw_firms(seed: str, usccs: Iterable[str], n: int) -> list[str]:
    """The `n` firms drawn, in order: those whose SHA-256 of `seed:uscc` comes first.

    Pure: anyone with the seed and the roster draws the same firms. Fewer than `n` firms are all drawn.
    """
    return sorted(set(usccs), key=lambda uscc: (sha256(f"{seed}:{uscc}".encode()).hexdigest(), uscc))[:n]


def firms_of(roster_id: UUID) -> dict[str, str]:
    """Credit code → name of every firm on a roster; one query."""
    rows = FirmYearRow.objects.filter(roster=roster_id).order_by("enterprise_id", "year")
    return dict(rows.values_list("enterprise_id", "name"))


def check_of(doing: Doing) -> SiteCheck | None:
    """The site check of the application, if firms were drawn; read once."""
    return getattr(application_of(doing.subject), "site_check", None)


def not_drawn_yet(doing: Doing) -> None:
    """Firms are drawn once: no drawing until it pleases."""
    if check_of(doing) is not None:
        raise Refusal(
            Text("抽查企业已经抽取，不能重复抽取。", "The firms were drawn already; they are drawn once."),
            clause="A14.2",
        )


def has_roster(doing: Doing) -> None:
    """There is a roster to draw from."""
    if application_of(doing.subject).roster_id is None:
        raise Refusal(
            Text("申报未附企业名册，无法抽取；请退回补正。", "There is no roster to draw from; return it."),
            clause="A14.2",
        )


def drawn(doing: Doing) -> None:
    """A record is of the firms that were drawn."""
    if check_of(doing) is None:
        raise Refusal(Text("请先抽取实地抽查企业。", "Draw the firms for the site check first."), clause="A14.2")


def draw(doing: Doing) -> None:
    """Draws the firms with a fresh seed, which the journal keeps with the roster's digest."""
    application = application_of(doing.subject)
    roster = application.roster
    assert roster is not None
    names = firms_of(roster.pk)
    seed = f"{doing.chance.getrandbits(256):064x}"
    chosen = draw_firms(seed, names, doing.payload["firms"])
    SiteCheck.objects.create(
        application=application,
        seed=seed,
        firms=[{"uscc": uscc, "name": names[uscc]} for uscc in chosen],
        drawn_at=doing.now,
    )
    doing.told |= {"seed": seed, "roster_sha256": roster.sha256, "drawn": chosen, "of": len(names)}
    said = "、".join(names[uscc] for uscc in chosen)
    doing.note = Text(
        f"从 {len(names)} 家中抽取 {len(chosen)} 家：{said}", f"{len(chosen)} of {len(names)} firms drawn: {said}"
    )


def record(doing: Doing) -> None:
    """Records what was found at each firm drawn, and the conclusion; a later record takes an earlier one's place."""
    payload = doing.payload
    check = check_of(doing)
    assert check is not None
    assert isinstance(doing.by, Account)
    check.firms = [
        {
            "uscc": firm["uscc"],
            "name": firm["name"],
            "finding": payload[f"finding_{firm['uscc']}"],
            "agrees": payload[f"agrees_{firm['uscc']}"] == "yes",
        }
        for firm in check.firms
    ]
    check.held_on, check.people = payload["held_on"], payload["people"]
    check.conclusion, check.passed = payload["conclusion"], payload["passed"] == "yes"
    check.record_sha256 = payload["scan"]["sha256"]
    check.by_id = doing.by.pk
    check.save()
    attach(doing.subject, REQUIREMENT, payload["scan"], id=doing.new_id(), by=doing.by, now=doing.now)
    doing.note = Text("实地抽查通过", "Passed") if check.passed else Text("实地抽查未通过", "Not passed")
