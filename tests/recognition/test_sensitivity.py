"""Before a round opens (Articles 12, 13): how many clusters of past data each open reading would decide. No names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.urls import reverse

from jiqun import law
from jiqun.authorities.models import Role
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.law import Verdict
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import past as past_data
from jiqun.recognition.queries import sensitivity
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.sensitivity import Turns, Way, few
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.applicant import NOW, open_round
from tests.recognition.findings import browser, facts, handed_in, page

pytestmark = pytest.mark.django_db
NEW = {"year": 2026, "county_deadline": at("2026-01-20 17:30"), "prefecture_deadline": at("2026-02-10 17:30")}


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def past() -> Round:
    """A round with four clusters whose patents are few for the county's residents, and one whose area is too large."""
    row = open_round()
    for number in range(4):
        handed_in(row, number, facts(), (HUICHENG, HUIDONG)[number % 2])
    handed_in(row, 9, facts(area_km2=140))
    return row


@pytest.fixture
def draft(past: Round) -> Round:
    row = open_round("2026-R1", issued_on=None, **NEW)
    Case.objects.filter(pk=row.pk).update(state="drafting", opened_at=at("2025-12-01 09:00"))
    return Round.objects.select_related("case").get(pk=row.pk)


def way_of(row: Round, reading: str, value: str, *, named: bool = False) -> Way:
    found = sensitivity.sensitivity(row, officer(PROVINCE), named=named)
    ways = next(each.ways for each in found.open if each.reading.key == reading)
    return next(way for way in ways if way.value == value)


def test_each_open_reading_says_how_many_it_would_decide(draft: Round) -> None:
    """Patents per 10 000 residents instead of employees: four fail that met everything, the fifth fails anyway."""
    found = sensitivity.sensitivity(draft, officer(PROVINCE))
    assert (found.clusters, found.known) == (5, "≥5")
    assert dict(found.now) == {"met": "4", "not_met": "<3", "undetermined": "0"}
    way = way_of(draft, "每万人", "population")
    assert [(norm.id, turns.total) for norm, turns in way.norms] == [("13.5.patent_density", "≥4")]
    assert (way.overall.total, way.overall.told) == ("4", ["0", "4", "0"])
    assert {each.reading.key for each in found.open} == set(found.measure.readings)
    assert way.overall.names == ()


def test_a_reading_that_turns_nothing_says_none(draft: Round) -> None:
    way = way_of(draft, "稳步提升", "ends")
    assert (way.norms, way.overall.total, bool(way.overall)) == ((), "0", False)


def test_readings_are_tried_against_what_the_draft_chose(draft: Round) -> None:
    """With residents chosen the alternative is employees, and it turns the other way."""
    Round.objects.filter(pk=draft.pk).update(readings={"每万人": "population"})
    chosen = Round.objects.select_related("case").get(pk=draft.pk)
    way = way_of(chosen, "每万人", "employees")
    assert (way.overall.total, way.overall.told) == ("4", ["4", "0", "0"])


def test_every_count_is_that_of_the_verdicts_with_that_reading(draft: Round) -> None:
    """Counted a second time, reading by reading, by `Measure.verdicts`."""
    measure, on = precheck.measure_of(draft), precheck.legal_date(draft)
    known = [each.facts for each in past_data.before(draft, officer(PROVINCE))]
    for each in sensitivity.sensitivity(draft, officer(PROVINCE)).open:
        for way in each.ways:
            counted: Counter[tuple[str, Verdict]] = Counter()
            for facts_ in known:
                now = measure.verdicts(facts_, on=on, readings=draft.readings)
                then = measure.verdicts(facts_, on=on, readings={**draft.readings, each.reading.key: way.value})
                counted.update((norm, then[norm]) for norm in then if then[norm] is not now[norm])
            told = Counter({(norm.id, to): n for norm, turns in way.norms for to, n in turns.to.items()})
            assert told == counted


def answered(value: str) -> dict[str, str]:
    """An interpretation of 每万人, as a round keeps it."""
    day = date(2025, 11, 1)
    return law.Interpretation("粤工信函〔2025〕9号", day, "省厅", "每万人", value, day, "统一口径").plain()


def test_what_an_interpretation_has_fixed_is_not_open(draft: Round) -> None:
    answer = answered("employees")
    Round.objects.filter(pk=draft.pk).update(interpretations=[answer])
    found = sensitivity.sensitivity(Round.objects.select_related("case").get(pk=draft.pk), officer(PROVINCE))
    assert "每万人" not in {each.reading.key for each in found.open}
    assert [str(phrase) for phrase in found.fixed] == ["每万人"]


def test_a_reading_in_which_the_draft_departs_from_an_interpretation_is_open(draft: Round) -> None:
    """It is counted as the draft reads it, so it cannot be called fixed by what reads it otherwise."""
    answer = answered("population")
    Round.objects.filter(pk=draft.pk).update(interpretations=[answer])
    fresh = Round.objects.select_related("case").get(pk=draft.pk)
    found = sensitivity.sensitivity(fresh, officer(PROVINCE))
    assert ("每万人" in {each.reading.key for each in found.open}, found.fixed) == (True, ())
    assert way_of(fresh, "每万人", "population").overall.told == ["0", "4", "0"]


def test_only_the_latest_roster_of_a_cluster_counts_and_no_draft(past: Round, draft: Round) -> None:
    older = Application.objects.filter(round=past).order_by("case__number").first()
    assert older is not None
    between = open_round("2025-R2", supplementary=True, reason="增补")
    again = handed_in(between, 5, facts(area_km2=140))
    Application.objects.filter(pk=again.pk).update(cluster=older.cluster, submitted_at=at("2025-06-01 10:00"))
    own = handed_in(between, 7, facts())
    Application.objects.filter(pk=own.pk).update(submitted_at=None)
    found = sensitivity.sensitivity(draft, officer(PROVINCE))
    assert (found.clusters, found.known) == (5, "≥4")
    assert dict(found.now) == {"met": "3", "not_met": "<3", "undetermined": "0"}


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (1, "<3"), (2, "<3"), (3, "3"), (40, "40")])
def test_a_count_below_three_is_not_told(count: int, told: str) -> None:
    assert few(count) == told


@pytest.mark.parametrize(
    ("met", "not_met", "total"),
    [(0, 0, "0"), (1, 0, "<3"), (1, 1, "≥2"), (4, 0, "4"), (4, 2, "≥5"), (4, 1, "≥5"), (2, 2, "≥2"), (4, 5, "9")],
)
def test_a_total_does_not_give_away_the_count_withheld_beside_it(met: int, not_met: int, total: str) -> None:
    assert Turns({Verdict.MET: met, Verdict.NOT_MET: not_met}).total == total


def splits(number: int, into: int) -> Iterator[tuple[int, ...]]:
    """All ways to lay so many clusters into so many groups."""
    if into == 1:
        yield (number,)
        return
    for first in range(number + 1):
        yield from ((first, *rest) for rest in splits(number - first, into - 1))


def test_nothing_told_of_a_way_gives_away_a_verdict_withheld() -> None:
    """Every province of up to four clusters a verdict, with every way they can turn: whatever the page tells, each
    count it withholds may still be one or two; and so may each count withheld of those that turn."""
    order = sensitivity.SETTLED
    worlds: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    turning: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    for counts in product(range(5), repeat=3):
        now = dict(zip(order, counts, strict=True))
        shown = sensitivity.total(now), tuple(few(n) for n in counts)
        for stay in product(*(splits(n, 3) for n in counts)):
            turned = {to: sum(stay[i][k] for i in range(3) if i != k) for k, to in enumerate(order)}
            turns = Turns(turned, (), sensitivity.least_overall(turned, now))
            worlds[(*shown, turns.total, *turns.told)].add(counts)
            turning[(*shown, turns.total, *turns.told)].add(tuple(turned.values()))
    for told, found in turning.items():
        hidden = [n for n in range(3) if told[3 + n] == few(1)]
        assert all({counts[n] for counts in found} == {1, 2} for n in hidden)
    for told, possible in worlds.items():
        hidden = [n for n in range(3) if told[1][n] == few(1)]
        assert {tuple(counts[n] for n in hidden) for counts in possible} == set(product((1, 2), repeat=len(hidden)))


def test_nothing_told_of_a_condition_gives_away_a_verdict_withheld() -> None:
    """The same for the clusters a single condition turns: any number of those there are."""
    order = sensitivity.SETTLED
    worlds: dict[Any, set[tuple[int, ...]]] = defaultdict(set)
    for counts in product(range(5), repeat=3):
        now = dict(zip(order, counts, strict=True))
        for turned in range(sum(counts) + 1):
            to = {Verdict.MET: turned}
            told = Turns(to, (), sensitivity.least_of_norm(to, now)).total
            worlds[sensitivity.total(now), tuple(few(n) for n in counts), told].add(counts)
    for told, possible in worlds.items():
        hidden = [n for n in range(3) if told[1][n] == few(1)]
        assert {tuple(counts[n] for n in hidden) for counts in possible} == set(product((1, 2), repeat=len(hidden)))


def decide(row: Round, number: int) -> None:
    """So many of a round's applications are decided, and the round is announced."""
    pks = Application.objects.filter(round=row).order_by("case__number").values_list("pk", flat=True)[:number]
    Case.objects.filter(pk__in=list(pks)).update(state="not_selected")
    Case.objects.filter(pk=row.pk).update(state="announced")


def test_where_enough_are_decided_those_under_way_do_not_count(past: Round, draft: Round) -> None:
    """Ten decided clusters stand for themselves; with nine the one under way counts, and it is said."""
    for number in range(20, 26):
        handed_in(past, number, facts())
    decide(past, 10)
    found = sensitivity.sensitivity(draft, officer(PROVINCE))
    assert (found.clusters, found.live) == (10, None)
    assert "均已办结" in page(browser(officer(PROVINCE)), "sensitivity", draft.pk)
    Case.objects.filter(pk__in=Application.objects.filter(round=past)).update(state="submitted")
    decide(past, 9)
    found = sensitivity.sensitivity(draft, officer(PROVINCE))
    assert (found.clusters, str(found.live)) == (11, "其中一部分尚在办理，未有定论")


def test_clusters_of_rounds_not_announced_are_under_way_whatever_their_state(past: Round, draft: Round) -> None:
    Case.objects.filter(pk__in=Application.objects.filter(round=past)).update(state="not_selected")
    body = page(browser(officer(PROVINCE)), "sensitivity", draft.pk)
    assert "均尚在办理，未有定论" in body and "已有定论的集群不足 10 个时，在办的也计入" in body


@pytest.mark.parametrize(
    ("live", "of", "exact", "said"),
    [
        (0, 9, True, None),
        (9, 9, False, "均尚在办理，未有定论"),
        (3, 9, True, "其中 3 个尚在办理，未有定论"),
        (6, 9, True, "其中 6 个尚在办理，未有定论"),
        (2, 9, True, "其中一部分尚在办理，未有定论"),
        (7, 9, True, "其中一部分尚在办理，未有定论"),
        (3, 9, False, "其中一部分尚在办理，未有定论"),
    ],
)
def test_how_many_are_under_way_gives_no_small_count_away(live: int, of: int, exact: bool, said: str | None) -> None:
    told = sensitivity.under_way(live, of, exact=exact)
    assert (None if told is None else told.zh) == said


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_holds_counts_and_no_name(draft: Round) -> None:
    for by in (officer(PROVINCE), approver(PROVINCE)):
        body = page(browser(by), "sensitivity", draft.pk)
        assert "集群 ≥5 个" in body
        assert "换用其他口径，会改变多少个集群的结论" in body
        assert [name for name in ("第000产业集群", "第009产业集群", "2025-441302-") if name in body] == []
    english = page(browser(officer(PROVINCE)), "sensitivity", draft.pk, lang="en")
    assert "How many clusters another reading would decide otherwise" in english


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_queries_for_any_number_of_clusters(count: int, django_assert_num_queries: Any) -> None:
    """Session, account, round twice, past data: five."""
    row = open_round()
    for number in range(count):
        handed_in(row, number, facts())
    new = open_round("2026-R1", issued_on=None, **NEW)
    Case.objects.filter(pk=new.pk).update(state="drafting", opened_at=at("2025-12-01 09:00"))
    client = browser(officer(PROVINCE))
    page(client, "sensitivity", new.pk)  # once a minute the session is written
    with django_assert_num_queries(5):
        page(client, "sensitivity", new.pk)


def test_the_draft_leads_to_it_and_the_open_round_does_not(past: Round, draft: Round) -> None:
    client = browser(officer(PROVINCE))
    leads = reverse("recognition:sensitivity", args=[draft.pk])
    assert leads in page(client, "round", draft.pk)
    assert reverse("recognition:sensitivity", args=[past.pk]) not in page(client, "round", past.pk)
    assert "口径已定" in page(client, "sensitivity", past.pk)


def test_it_is_the_provinces_alone(past: Round, draft: Round) -> None:
    for by in (officer(HUIZHOU), officer(HUICHENG), account(Role.EXPERT, None), account(Role.SYSTEM_ADMIN, PROVINCE)):
        for row in (past, draft):
            address = reverse("recognition:sensitivity", args=[row.pk])
            assert browser(by).get(address).status_code == 404, by


def test_names_are_for_the_discipline_supervisor_after_the_announcement(draft: Round) -> None:
    supervisor = account(Role.SUPERVISOR, PROVINCE)
    Case.objects.filter(pk=draft.pk).update(state="scoring", audience="staff")
    assert "口径已定" in page(browser(supervisor), "sensitivity", draft.pk)
    Case.objects.filter(pk=draft.pk).update(state="announced")
    assert "第000产业集群" in page(browser(supervisor), "sensitivity", draft.pk)
    assert "口径已定" in page(browser(officer(PROVINCE)), "sensitivity", draft.pk)


def test_without_past_data_the_page_says_what_it_waits_for() -> None:
    row = open_round("2026-R1", issued_on=None, **NEW)
    Case.objects.filter(pk=row.pk).update(state="drafting")
    assert "还没有可用的历史数据" in page(browser(officer(PROVINCE)), "sensitivity", row.pk)


def test_outside_the_measures_days_the_page_says_why(draft: Round) -> None:
    Case.objects.filter(pk=draft.pk).update(opened_at=at("2026-03-02 09:00"))
    assert "不在《广东省促进中小企业特色产业集群发展暂行办法》的有效期内" in page(
        browser(officer(PROVINCE)), "sensitivity", draft.pk
    )
