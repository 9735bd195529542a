"""What is known is not asked again: prefill at the start and on a draft (Article 14(一))."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.identity import uuid7
from jiqun.casework.models import ActRecord, Audience, Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.config import clock
from jiqun.forms.answers import changes, values, write
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.acts.filing.prefilling import bring_into_draft
from jiqun.recognition.models import Round
from jiqun.recognition.queries.filing.prefilling import fillings
from tests.office import HUICHENG, HUIDONG, HUIZHOU, at, chance, officer
from tests.recognition.applicant import NOW, open_round, start

pytestmark = pytest.mark.django_db
LAST_YEAR = at("2024-03-20 09:00")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def last_round(**fields: Any) -> Round:
    """A round of the year before, as it stood open."""
    row = open_round(
        "2024-R1",
        **{
            "year": 2024,
            "county_deadline": at("2024-04-18 17:30"),
            "prefecture_deadline": at("2024-04-30 17:30"),
            **fields,
        },
    )
    Case.objects.filter(pk=row.pk).update(opened_at=at("2024-03-01 09:00"))
    return row


def save(case: Case, now: datetime = NOW, **data: Any) -> None:
    """Answers as two sections hold them."""
    for section in (1, 2, 3, 4, 5, 6, 7):
        saved = drafts.save_answers(case.pk, section, data, by=officer(HUICHENG), now=now)
        assert saved.whole, saved.faults


@pytest.fixture
def earlier() -> Case:
    """Last year's application of the cluster, filled in in part."""
    case = start(last_round(), key="last", now=LAST_YEAR)
    save(
        case,
        LAST_YEAR,
        extent="东至东江，西至西湖",
        agency_name="惠城区电子元件产业集群促进中心",
        agency_uscc="91449999MA0000000D",
        county_share="42.5",
        water={"2021": "10", "2022": "11", "2023": "12"},
        profit_tax={"利润总额": {"2022": "3", "2023": "4"}, "上缴税金": {"2023": "1"}},
        leaders=[["91449999MA0000000D", "连接器", "12"]],
    )
    return case


def again(earlier: Case, row: Round | None = None) -> Case:
    """This year's application of the same cluster."""
    return start(row or open_round(), key="again", cluster=str(earlier.cluster_id), name="", lead_codes="", niche="")


def origins(case: Case) -> dict[str, str]:
    return {change.field: change.source for change in changes(case, list(values(case)))}


def test_new_cluster_starts_with_what_it_was_registered_with() -> None:
    case = start(open_round())
    assert (values(case), set(origins(case).values())) == (
        {
            "cluster_name": "惠城区电子元件产业集群",
            "lead_industry": "398、397",
            "niche": "电子元件",
            "strategic": "electronics",
        },
        {"带自集群登记"},
    )


def test_last_application_is_carried_over_with_its_number_in_the_history(earlier: Case) -> None:
    """Texts, the agency, tables, and figures of the years that overlap; a single figure of last year is not."""
    case = again(earlier)
    assert values(case) == {
        "cluster_name": "惠城区电子元件产业集群",
        "lead_industry": "398、397",
        "niche": "电子元件",
        "strategic": "electronics",
        "extent": "东至东江，西至西湖",
        "agency_name": "惠城区电子元件产业集群促进中心",
        "agency_uscc": "91449999MA0000000D",
        "water": {"2022": "11", "2023": "12"},
        "profit_tax": {"利润总额": {"2022": "3", "2023": "4"}, "上缴税金": {"2023": "1"}},
        "leaders": [["91449999MA0000000D", "连接器", "12"]],
    }
    assert {origins(case)[name] for name in ("extent", "water", "leaders")} == {f"带自 {earlier.number}"}


def test_journal_and_history_say_what_was_brought_in(earlier: Case) -> None:
    case = again(earlier)
    note = ActRecord.objects.get(subject_id=str(case.pk)).note
    assert note == {
        "zh": f"编号 {case.number}。已带入已有资料：集群登记 4 项、{earlier.number} 6 项，请核对",
        "en": f"Number {case.number}. Brought in: 4 from the register of clusters, 6 from {earlier.number}; check them",
    }


def test_single_figure_is_carried_within_the_same_year(earlier: Case) -> None:
    row = open_round("2024-R2", year=2024, supplementary=True)
    assert values(again(earlier, row))["county_share"] == "42.5"


def test_other_applicants_and_later_rounds_are_no_source(earlier: Case) -> None:
    row = open_round()
    foreign = start(row, officer(HUIDONG), key="foreign", name="惠东县制鞋产业集群")
    assert set(values(foreign)) == {"cluster_name", "lead_industry", "niche", "strategic"}
    again(earlier, row)
    write(earlier, {"extent": ("", None)}, officer(HUICHENG), NOW)
    assert "extent" not in {each.field.id for each in fillings(earlier, values(earlier))}


def test_annual_report_answers_under_the_same_fields_are_a_source(earlier: Case) -> None:
    report = Case.objects.create(
        id=uuid7(LAST_YEAR, chance(9)),
        number="2024-N-1",
        procedure_name="annual_report",
        state="filed",
        title="年度培育情况",
        authority_id=HUICHENG,
        path="440000/441300/441302/",
        audience=Audience.CHAIN,
        cluster_id=earlier.cluster_id,
        measure="gd_2023_4",
        opened_at=LAST_YEAR,
    )
    told = {"security": ("安全监测平台覆盖 30 家", None), "extent": ("别处", None), "experience": ("经验", None)}
    write(report, told, officer(HUICHENG), LAST_YEAR)
    case = again(earlier)
    assert (values(case)["security"], values(case)["extent"]) == ("安全监测平台覆盖 30 家", "东至东江，西至西湖")
    assert origins(case)["security"] == "带自 2024-N-1"


def test_answer_this_form_would_refuse_is_left_out(earlier: Case) -> None:
    write(earlier, {"agency_uscc": ("123", None)}, officer(HUICHENG), LAST_YEAR)
    assert "agency_uscc" not in values(again(earlier))


# ── on a draft ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def draft(earlier: Case) -> Case:
    """A draft in which one text was changed, one taken out, and a figure half filled anew."""
    case = again(earlier)
    save(case, NOW, extent="新的范围", agency_name="", water={"2023": "99", "2024": "15"})
    return case


def test_blanks_are_filled_and_nothing_is_overwritten(draft: Case, earlier: Case) -> None:
    filled = bring_into_draft(draft.pk, by=officer(HUICHENG), now=NOW)
    assert [each.field.id for each in filled] == ["agency_name", "water"]
    now = values(draft)
    assert (now["extent"], now["agency_name"], now["water"]) == (
        "新的范围",
        "惠城区电子元件产业集群促进中心",
        {"2022": "11", "2023": "99", "2024": "15"},
    )
    assert [(c.version, c.source) for c in changes(draft, ["agency_name"])] == [
        (3, f"带自 {earlier.number}"),
        (2, ""),
        (1, f"带自 {earlier.number}"),
    ]
    assert bring_into_draft(draft.pk, by=officer(HUICHENG), now=NOW) == []


def test_page_shows_what_comes_from_where_before_it_is_brought_in(draft: Case, earlier: Case) -> None:
    client = browser(officer(HUICHENG))
    url = reverse("recognition:prefill", args=[draft.pk])
    page = client.get(url).content.decode()
    assert "惠城区电子元件产业集群促进中心" in page and earlier.number in page and "不改" in page
    assert values(draft)["agency_name"] == ""  # looking changes nothing
    answer = client.post(url, follow=True)
    assert answer.redirect_chain == [(reverse("recognition:application", args=[draft.pk]), 302)]
    assert f"{earlier.number} 2 项" in answer.content.decode()
    assert "没有可带入的资料" in client.post(url, follow=True).content.decode()


def test_only_the_applicants_officer_brings_in(draft: Case) -> None:
    with pytest.raises(NotHere):
        bring_into_draft(draft.pk, by=officer(HUIDONG), now=NOW)
    Case.objects.filter(pk=draft.pk).update(state="submitted", audience=Audience.CHAIN)
    for by in (officer(HUICHENG), officer(HUIZHOU)):
        with pytest.raises(Refusal):
            bring_into_draft(draft.pk, by=by, now=NOW)
    client = browser(officer(HUICHENG))
    assert client.post(reverse("recognition:prefill", args=[draft.pk])).status_code == 409
