"""Opening data to the public: a review for secrecy first, two persons, at least three firms behind each figure."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.notices.disclosure.contents import LEAST_FIRMS, OFFERED
from jiqun.notices.disclosure.queries import line
from jiqun.notices.models import Disclosure
from jiqun.portal import open_figures
from jiqun.portal.open_data import HEADS, YEAR_HEADS, the_schema
from jiqun.register.models import ClusterYear, Recognition
from tests.office import HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import Office
from tests.supervision.recognised import recognised

YEAR = {
    "content": "figures",
    "year": "2024",
    "figures": ["firms", "output", "exports"],
    "attribute": "proactive",
    "basis": "2025年政务公开工作要点",
    "reviewer": "周某",
    "reviewed_on": "2025-09-08",
    "finding": "不涉密，可主动公开。",
}
OPEN = {**YEAR, "content": "open_data", "year": "", "figures": []}
FIGURES = {"firms": 20, "output": 52 * 10**10, "exports": 31 * 10**9, "rd": 10**9, "employees": 900}
DATA = (
    "/open-data/clusters.csv",
    "/open-data/clusters.json",
    "/open-data/clusters.schema.json",
    "/open-data/figures.csv",
)


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """September 2025 at the province."""
    found = Office(now=at("2025-09-10 10:00"))
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


@pytest.fixture
def held(office: Office) -> Recognition:
    """A recognised cluster with figures of 2024."""
    found = recognised()
    keep(found)
    return found


def keep(found: Recognition, year: int = 2024, **changed: Any) -> ClusterYear:
    row = ClusterYear(cluster=found.cluster, year=year, source="名册", kept_at=at("2025-09-01 10:00"))
    for name, value in {**FIGURES, **changed}.items():
        setattr(row, name, value)
    ClusterYear.objects.filter(cluster=found.cluster, year=year).delete()
    row.save()
    return row


def draft(office: Office, payload: dict[str, Any] = YEAR, **changed: Any) -> Case:
    case: Case = office.open("disclosure", officer(PROVINCE), {**payload, **changed}).subject
    return case


def opened(office: Office, payload: dict[str, Any] = YEAR, **changed: Any) -> Case:
    case = draft(office, payload, **changed)
    office.signed(case, "publish_disclosure", PROVINCE)
    return Case.objects.get(pk=case.pk)


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_open_unless_it_was_opened(held: Recognition) -> None:
    assert "尚未开放" in page("/open-data/")
    assert [Client().get(address).status_code for address in DATA] == [404] * 4
    assert "年度汇总数据" not in page(f"/directory/{held.cluster_id}/")


def test_figures_are_shown_once_two_persons_opened_them(office: Office, held: Recognition) -> None:
    case = draft(office)
    assert "年度汇总数据" not in page(f"/directory/{held.cluster_id}/")
    office.act(case, "publish_disclosure", officer(PROVINCE))
    assert not Disclosure.objects.opened().exists()
    office.sign(case, PROVINCE)
    shown = page(f"/directory/{held.cluster_id}/")
    assert "年度汇总数据" in shown and "52.00" in shown and "3.10" in shown
    assert "研发经费" not in shown and "从业人员" not in shown
    assert [Client().get(address).status_code for address in DATA] == [404] * 4


def test_one_person_does_not_open_alone(office: Office) -> None:
    case = draft(office)
    office.act(case, "publish_disclosure", officer(PROVINCE))
    with pytest.raises(Refusal):
        office.act(case, "sign", officer(PROVINCE), {"affirmed": "on"})
    assert Case.objects.get(pk=case.pk).state == "drafting"


def test_closing_takes_it_from_the_page_at_once_and_keeps_the_record(office: Office, held: Recognition) -> None:
    case = opened(office)
    office.act(case, "close_disclosure", officer(PROVINCE), {"reason": "口径有误，核实后再公开"})
    assert "年度汇总数据" not in page(f"/directory/{held.cluster_id}/")
    assert Case.objects.get(pk=case.pk).state == "closed"
    opened(office, figures=["firms"])
    assert "20" in page(f"/directory/{held.cluster_id}/")


def test_same_year_is_not_opened_twice(office: Office) -> None:
    opened(office)
    with pytest.raises(Refusal, match="已经公开"):
        opened(office, figures=["firms"])
    opened(office, year="2023")
    opened(office, OPEN)
    with pytest.raises(Refusal, match="已经公开"):
        opened(office, OPEN)


def test_what_was_drafted_is_discarded_with_a_reason(office: Office) -> None:
    case = draft(office)
    office.act(case, "discard_disclosure", officer(PROVINCE), {"reason": "审查未通过"})
    assert Case.objects.get(pk=case.pk).state == "discarded" and not Disclosure.objects.opened().exists()


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"attribute": "on_request"}, "attribute", "公开属性为“依申请公开”的不能在网上公开"),
        ({"attribute": "closed"}, "attribute", "公开属性为“不予公开”的不能在网上公开"),
        ({"reviewed_on": "2025-09-11"}, "reviewed_on", "审查日期不能晚于今天。"),
        ({"figures": []}, "figures", "请勾选要公开的指标。"),
        ({"figures": ["output_sme"]}, "figures", ""),
        ({"year": ""}, "year", "请填写已结束的年度，如 2024。"),
        ({"year": "2025"}, "year", "请填写已结束的年度，如 2024。"),
        ({"year": "1999"}, "year", "请填写已结束的年度，如 2024。"),
        ({"reviewer": ""}, "reviewer", ""),
        ({"finding": ""}, "finding", ""),
    ],
)
def test_what_the_review_does_not_let_out_is_refused(
    changed: dict[str, Any], field: str, why: str, office: Office
) -> None:
    with pytest.raises(Invalid) as refused:
        draft(office, **changed)
    assert list(refused.value.faults) == [field] and why in " ".join(map(str, refused.value.faults[field]))
    assert not Case.objects.filter(procedure_name="disclosure").exists()


def test_whoever_enters_it_is_not_the_reviewer(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        draft(office, reviewer=officer(PROVINCE).person.name)
    assert "保密审查人不能是经办本人" in " ".join(map(str, refused.value.faults["reviewer"]))


def test_figure_of_fewer_than_three_firms_is_never_told(office: Office, held: Recognition) -> None:
    keep(held, blanks={"exports": 18})
    opened(office)
    opened(office, OPEN)
    shown = page(f"/directory/{held.cluster_id}/")
    assert "3.10" not in shown and "*" in shown and "52.00" in shown
    found = json.loads(page("/open-data/clusters.json"))
    assert found["clusters"][0]["figures"]["2024"] == {"firms": 20, "output": 52 * 10**10}
    assert str(31 * 10**9) not in page("/open-data/figures.csv")


@given(
    st.one_of(st.none(), st.integers(0, 50)),
    st.dictionaries(st.sampled_from(sorted(OFFERED)), st.integers(1, 50)),
    st.lists(st.sampled_from(sorted(OFFERED)), unique=True),
)
def test_nothing_is_told_that_is_not_open_or_of_too_few(
    firms: int | None, blanks: dict[str, int], names: list[str]
) -> None:
    row = ClusterYear(year=2024, blanks=blanks, **dict.fromkeys(OFFERED, 77) | {"firms": firms})
    told = line(row, names)
    for name, value in told.values.items():
        if value is not None:
            assert name in names and (firms or 0) - blanks.get(name, 0) >= LEAST_FIRMS
    assert set(told.few) <= set(names)
    assert all(cell in ("*", "—") or name in names for name in OFFERED for cell in [open_figures.cell(told, name, "n")])


def test_open_data_hold_what_the_schema_says(office: Office, held: Recognition) -> None:
    opened(office, OPEN)
    opened(office)
    Draft202012Validator.check_schema(the_schema())
    found = json.loads(page("/open-data/clusters.json"))
    Draft202012Validator(json.loads(page("/open-data/clusters.schema.json"))).validate(found)
    (cluster,) = found["clusters"]
    assert cluster["name"] == held.cluster.name and cluster["recognitions"][0]["valid_to"] == "2026-07-09"
    assert cluster["figures"]["2024"]["output"] == 52 * 10**10
    lines = page("/open-data/clusters.csv").lstrip("\ufeff").splitlines()
    assert lines[0].split(",") == list(HEADS) and len(lines) == 2 and held.cluster.name in lines[1]
    assert page("/open-data/figures.csv").lstrip("\ufeff").splitlines()[0].split(",") == list(YEAR_HEADS)
    assert all(name in page("/open-data/") for name in ("clusters.csv", "clusters.json", "figures.csv"))


def test_figures_of_a_cluster_without_recognition_are_in_no_file(office: Office, held: Recognition) -> None:
    Recognition.objects.all().delete()
    opened(office, OPEN)
    opened(office)
    assert json.loads(page("/open-data/clusters.json"))["clusters"] == []
    assert len(page("/open-data/figures.csv").splitlines()) == 1


def test_the_provinces_office_alone_has_the_pages(office: Office) -> None:
    case = draft(office)
    for by, status in (
        (officer(PROVINCE), 200),
        (approver(PROVINCE), 200),
        (officer(HUIZHOU), 404),
        (officer(HUIDONG), 404),
        (account("expert", None), 404),
    ):
        client = Client()
        client.force_login(by)
        assert [client.get(f"/disclosures/{tail}").status_code for tail in ("", f"{case.pk}/")] == [status] * 2
    with pytest.raises(Refusal):
        office.open("disclosure", officer(HUIZHOU), YEAR)


def test_page_tells_review_and_history(office: Office) -> None:
    case = opened(office)
    client = Client()
    client.force_login(officer(PROVINCE))
    shown = client.get(f"/disclosures/{case.pk}/").content.decode()
    for words in ("周某", "不涉密，可主动公开。", "主动公开", "出口额（亿元）", "2024", "已公开"):
        assert words in shown
    assert "集群年度汇总数据：2024 年" in client.get("/disclosures/").content.decode()
