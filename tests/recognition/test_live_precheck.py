"""The live pre-check beside the form, and earlier figures beside this year's (Articles 13, 14(一))."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Audience, Case, Participant
from jiqun.config import clock
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.models import Application, PreCheck, Round
from jiqun.recognition.queries.filing import live
from jiqun.recognition.queries.filing.application import Lacks, application_of, form_for
from jiqun.recognition.queries.filing.beside_fields import Beside, beside, reminder
from jiqun.recognition.queries.filing.roster_hints import hints, roster_offer
from jiqun.register.models import HonourRow, RosterRevision
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, at, officer
from tests.recognition.applicant import NOW, do, open_round, start, upload, whole, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


@pytest.fixture
def case(row: Round) -> Case:
    return start(row)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def save(case: Case, section: int, **data: Any) -> None:
    saved = drafts.save_answers(case.pk, section, data, by=officer(HUICHENG), now=NOW)
    assert saved.whole, saved.faults


def panel(case: Case) -> live.Live:
    found = live.case_of(case.pk, officer(HUICHENG))
    live.read(found)
    return live.live(found, live.about(found))


def about(case: Case, section: int) -> dict[str, Beside]:
    fresh = Case.objects.get(pk=case.pk)
    return beside(fresh, form_for(application_of(fresh)).section(section))


def page(by: Account, name: str, *args: Any) -> str:
    response = browser(by).get(reverse(f"recognition:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def stated_last_year(**data: Any) -> Case:
    """An application of the year before that was handed in, with some answers of sections 2 and 7."""
    row = open_round("2024-R1", year=2024, county_deadline=at("2024-04-18 17:30"))
    Case.objects.filter(pk=row.pk).update(opened_at=at("2024-03-01 09:00"))
    case = start(row, key="last", now=at("2024-03-20 09:00"))
    for section in (1, 2, 7):
        save(case, section, **data)
    Case.objects.filter(pk=case.pk).update(state="rejected", audience=Audience.CHAIN)
    Application.objects.filter(pk=case.pk).update(submitted_at=at("2024-04-01 09:00"))
    return case


# ── the panel ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_empty_draft_names_everything_by_section(case: Case) -> None:
    found = panel(case)
    first = found.sections[0]
    assert (first.section.number, first.required, [place.field.id for place in first.missing]) == (
        1,
        9,
        ["extent", "agency_name", "agency_uscc", "agency_kind", "contact"],
    )
    assert (found.lacking.roster, found.lacking.goals, found.blocked, found.tally) == (True, True, True, ())
    assert found.missing == sum(len(each.missing) for each in found.sections) + len(found.evidence) + 2


def test_links_lead_into_the_very_field(case: Case) -> None:
    body = page(officer(HUICHENG), "live-precheck", case.pk)
    base = reverse("recognition:application", args=[case.pk])
    assert f'href="{base}form/1/#id_extent_group"' in body
    section = page(officer(HUICHENG), "application-section", case.pk, 1)
    for anchor in set(re.findall(r"form/1/#([\w.]+)", body)):
        assert f'id="{anchor}"' in section
    evidence = page(officer(HUICHENG), "application-evidence", case.pk)
    for anchor in set(re.findall(r"evidence/#([\w.-]+)", body)):
        assert f'id="{anchor}"' in evidence


def test_whole_application_can_be_handed_in_and_shows_what_is_computed(row: Round) -> None:
    case = whole(row)
    found = panel(case)
    assert (found.blocked, found.missing, found.stale) == (False, 0, False)
    assert sum(n for _, n in found.tally) == len(PreCheck.objects.get(application=case.pk).zh["findings"])
    body = page(officer(HUICHENG), "live-precheck", case.pk)
    assert "系统测算，不作为审核结论" in body and "可以提交" in body and "必填内容已齐" in body


def test_what_is_short_is_told_with_the_distance_and_blocks_nothing(row: Round) -> None:
    """A13.2: the area is above the limit."""
    case = whole(row)
    kept = PreCheck.objects.get(application=case.pk)
    finding = next(each for each in kept.zh["findings"] if each["margin"] and each["limit"] and not each["parts"])
    finding |= {"verdict": "not_met", "margin": f"-{finding['margin'].lstrip('-')}"}
    kept.save()
    found = panel(case)
    assert [
        (each.id, each.verdict, each.short_by.startswith("-")) for each in found.short if each.id == finding["id"]
    ] == [(finding["id"], "not_met", False)]
    assert not found.blocked
    assert f'#{finding["id"]}"' in page(officer(HUICHENG), "live-precheck", case.pk)


def test_findings_kept_are_shown_and_never_computed_anew(row: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    case = whole(row)
    monkeypatch.setattr("jiqun.recognition.queries.filing.precheck.assess", None)
    assert panel(case).tally
    PreCheck.objects.filter(application=case.pk).update(facts_sha256="0" * 64)
    assert (panel(case).stale, panel(case).tally) == (True, ())
    assert "测算依据有变化" in page(officer(HUICHENG), "live-precheck", case.pk)


def test_roster_of_another_year_stands_against_handing_in(row: Round) -> None:
    case = whole(row)
    RosterRevision.objects.update(base_year=2023)
    found = panel(case)
    assert (found.other_year, found.blocked, found.missing) == ((2023, 2024), True, 1)


def test_panel_costs_few_queries(row: Round, django_assert_max_num_queries: Any) -> None:
    case = whole(row)
    client = browser(officer(HUICHENG))
    url = reverse("recognition:live-precheck", args=[case.pk])
    client.get(url)  # once a minute the session is written
    with django_assert_max_num_queries(9):
        assert client.get(url).status_code == 200
    with django_assert_max_num_queries(5):
        client.get(reverse("recognition:live-differences", args=[case.pk, "water"]))


def test_panel_is_for_those_who_see_the_matter_but_not_for_experts(case: Case) -> None:
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    for by in (officer(HUIDONG), officer(HUIZHOU), expert):
        for name, args in (("live-precheck", [case.pk]), ("live-differences", [case.pk, "water"])):
            assert browser(by).get(reverse(f"recognition:{name}", args=args)).status_code == 404
    assert browser(officer(HUICHENG)).post(reverse("recognition:live-precheck", args=[case.pk])).status_code == 405


def test_panel_speaks_english(case: Case) -> None:
    client = browser(officer(HUICHENG))
    client.cookies["lang"] = "en"
    body = client.get(reverse("recognition:live-precheck", args=[case.pk])).content.decode()
    assert "Needed before handing in" in body and "Import the roster" in body and "提交前须补齐" not in body


# ── last year beside this year ───────────────────────────────────────────────────────────────────────────────────


def again(row: Round, earlier: Case) -> Case:
    return start(row, key="again", cluster=str(earlier.cluster_id), name="", lead_codes="", niche="")


def test_what_was_stated_last_stands_beside_the_field(row: Round) -> None:
    earlier = stated_last_year(extent="东至东江", county_share="60", water={"2021": "98", "2022": "100", "2023": "110"})
    case = again(row, earlier)
    first, second = about(case, 1), about(case, 2)
    assert (first["extent"].last, first["extent"].of, first["extent"].same) == (("东至东江",), earlier.number, True)
    assert (second["county_share"].last, second["county_share"].year, second["county_share"].same) == (
        ("60",),
        2023,
        False,
    )
    assert "agency_name" not in first


def test_draft_that_was_never_handed_in_is_not_what_was_stated(row: Round) -> None:
    earlier = stated_last_year(extent="东至东江")
    Application.objects.filter(pk=earlier.pk).update(submitted_at=None)
    assert "extent" not in about(again(row, earlier), 1)


def test_difference_asks_for_a_reason_and_is_settled_by_it(row: Round) -> None:
    earlier = stated_last_year(water={"2021": "98", "2022": "100", "2023": "110"})
    case = again(row, earlier)
    save(case, 7, water={"2022": "120", "2023": "110", "2024": "200"})
    found = about(case, 7)["water"]
    assert [said.zh for said in found.differences] == [
        "2022 年本次填 120 万立方米，上次申报填 100 万立方米，多 20.00%，超过 5%",
        "2024 年 200 万立方米，2023 年 110 万立方米，多 81.82%，超过 30%",
    ]
    assert (found.asks, [each.place.field.id for each in panel(case).reasons]) == (True, ["water"])
    save(case, 7, **{"water.reason": "新投产两条线"})
    assert (about(case, 7)["water"].reason, panel(case).reasons) == ("新投产两条线", ())


def test_missing_reason_is_told_on_the_submit_page_and_blocks_nothing(row: Round) -> None:
    case = whole(row)
    assert reminder(Case.objects.get(pk=case.pk)) is None
    save(case, 7, water={"2022": "10", "2023": "11", "2024": "20"})
    assert reminder(Case.objects.get(pk=case.pk)) == Text(
        "有 1 项数据与以往相差较大，未填差异说明：取水量。不影响提交，市级审核时会一并看到。",
        "Figures that differ much from earlier ones without a reason (1): Water drawn. "
        "It may be handed in nevertheless; the prefecture will see it.",
    )
    assert not Lacks((), False, False, (), (Text("取水量", "Water drawn"),))
    url = reverse("casework:act", args=["application", case.pk, "submit"])
    assert "未填差异说明：取水量" in browser(officer(HUICHENG)).get(url).content.decode()
    do(case, "submit", officer(HUICHENG), key="submit-anyway")
    assert Case.objects.get(pk=case.pk).pending


def test_prefecture_reads_differences_and_reasons_below_the_figure(row: Round) -> None:
    case = whole(row)
    save(case, 7, water={"2022": "10", "2023": "11", "2024": "20"})
    Case.objects.filter(pk=case.pk).update(state="submitted", audience=Audience.CHAIN)
    body = page(officer(HUIZHOU), "application", case.pk)
    assert "2024 年 20 万立方米，2023 年 11 万立方米" in body and "差异说明：未填" in body
    Case.objects.filter(pk=case.pk).update(state="drafting")
    save(case, 7, **{"water.reason": "新投产两条线"})
    Case.objects.filter(pk=case.pk).update(state="submitted")
    assert "差异说明：新投产两条线" in page(officer(HUIZHOU), "application", case.pk)


def test_differences_of_one_field_follow_what_is_typed(case: Case) -> None:
    url = ("live-differences", case.pk, "water")
    assert "<li>" not in page(officer(HUICHENG), *url)
    save(case, 7, water={"2023": "11", "2024": "20"})
    assert "多 81.82%" in page(officer(HUICHENG), *url)
    assert page(officer(HUICHENG), "live-differences", case.pk, "nothing").strip() == ""


# ── beside the roster ────────────────────────────────────────────────────────────────────────────────────────────


def test_answer_that_differs_from_the_roster_is_shown_and_not_corrected(row: Round) -> None:
    case = whole(row)
    save(case, 1, cluster_name="另一名称", lead_industry="397")
    save(case, 3, leaders=[["91440000000000000X", "甲", "1"]])
    save(case, 6, maturity=[["一级", "10"], ["二级", "3"], ["三级", "很多"]])
    notes = {**about(case, 1), **about(case, 3), **about(case, 6)}
    said = {name: each.note.zh for name, each in notes.items() if each.note is not None}
    assert said == {
        "cluster_name": "名册写的是“惠城区电子元件产业集群”，与此处不一致；请核对，以实际为准，系统不作更正。",
        "lead_industry": "名册写的是“398”，与此处不一致；请核对，以实际为准，系统不作更正。",
        "leaders": "以下代码不在名册中：91440000000000000X；请核对代码，或将企业补入名册。",
        "maturity": "各等级合计 13 家，多于名册企业 12 家；请核对。",
    }
    assert {each.place.field.id for each in panel(case).notes} == {"cluster_name", "lead_industry", "maturity"}


def test_answers_that_agree_with_the_roster_have_no_note(row: Round) -> None:
    case = whole(row)
    save(case, 1, cluster_name="惠城区电子元件产业集群", lead_industry="398")
    save(case, 6, maturity=[["一级", "12"]])
    assert [name for section in (1, 6) for name, each in about(case, section).items() if each.note] == []


# ── what other rosters know ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("base_year", "said"),
    [
        (2024, "一致，可据此导入"),
        (2022, "缺 2023–2024 年数据"),
        (2023, "缺 2024 年数据"),
        (2025, "晚于本批次的 2024 年"),
    ],
)
def test_latest_roster_of_the_cluster_is_offered_by_its_base_year(row: Round, base_year: int, said: str) -> None:
    case = whole(row)
    assert roster_offer(application_of(case)) is None
    Application.objects.filter(pk=case.pk).update(roster=None)
    RosterRevision.objects.update(base_year=base_year)
    offer = roster_offer(application_of(Case.objects.get(pk=case.pk)))
    assert offer is not None and said in offer.zh


def test_titles_the_register_knows_and_the_roster_does_not_list_are_named(row: Round) -> None:
    case = whole(row)
    do(case, "import_roster", officer(HUICHENG), key="again", files={"workbook": upload(workbook())})
    fresh = application_of(Case.objects.get(pk=case.pk))
    assert hints(fresh) == []
    earlier = RosterRevision.objects.get(cluster=case.cluster_id, number=1)
    line = HonourRow.objects.filter(roster=earlier).first()
    assert line is not None
    new = {"roster": earlier, "uscc": line.uscc, "title": "绿色工厂", "valid_from": at("2024-01-01 00:00").date()}
    HonourRow.objects.create(**new)
    HonourRow.objects.create(**{**new, "title": "过期称号", "valid_to": at("2025-01-01 00:00").date()})
    (hint,) = hints(fresh)
    assert hint.sentence.zh == "名册中 1 家企业在登记中另有有效称号未列入"
    assert [(each.uscc, each.what) for each in hint.lines] == [(line.uscc, "绿色工厂")]
    body = page(officer(HUICHENG), "prefill", case.pk)
    assert "绿色工厂" in body and "过期称号" not in body


def test_anothers_draft_roster_is_no_source(row: Round) -> None:
    case = whole(row)
    other = start(row, officer(HUIDONG), key="other", name="惠东县制鞋产业集群")
    do(other, "import_roster", officer(HUIDONG), key="other-roster", files={"workbook": upload(workbook())})
    line = HonourRow.objects.filter(roster__cluster=other.cluster_id).first()
    assert line is not None
    line.title = "绿色工厂"
    line.save()
    application = application_of(Case.objects.get(pk=case.pk))
    assert hints(application) == []
    Application.objects.filter(pk=other.pk).update(submitted_at=NOW)
    assert [each.what for hint in hints(application) for each in hint.lines] == ["绿色工厂"]
