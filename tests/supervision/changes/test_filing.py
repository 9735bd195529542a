"""Article 17(四): a major change is filed by the county, checked by its prefecture, put on record by the province."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.outgoing import remedies
from jiqun.outgoing.models import Paper
from jiqun.register.becoming import Decided, revoke, served
from jiqun.register.models import Cluster, Recognition
from jiqun.supervision.changes import queries, record
from jiqun.supervision.models import ChangeFiling
from tests.boundaries.test_boundary import file as file_boundary
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, officer
from tests.supervision.changes import county
from tests.supervision.changes.county import begin, checked, do, filed, handed_in, held, signed

pytestmark = pytest.mark.django_db
AGENCY = {"agency_name": "惠城电子产业园管委会", "agency_uscc": "12441300456789012J"}


def test_lead_industry_changes_the_register_only_once_it_is_on_record() -> None:
    """A17.4: what stood before stays readable."""
    of = held()
    case = checked(begin(of, lead_codes="397", niche="电子器件"))
    assert Cluster.objects.get(pk=of.pk).lead_codes == "398", "nothing changes before the signature"
    signed(case, "file_change", PROVINCE, {"note": "请及时更新名册。"})
    now = Cluster.objects.get(pk=of.pk)
    (line,) = queries.history(now)
    assert (now.lead_codes, now.niche) == ("397", "电子器件")
    assert [(row.before[:3], row.after[:3]) for row in line.rows] == [("398", "397"), ("—", "电子器")]
    assert list(Paper.objects.filter(case=case.pk).values_list("kind_slug", "addressee", "through")) == [
        ("change_filed", HUICHENG, HUIZHOU)
    ]


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"changed_on": "2025-09-11"}, "变动日期不能晚于今天"),
        ({"changed_on": "2024-07-01"}, "变动日期早于认定之日"),
        ({"lead_codes": "3999、98"}, "没有行业代码"),
        ({"lead_codes": "398"}, "与登记在册的内容相同"),
        ({"lead_codes": ""}, "请填写"),
    ],
)
def test_a_wrong_change_is_refused_with_a_sentence_and_nothing_is_kept(entered: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        begin(held(), **{"lead_codes": "397", **entered})
    assert not ChangeFiling.objects.exists()


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(Invalid) as told:
        begin(held(), changed_on="2025-12-01", lead_codes="99999", reason="")
    assert set(told.value.faults) == {"changed_on", "lead_codes", "reason"}


def test_name_of_another_cluster_of_the_place_is_refused() -> None:
    of = held()
    county.cluster("惠城区电子器件产业集群", HUICHENG, "397")
    with pytest.raises(Invalid, match="本地已有名为"):
        begin(of, "name", new_name="惠城区电子器件产业集群")
    found = filed(begin(of, "name", new_name="惠城区新型电子产业集群"))
    assert Cluster.objects.get(pk=of.pk).name == "惠城区新型电子产业集群"
    assert "惠城区电子元件产业集群" in Paper.objects.get(case=found.pk).heading, "the letter names it as it was filed"


def test_name_taken_meanwhile_stops_the_act_and_says_why() -> None:
    of = held()
    case = checked(begin(of, "name", new_name="惠城区新型电子产业集群"))
    county.cluster("惠城区新型电子产业集群", HUICHENG, "397")
    with pytest.raises(Refusal, match="本地已有名为"):
        do(case, "file_change", officer(PROVINCE), {"note": ""})
        do(case, "sign", approver(PROVINCE), {"affirmed": "on"})
    assert Cluster.objects.get(pk=of.pk).name == "惠城区电子元件产业集群"


def test_agency_on_record_is_the_one_filed_last() -> None:
    of = held()
    with pytest.raises(Invalid, match="校验码"):
        begin(of, "agency", **{**AGENCY, "agency_uscc": "12441300456789012X"})
    from jiqun.standards.credit_code import complete

    right = {**AGENCY, "agency_uscc": complete("12441300456789012")}
    assert record.agency(of) == record.Agency()
    filed(begin(of, "agency", **right))
    assert record.agency(of) == record.Agency(right["agency_name"], right["agency_uscc"])
    with pytest.raises(Invalid, match="相同"):
        begin(of, "agency", **right)


def test_extent_names_a_boundary_filed_anew_within_the_county() -> None:
    """A3, A13.2: land outside the county is refused; the boundary on record changes with the filing only."""
    of = held()
    old = file_boundary(of, county.INSIDE, key="b1")
    with pytest.raises(Invalid, match="请先在集群档案"):
        begin(of, "extent", boundary="")
    beyond, new = file_boundary(of, county.BEYOND, key="b2"), file_boundary(of, county.WIDER, key="b3")
    with pytest.raises(Invalid, match="在本县级区划之外"):
        begin(of, "extent", boundary=str(beyond.pk))
    case = begin(of, "extent", boundary=str(new.pk))
    found = record.boundary(of)
    assert found is not None and found.pk == old.pk
    filed(case)
    found = record.boundary(of)
    assert found is not None and found.pk == new.pk


def test_other_change_is_kept_and_touches_no_entry() -> None:
    of = held()
    filing = filed(begin(of, "other", what="龙头企业迁出", was="有龙头企业 2 家", is_now="有龙头企业 1 家"))
    assert filing.filed_on is not None and Cluster.objects.get(pk=of.pk).lead_codes == "398"


def test_only_the_county_of_a_recognised_cluster_files_and_once_at_a_time() -> None:
    of = held()
    with pytest.raises(Invalid, match="请选择本单位的集群"):
        begin(of, by=officer(HUIDONG), lead_codes="397")
    with pytest.raises(Refusal, match="您的岗位不能办理"):
        begin(of, by=officer(HUIZHOU), lead_codes="397")
    begin(of, lead_codes="397")
    with pytest.raises(Refusal, match="已有一件“主导产业”变动在办"):
        begin(of, lead_codes="396")
    with pytest.raises(IntegrityError), transaction.atomic():
        twice = ChangeFiling.objects.get()
        twice.pk = Case.objects.create(
            id=county.uuid4(), number="x", procedure_name="change_filing", state="drafting", title="x",
            authority=of.authority, path=of.path, measure="gd_2023_4", opened_at=county.NOW,
        ).pk  # fmt: skip
        twice.save(force_insert=True)
    bare = county.cluster("惠城区照明产业集群", HUICHENG, "387")
    with pytest.raises(Refusal, match="没有省级认定"):
        begin(bare, lead_codes="397")


def test_revoked_recognition_has_nothing_to_file() -> None:
    of = held()
    day = county.NOW.date()
    decided = Decided(day, "文", "虚假申报", None, "CX-1")
    served(revoke(Recognition.objects.get(cluster=of), decided, county.uuid4(), day), "文", day)
    with pytest.raises(Refusal, match="认定已经撤销"):
        begin(of, lead_codes="397")


def test_returned_change_is_mended_and_comes_up_again_with_its_first_day() -> None:
    of = held()
    case = handed_in(begin(of, lead_codes="397"))
    do(case, "give_back_change", officer(HUIZHOU), {"reason": "请附企业名单。"})
    with pytest.raises(NotHere):
        do(case, "amend_change", officer(HUIDONG), {})
    payload = {"changed_on": "2025-08-21", "reason": "已附名单。", "lead_codes": "397、398", "niche": ""}
    do(case, "amend_change", officer(HUICHENG), payload)
    signed(case, "hand_in_change", HUICHENG, now=county.at("2025-09-20 10:00"))
    found = ChangeFiling.objects.get(pk=case.pk)
    assert (found.after["codes"], str(found.handed_in_on), found.returned) == ("397、398", "2025-09-10", "")


def test_province_sends_back_or_declines_by_letter_and_the_register_stays() -> None:
    of = held()
    case = checked(begin(of, lead_codes="397"))
    signed(case, "send_back_change", PROVINCE, {"reason": "请说明变更后主导产业产值占比。"})
    signed(case, "hand_in_change", HUICHENG)
    signed(case, "check_change", HUIZHOU, {"opinion": "已补充，建议备案。"})
    signed(case, "decline_change", PROVINCE, {"reason": "变更后的产业与认定的集群没有承接关系。"})
    kinds = set(Paper.objects.filter(case=case.pk).values_list("kind_slug", flat=True))
    assert kinds == {"change_returned", "change_declined"}
    assert Cluster.objects.get(pk=of.pk).lead_codes == "398"
    assert begin(of, lead_codes="397").state == "drafting", "the county may file again"


def test_declined_letter_waits_for_its_remedy() -> None:
    case = checked(begin(held(), lead_codes="397"))
    signed(case, "decline_change", PROVINCE, {"reason": "没有承接关系。"})
    paper = Paper.objects.get(case=case.pk)
    assert remedies.BLANK in [block["text"] for block in paper.content["body"]]
    with pytest.raises(Refusal, match="选定救济途径"):
        perform(
            "paper", paper.pk, "review_secrecy", by=approver(PROVINCE), version=paper.version,
            payload={"secrecy": "不涉密"}, key="paper", now=county.NOW,
        )  # fmt: skip


def test_draft_is_seen_by_its_county_alone() -> None:
    case = begin(held(), lead_codes="397")
    assert not Case.objects.visible_to(officer(HUIZHOU)).filter(pk=case.pk).exists()
    with pytest.raises(NotHere):
        do(case, "check_change", officer(HUIZHOU), {"opinion": "x"})
    handed_in(case)
    assert [line.number for line in queries.lines(queries.filings(officer(PROVINCE)))] == [case.number]
    assert not queries.filings(officer(HUIDONG)).exists()


def test_withdrawn_change_keeps_its_reason_and_frees_its_place() -> None:
    of = held()
    case = begin(of, lead_codes="397")
    do(case, "withdraw_change", officer(HUICHENG), {"reason": "填错集群"})
    assert (Case.objects.get(pk=case.pk).state, begin(of, lead_codes="397").state) == ("withdrawn", "drafting")
