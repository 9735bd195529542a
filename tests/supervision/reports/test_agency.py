"""Article 16: 组织集群…填报: the operating agency fills in, the county checks and hands in."""

from __future__ import annotations

import pytest
from django.test import Client

from jiqun.authorities.models import Role
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms import desk
from jiqun.forms.answers import values
from jiqun.supervision.reports.agency import entrusted, entrusted_reports
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, at, officer
from tests.supervision.reports.internal import set_day
from tests.supervision.reports.yearly import Way, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    found = Way(planned())
    found.begin()
    return found


def entrust(way: Way) -> Case:
    way.act("entrust", officer(HUIDONG), {"agency": account(Role.AGENCY, HUIDONG).username})
    return way.state()


def test_agency_fills_in_what_it_is_entrusted_with_and_sees_nothing_else(way: Way, client: Client) -> None:
    agency = account(Role.AGENCY, HUIDONG)
    assert not Case.objects.visible_to(agency).exists()
    case = entrust(way)
    assert list(Case.objects.visible_to(agency)) == [case]
    assert desk.save(case.pk, 1, {"experience": "先行一步"}, by=agency, now=way.now).whole
    assert values(case)["experience"] == "先行一步"
    client.force_login(agency)
    page = client.get(f"/supervision/reports/{case.pk}/").content.decode()
    assert f"/fill/{case.pk}/1/" in page
    assert f"/clusters/{case.cluster_id}/" not in page
    assert client.get("/supervision/reports/").status_code == 404
    assert client.get(f"/fill/{case.pk}/1/").status_code == 200


def test_agency_does_not_hand_in(way: Way) -> None:
    entrust(way)
    way.fill()
    with pytest.raises(Refusal, match="由县级经办办理"):
        way.act("hand_in", account(Role.AGENCY, HUIDONG))
    way.signed("hand_in", HUIDONG)
    with pytest.raises(Refusal, match="已报送，不能再修改"):
        desk.save(way.case.pk, 1, {"experience": "改"}, by=account(Role.AGENCY, HUIDONG), now=way.now)


def test_agency_of_another_county_cannot_be_entrusted(way: Way) -> None:
    other = account(Role.AGENCY, HUICHENG)
    with pytest.raises(Refusal):
        way.act("entrust", officer(HUIDONG), {"agency": other.username})
    assert entrusted(way.state()) is None


def test_withdrawn_agency_sees_the_report_no_more(way: Way) -> None:
    case, agency = entrust(way), account(Role.AGENCY, HUIDONG)
    assert entrusted(case) == agency
    with pytest.raises(Refusal, match="与现在的委托相同"):
        entrust(way)
    way.act("entrust", officer(HUIDONG), {"agency": ""})
    assert not Case.objects.visible_to(agency).exists()
    with pytest.raises(NotHere):
        desk.save(case.pk, 1, {"experience": "改"}, by=agency, now=way.now)


def test_agency_is_reminded_of_the_earliest_day(way: Way) -> None:
    entrust(way)
    agency = account(Role.AGENCY, HUIDONG)
    (told,) = entrusted_reports(agency, way.now)
    assert "请于 2026-03-31 前填好" in told.text.zh
    set_day(HUIZHOU, "2026-03-20", now=at("2026-03-01 09:00"))
    set_day(HUIDONG, "2026-03-15", now=at("2026-03-01 09:00"))
    (told,) = entrusted_reports(agency, way.now)
    assert "请于 2026-03-15 前填好" in told.text.zh
    assert not list(entrusted_reports(officer(HUIDONG), way.now))
