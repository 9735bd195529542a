"""Taking up the roster that the register holds already, without a workbook (Articles 13, 14(一))."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.facts import Facts, build
from jiqun.recognition.acts.filing.keeping import keep
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import RosterRevision
from jiqun.register.rosters import to_roster

NOTHING_FITS = Text(
    "登记中没有以 {year} 年为基准年的名册，请导入 {year} 年的名册工作簿。",
    "The register has no roster with base year {year}; import one of that year.",
)


def fitting(application: Application) -> RosterRevision | None:
    """The cluster's newest roster with the round's base year, unless it is in use already; one query."""
    rows = RosterRevision.objects.filter(cluster=application.cluster_id, base_year=application.round.base_year)
    found = rows.order_by("-number").first()
    return None if found is None or found.pk == application.roster_id else found


@lru_cache(maxsize=2)
def facts_of_revision(pk: UUID, on: date) -> Facts:
    """The facts of a stored roster for a day; kept like a workbook's. Raises `FactError`."""
    return build(to_roster(RosterRevision.objects.get(pk=pk)), on=on)


def roster_fits(doing: Doing) -> None:
    """There is one to take up. Raises `Refusal`."""
    application = application_of(doing.subject)
    if fitting(application) is None:
        raise Refusal(NOTHING_FITS.format(year=application.round.base_year), clause="A13")


def take_roster(doing: Doing) -> None:
    """Takes the register's newest roster into the application and assesses it; no new revision is made."""
    application = application_of(doing.subject)
    revision = fitting(application)
    assert revision is not None  # `roster_fits` has refused it otherwise
    keep(doing, application, revision, facts_of_revision(revision.pk, application.round.closes_on))
    doing.note = Text(
        f"采用登记中的名册第 {revision.number} 版，{revision.firms} 家企业，基准年 {revision.base_year}",
        f"Took roster version {revision.number} of the register, {revision.firms} firms, base year "
        f"{revision.base_year}",
    )
