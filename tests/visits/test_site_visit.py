"""Article 14(三): the province may visit a candidate between ranking and list; its record is for who decides."""

from __future__ import annotations

import pytest

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.recognition.models import Application
from jiqun.visits.models import Visit
from jiqun.visits.queries.standing import concluded, held
from tests.office import HUICHENG, HUIZHOU, PROVINCE, officer
from tests.recognition.prefecture import Office
from tests.visits import spot

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(office: Office, round_: Case) -> Case:
    """An application under expert review in a round that is ranked."""
    case = office.application(round_, "惠城五金集群", state="review")
    Case.objects.filter(pk=round_.pk).update(state="ranked")
    return case


def visited(office: Office, case: Case, outcome: str = "passed") -> Case:
    by = officer(PROVINCE)
    visit: Case = office.open("site_visit", by, spot.arrangement(case)).subject
    spot.see(visit, by, office.now)
    office.act(visit, "file_record", by, spot.by_hand(), files=spot.scan())
    office.act(visit, "conclude", by, spot.conclusion(outcome))
    return visit


def test_site_visit_stands_beside_the_ranking(office: Office, ranked: Case) -> None:
    """A14.3: its outcome, words and sum of deviations, for those who draw up the list."""
    visit = visited(office, ranked, "remarks")
    found = concluded([ranked.pk], officer(PROVINCE), "site_visit")
    assert [(each.number, each.title.zh, each.conclusion, each.sums.zh) for each in found[ranked.pk]] == [
        (visit.number, "通过，有整改意见", "与申报一致", "未核对数据")
    ]


def test_site_visit_is_the_provinces_alone(office: Office, ranked: Case) -> None:
    """Neither prefecture nor county reads it before the list."""
    visit = visited(office, ranked)
    for code in (HUIZHOU, HUICHENG):
        assert concluded([ranked.pk], officer(code)) == {}
        assert not Visit.objects.visible_to(officer(code)).exists()
        with pytest.raises(NotHere):
            office.act(visit, "conclude", officer(code), spot.conclusion())
    with pytest.raises(Refusal, match="由省级经办办理"):
        office.open("site_visit", officer(HUIZHOU), spot.arrangement(ranked))


@pytest.mark.parametrize(
    ("round_state", "state", "said"),
    [
        ("scoring", "review", "本批次现处于“专家评审”"),
        ("notice", "review", "本批次现处于“公示”"),
        ("ranked", "recommended", "只有进入专家评审的申报"),
    ],
)
def test_site_visit_out_of_order_is_refused(
    office: Office, round_: Case, ranked: Case, round_state: str, state: str, said: str
) -> None:
    """A14.3: after the ranking, before the list."""
    Case.objects.filter(pk=round_.pk).update(state=round_state)
    Case.objects.filter(pk=ranked.pk).update(state=state)
    with pytest.raises(Invalid, match=said):
        office.open("site_visit", officer(PROVINCE), spot.arrangement(ranked))


def test_site_check_is_no_site_visit(office: Office, ranked: Case) -> None:
    """The two kinds are told apart, and what the county is told is the site check alone."""
    visited(office, ranked)
    assert held("site_check", ranked.pk) == []
    assert [each.number for each in held("site_visit", ranked.pk)] == ["2025-S1"]
    assert Application.objects.filter(pk=ranked.pk, case__visits__kind="site_check").count() == 0
