"""The demonstration: the whole round played through the one door, reproducible, and marked as invented."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve, reverse

from jiqun.authorities.models import ADMINISTRATORS, Account, Authority, Person, Role
from jiqun.casework import reminders, todo
from jiqun.casework.models import ActRecord, Case, Proposal
from jiqun.config import clock
from jiqun.demo import accounts, clusters, cultivating, past_years, province
from jiqun.demo.firms import INVENTED
from jiqun.hearings.models import Hearing
from jiqun.journal import chain
from jiqun.recognition.models import Application
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, Recognition, RecognitionChange
from jiqun.review.models import Sheet
from jiqun.standards import credit_code
from jiqun.supervision.models import Appraised, Lead, Problem, Revocation
from tests.office import lay_tree

SOME = [each for number, each in enumerate(clusters.MAIN) if number % 6 == 0 or each.fate != "review"]
HREF = re.compile(r'href="(/(?:supervision|cultivation|clusters)/[^"?#]*)')
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def laid(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The default stage with a part of the applicants, laid once for this file and rolled back after it."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(JIQUN_DEMO=True, EVIDENCE_FOLDER=folder),
        transaction.atomic(),
    ):
        lay_tree()
        province.lay(stage="scoring", seed=2025, main=SOME)
        yield folder
        transaction.set_rollback(True)


def test_demonstration_is_of_the_size_it_promises() -> None:
    assert Application.objects.count() == len(SOME) + len(clusters.SECOND)
    assert len(clusters.MAIN) + len(clusters.SECOND) <= 60
    assert Recognition.objects.filter(backfilled=True, level="省级", cluster__invented=False).count() == 17
    assert FirmYearRow.objects.values("roster", "enterprise").distinct().count() > 20 * 50


def test_journal_of_the_demonstration_is_whole_and_every_act_is_in_it() -> None:
    report = chain.verify()
    assert report.whole
    assert ActRecord.objects.filter(cause__isnull=True).count() == report.entries


@pytest.mark.parametrize("name", [name for name, _, _ in accounts.SHOWN])
def test_every_account_that_is_printed_finds_work_and_can_sign_in(name: str) -> None:
    user = Account.objects.get_by_natural_key(name)
    assert user.check_password(accounts.PASSWORD)
    now = clock.now()
    if user.role in ADMINISTRATORS:  # keeps the system, and has no part in what is decided
        return
    assert todo.tasks(user, now) or todo.to_sign(user, now) or list(reminders.reminders(user, now))


def test_what_is_invented_says_so_by_its_name() -> None:
    assert all(INVENTED in name for name in Enterprise.objects.values_list("name", flat=True))
    assert all(INVENTED in name for name in Cluster.objects.filter(invented=True).values_list("name", flat=True))
    assert not Cluster.objects.filter(invented=False, name__contains=INVENTED).exists()
    backfilled = Cluster.objects.filter(recognitions__backfilled=True, invented=True)
    assert sorted(backfilled.values_list("name", flat=True)) == sorted(each.name for each in past_years.PILOTS)


def test_invented_firms_hit_no_real_one() -> None:
    """practice: an unassigned division code (449999); each code is valid by GB 32100."""
    for uscc in Enterprise.objects.values_list("uscc", flat=True)[:200]:
        assert uscc[2:8] == "449999"
        assert credit_code.problems(uscc) == []


def test_second_round_of_the_year_gives_its_reason() -> None:
    """A12: once a year in principle."""
    rounds = [case.round for case in Case.objects.filter(procedure_name="round").order_by("number")]  # type: ignore[attr-defined]
    assert [bool(row.reason) for row in rounds] == [False, True]


def states(procedure: str) -> dict[str, str]:
    """Cluster → state of the matters of a kind, of those that lie with a cluster."""
    rows = Case.objects.filter(procedure_name=procedure, cluster__isnull=False)
    return dict(rows.values_list("cluster__name", "state"))


def test_what_follows_three_years_is_shown_at_every_point() -> None:
    """A15: one renewed, one before its notice, one 有效期满待复核 that has not applied, one with time left."""
    assert states("renewal") == {past_years.STAMPINGS.name: "renewed", past_years.LOCKS.name: "proposed"}
    rounds = Case.objects.filter(procedure_name="renewal_round").order_by("number").values_list("state", flat=True)
    assert list(rounds) == ["closed", "called"]
    today = clock.now().date()
    held = Recognition.objects.filter(level="省级", cluster__in=Cluster.objects.filter(invented=True))
    standing = {each.cluster.name: each.standing(today).value for each in held.select_related("cluster")}
    assert standing[past_years.SPEAKERS.name] == standing[past_years.LOCKS.name] == "expired"
    assert standing[past_years.STAMPINGS.name] == standing[past_years.LEATHER.name] == "valid"
    assert standing[past_years.HARNESSES.name] == "revoked"


def test_revocations_are_one_whole_way_and_one_at_the_statement() -> None:
    """A17: both of invented clusters, the second from an order over a lead that a person took up."""
    assert states("revocation") == {past_years.HARNESSES.name: "published", past_years.COATINGS.name: "proposed"}
    assert states("report_order") == {past_years.COATINGS.name: "missed"}
    hearings = dict(Hearing.objects.values_list("case__cluster__name", "state"))
    assert hearings == {past_years.HARNESSES.name: "decided", past_years.COATINGS.name: "notified"}
    open_ = Hearing.objects.get(state="notified")
    assert open_.due_at is not None
    assert clock.now() < open_.due_at
    taken = Lead.objects.get(state="taken_up")
    assert (taken.cluster.name, taken.ground) == (past_years.COATINGS.name, "A17.3")


def test_each_paper_of_a_revocation_follows_the_one_before() -> None:
    """A17: notice, statement, legal check, decision, service, publication and effect, in that order."""
    of = Revocation.objects.select_related("case", "change", "letter").get(case__state="published")
    hearing = Hearing.objects.get(case=of.pk)
    assert of.change is not None and of.letter is not None and of.served_on and of.published_at
    assert hearing.notified_at and hearing.said_at and hearing.decided_at
    assert of.case.opened_at < hearing.notified_at < hearing.said_at < hearing.decided_at
    assert of.change.on <= of.served_on < of.published_at.date() < of.change.effective_on <= clock.now().date()
    assert of.change.document == of.letter.number


def test_years_between_are_followed() -> None:
    """A16, A17(四): changes on record and under way, leads looked for and one dismissed, a problem solved, a report."""
    assert states("change_filing") == {past_years.MOULDS.name: "filed", past_years.BATTERIES.name: "submitted"}
    assert Lead.objects.filter(state="dismissed").count() == 1
    assert dict(Problem.objects.filter(state="closed").values_list("cluster__name", "state")) == {
        past_years.BATTERIES.name: "closed"
    }
    assert list(Case.objects.filter(procedure_name="evaluation").values_list("state", "evaluation__year")) == [
        ("issued", 2023)
    ]


def test_a_library_shows_every_stage_and_what_is_short() -> None:
    """A8: three invented clusters of one prefecture, two of them assessed on the year before."""
    stages = {of.name: of.stage for of in cultivating.ENTRIES}
    assert states("library_entry") == stages
    assessed = {name: "read" for name, stage in stages.items() if stage != "reserve"}
    assert states("self_assessment") == assessed


def test_a_year_is_being_appraised_and_only_invented_clusters_have_a_grade() -> None:
    """A16: points by people on two of them; a plan of checks is signed."""
    marked = Appraised.objects.exclude(marks={})
    assert {row.cluster.name: row.state for row in marked.select_related("cluster")} == {
        past_years.BATTERIES.name: "confirmed",
        past_years.MOULDS.name: "marking",
    }
    assert Case.objects.filter(procedure_name="supervision_plan").values_list("state", flat=True)[0] == "in_force"
    assert Case.objects.filter(procedure_name="supervision_check").count() == 3


def test_nothing_bad_is_said_of_a_cluster_that_exists() -> None:
    """practice: adverse states only on invented clusters."""
    adverse = ("revocation", "report_order", "renewal", "change_filing")
    assert not Case.objects.filter(procedure_name__in=adverse, cluster__invented=False).exists()
    assert not Lead.objects.filter(cluster__invented=False).exists()
    assert not Problem.objects.filter(cluster__invented=False).exists()
    assert not RecognitionChange.objects.filter(recognition__cluster__invented=False).exists()


def test_stage_stands_where_it_says() -> None:
    rounds = set(Case.objects.filter(procedure_name="round").values_list("number", "state"))
    assert rounds == {("2025-R1", "scoring"), ("2025-R2", "open")}
    assert {"invited", "declared", "submitted"} <= set(Sheet.objects.values_list("state", flat=True))
    assert Proposal.objects.filter(status="pending").count() == 3
    assert clock.now().date().isoformat() == "2025-05-16"


def test_demonstration_is_not_laid_over_anything() -> None:
    assert not province.is_empty()


# ── who finds what ───────────────────────────────────────────────────────────────────────────────────────


TOLD_TO_ALL = {
    "cultivation:policy",
    "supervision:evaluation",
    "supervision:evaluation-docx",
    "supervision:evaluation-pdf",
    "supervision:evaluation-source",
    "supervision:evaluation-sources",
    "supervision:period",
    "supervision:renewal-round",
}
"""What a level issues to those below it: its report, the period for filing changes, the renewal call, policies."""


def crawled(user: Account) -> dict[str, list[str]]:
    """Pages of chapters 2 and 4 about something, by the name of their address, two of each: what the links lead to."""
    client, seen, found = Client(), set[str](), defaultdict[str, list[str]](list)
    client.force_login(user)
    waiting = deque([reverse("supervision:home"), reverse("cultivation:home")])
    while waiting:
        here = waiting.popleft()
        match = resolve(here)
        if here in seen or match.namespace not in ("supervision", "cultivation") or len(found[match.view_name]) == 2:
            continue
        seen.add(here)
        answer = client.get(here)
        assert answer.status_code in (200, 302), (here, answer.status_code)
        if any(isinstance(each, UUID) for each in match.kwargs.values()):
            found[match.view_name].append(here)
        if answer.streaming:
            b"".join(answer.streaming_content)  # read to its end, a file is closed
        elif "text/html" in answer.get("Content-Type", ""):
            waiting.extend(sorted(set(HREF.findall(answer.content.decode()))))
    return {name: pages for name, pages in found.items() if pages}


def test_pages_of_chapters_2_and_4_are_found_by_nobody_whose_they_are_not(laid: Path, settings: Any) -> None:
    """A5: foreign and absent look the same, at every address a link of the province leads to."""
    settings.EVIDENCE_FOLDER = laid
    pages = crawled(Account.objects.get_by_natural_key("province.officer"))
    assert len(pages) >= 30, sorted(pages)
    at_work = Case.objects.filter(cluster__isnull=False).values("authority")
    counties = Authority.objects.filter(parent__parent__isnull=False, clusters=None).exclude(pk__in=at_work)
    elsewhere = counties.order_by("code").first()
    stranger = Account.objects.create(
        username="stranger", role=Role.OFFICER, authority=elsewhere, person=Person.objects.create(name="外县")
    )
    expert = Account.objects.get_by_natural_key("expert01")
    assert opened_by(stranger, pages) == TOLD_TO_ALL
    assert opened_by(expert, pages) == set()
    assert opened_by(None, pages) == set()


def opened_by(user: Account | None, pages: dict[str, list[str]]) -> set[str]:
    """The names of the addresses that somebody opens; without an account each leads to the sign-in page."""
    client = Client()
    if user is not None:
        client.force_login(user)
    closed = (403, 404) if user is not None else (302,)
    return {name for name, some in pages.items() for page in some if client.get(page).status_code not in closed}
