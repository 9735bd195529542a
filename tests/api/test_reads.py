"""Lists and single objects: what the account's pages show, in pages of a stable order; a county sees no other county
(A5: each within its own territory)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from jiqun.authorities.models import Authority
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.cultivation.models import LibraryEntry
from jiqun.notices.models import Notice
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import Cluster, ClusterYear, Recognition
from tests.api.caller import NOW, Caller
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, ZHONGSHAN, at, chance, officer
from tests.recognition.applicant import do, open_round, start, upload, workbook

pytestmark = pytest.mark.django_db
LISTS = ("/clusters", "/recognitions", "/matters", "/rounds", "/applications", "/library", "/notices")
Counting = Callable[[int], AbstractContextManager[Any]]


def identifier(number: int) -> Any:
    return uuid7(NOW, chance(number))


def known_cluster(number: int, code: str = HUICHENG) -> Cluster:
    place = Authority.objects.get(pk=code)
    cluster = Cluster.objects.create(
        id=identifier(number), name=f"第{number}产业集群", authority=place, path=place.path, lead_codes="398"
    )
    Recognition.objects.create(
        id=identifier(1000 + number),
        cluster=cluster,
        level="省级",
        batch="第一批",
        valid_from=at("2023-01-01 00:00").date(),
        valid_to=at("2025-12-31 00:00").date(),
        source="公布名单",
    )
    ClusterYear.objects.create(cluster=cluster, year=2024, source="年度报告", kept_at=NOW, output=123_456_00, firms=7)
    return cluster


def lay_county() -> Application:
    """A county's application with its roster, its library entry, and a cluster that was recognised."""
    case = start(open_round())
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    known_cluster(1)
    return application_of(Case.objects.get(pk=case.pk))


def test_a_county_sees_its_own_and_another_county_nothing_of_it() -> None:
    """The canary: whatever a county's token asks for, no list holds anything of its neighbour's."""
    application = lay_county()
    mine, other = Caller(officer(HUICHENG)), Caller(officer(HUIDONG))
    assert {item["name"] for item in mine.get("/clusters")["items"]} == {"第1产业集群", application.cluster.name}
    assert [item["id"] for item in mine.get("/applications")["items"]] == [str(application.pk)]
    for path in LISTS:
        shown = other.asked(path).content.decode()
        for canary in ("第1产业集群", application.cluster.name, str(application.pk), str(application.cluster_id)):
            assert canary not in shown, path
    ones = [
        f"/clusters/{application.cluster_id}",
        f"/clusters/{application.cluster_id}/years",
        f"/clusters/{application.cluster_id}/rosters",
        f"/rosters/{application.roster_id}/firms",
        f"/applications/{application.pk}",
        f"/recognitions/{identifier(1001)}",
    ]
    absent = "01890000-0000-7000-8000-000000000000"
    for path in ones:
        assert mine.asked(path).status_code == 200, path
        foreign = other.asked(path)
        assert foreign.status_code == 404
        parts = path.split("/")
        parts[2] = absent
        assert foreign.content == other.asked("/".join(parts)).content


def test_those_above_see_what_lies_below_once_it_was_handed_in() -> None:
    application = lay_county()
    assert len(Caller(officer(HUIZHOU)).get("/clusters")["items"]) == 2
    assert len(Caller(officer(PROVINCE)).get("/clusters", division=HUICHENG)["items"]) == 2
    assert Caller(officer(PROVINCE)).get("/clusters", division=ZHONGSHAN)["items"] == []
    assert Caller(officer(HUIZHOU)).get("/applications")["items"] == []  # still being filled in
    application.case.audience = "chain"
    application.case.save()
    assert len(Caller(officer(HUIZHOU)).get("/applications", state="drafting")["items"]) == 1


def test_what_is_given_out_of_a_cluster() -> None:
    cluster = (officer(HUICHENG), known_cluster(1))[1]
    caller = Caller(officer(HUICHENG))
    one = caller.get(f"/clusters/{cluster.pk}")
    assert one == {
        "id": str(cluster.pk),
        "name": "第1产业集群",
        "place": {"code": HUICHENG, "name": "惠城区"},
        "lead_industries": [{"code": "398", "name": "电子元件及电子专用材料制造"}],
        "niche": "",
        "strategic": "",
        "invented": False,
        "state": "active",
        "version": 1,
        "url": f"/clusters/{cluster.pk}/",
    }
    (year,) = caller.get(f"/clusters/{cluster.pk}/years")
    assert (year["year"], year["figures"]["output"], year["figures"]["rd"]) == (2024, 123_456_00, None)
    (recognition,) = caller.get("/recognitions", level="省级")["items"]
    assert (recognition["standing"], recognition["valid_to"]) == ("valid", "2025-12-31")
    assert caller.get("/recognitions", level="国家级")["items"] == []


def test_the_firms_of_a_roster_by_year() -> None:
    application = lay_county()
    caller = Caller(officer(HUICHENG))
    (roster,) = caller.get(f"/clusters/{application.cluster_id}/rosters")
    assert (roster["number"], roster["base_year"], roster["firms"]) == (1, 2024, 12)
    firms = caller.get(f"/rosters/{roster['id']}/firms")["items"]
    assert len(firms) == 12 and {firm["year"] for firm in firms} == {2024}
    assert [firm["uscc"] for firm in firms] == sorted(firm["uscc"] for firm in firms)
    assert {firm["year"] for firm in caller.get(f"/rosters/{roster['id']}/firms", year=2022)["items"]} == {2022}
    assert caller.get(f"/rosters/{roster['id']}/firms", year=1999)["items"] == []
    shown = [firm for page in pages(caller, f"/rosters/{roster['id']}/firms", 5) for firm in page]
    assert shown == firms


def pages(caller: Caller, path: str, limit: int) -> list[list[Any]]:
    """Every page of a list, one after another by its address."""
    answer = caller.get(path, limit=limit)
    found = [answer["items"]]
    while answer["next"]:
        answer = caller.client.get(answer["next"]).json()
        found.append(answer["items"])
    return found


def test_pages_follow_one_another_without_a_gap_though_something_is_added_between() -> None:
    officer(HUICHENG)
    made = sorted(str(known_cluster(number).pk) for number in range(1, 8))
    caller = Caller(officer(HUICHENG))
    assert [len(page) for page in pages(caller, "/clusters", 3)] == [3, 3, 1]
    first = caller.get("/clusters", limit=4, division=HUIZHOU)
    known_cluster(99)
    second = caller.client.get(first["next"]).json()
    seen = [item["id"] for item in first["items"] + second["items"]]
    assert "division=441300" in first["next"]
    assert len(seen) == len(set(seen)) and set(made) <= {*seen}


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"limit": "viele"}, {"after": "x"}, {"division": "%"}])
def test_a_query_that_is_not_as_described_is_refused_by_name(query: dict[str, Any]) -> None:
    answer = Caller(officer(HUICHENG)).asked("/clusters", **query)
    assert answer.status_code == 422
    said = answer.json()
    assert said["zh"] == "请求不符合接口说明。" and [each["field"] for each in said["faults"]] == list(query)


def test_a_parameter_that_is_not_known_or_comes_twice_is_refused() -> None:
    """A filter with a slip in its name would otherwise list everything."""
    caller = Caller(officer(HUICHENG))
    for query, field in (("divison=441300", "divison"), ("division=441300&division=442000", "division")):
        answer = caller.asked(f"/clusters?{query}")
        assert answer.status_code == 422 and [each["field"] for each in answer.json()["faults"]] == [field]
    assert caller.asked("/clusters?division=441300").status_code == 200


def test_every_fault_of_a_query_is_said_at_once() -> None:
    said = Caller(officer(HUICHENG)).asked("/clusters", limit=0, after="x").json()
    assert {each["field"] for each in said["faults"]} == {"limit", "after"}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_needs_its_scope_and_costs_few_queries(path: str, django_assert_max_num_queries: Counting) -> None:
    """At most six queries a list, with the token, however many it holds."""
    lay_county()
    caller, without = Caller(officer(HUICHENG)), Caller(officer(HUICHENG), ["act:application"])
    with django_assert_max_num_queries(6):
        caller.get(path)
    assert without.asked(path).status_code == 403


def test_rounds_notices_and_library_entries_as_they_are_given_out() -> None:
    application = lay_county()
    row = application.round
    entry_case = application.case
    LibraryEntry.objects.create(
        case=entry_case,
        cluster=application.cluster,
        entered_on=NOW.date(),
        stage_since=NOW.date(),
        reason="主导产业突出",
    )
    notice = Notice.objects.create(
        id=identifier(7),
        round=row.case,
        title="公示",
        body="",
        contact="",
        items=[{"cluster": "c", "case": "x", "name": "甲产业集群", "place": "惠城区", "invented": False}],
        required_days=5,
        made_at=NOW,
    )
    county, province = Caller(officer(HUICHENG)), Caller(officer(PROVINCE))
    (shown,) = county.get("/rounds")["items"]
    assert (shown["id"], shown["year"], shown["state"]) == (str(row.pk), 2025, "open")
    assert county.get(f"/rounds/{row.pk}") == shown
    (entry,) = county.get("/library")["items"]
    assert entry["entered_on"] == "2025-03-20" and county.get(f"/library/{entry['id']}") == entry
    assert county.get("/notices")["items"] == [] and county.asked(f"/notices/{notice.pk}").status_code == 404
    assert province.get(f"/notices/{notice.pk}")["items"] == [{"cluster": "c", "name": "甲产业集群", "place": "惠城区"}]
    Notice.objects.update(starts_on=NOW.date(), ends_on=NOW.date())
    assert len(county.get("/notices")["items"]) == 1


def test_an_address_that_is_none_says_so() -> None:
    answer = Caller(officer(HUICHENG)).asked("/nothing")
    assert answer.status_code == 404 and answer.json()["zh"] == "没有这个接口地址。"
    assert Caller(officer(HUICHENG)).asked("/clusters/not-an-id").json()["zh"] == "没有这个接口地址。"


def test_the_procedures_are_given_out_as_data() -> None:
    caller = Caller(officer(HUICHENG))
    tables = {each["name"]: each for each in caller.get("/procedures")}
    assert "api_token" not in tables
    acts = {each["name"]: each for each in tables["application"]["acts"]}
    assert acts["start"]["source"] == [] and acts["submit"]["signed"] and acts["submit"]["clause"] == "A14.1"
    fields = {each["name"]: each for each in caller.get("/procedures/application/opening")["fields"]}
    assert fields["name"]["label"]["zh"] != fields["name"]["label"]["en"]
    assert caller.asked("/procedures/objection/opening").status_code == 403
