"""Whether site checks stand in the way of recommending (Article 14(二))."""

from __future__ import annotations

from uuid import UUID

from jiqun.bilingual import Text
from jiqun.visits.models.visit import FAILED
from jiqun.visits.queries.standing import GOING_ON, NONE, Standing, standings

SITE_CHECK = "site_check"
SAID = {
    NONE: Text("未记录实地抽查（在“现场检查”中办理）", "the site check is not on record (see “Visits”)"),
    GOING_ON: Text("实地抽查尚未办结", "the site check is not concluded"),
    FAILED: Text("实地抽查未通过", "the site check was not passed"),
}


def site_check(application: UUID) -> Standing:
    """How an application stands to its site checks; one query, two where there was none."""
    return standings(SITE_CHECK, [application])[application]


def open_point(application: UUID) -> Text | None:
    """What the site check still lacks before recommending, in a few words; `None` for nothing."""
    return SAID.get(site_check(application).state)
