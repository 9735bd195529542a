"""历史补录: yearly figures and reports from paper (Article 16), by two persons, marked, never over live ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.models import Attachment
from jiqun.register.figures import keep, line_of
from jiqun.register.models import ClusterYear
from jiqun.supervision.backfill.cells import AmountField
from jiqun.supervision.models.report import AnnualReport
from jiqun.supervision.reports.queries import status
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, officer
from tests.supervision.backfill.paper import NOW, Desk
from tests.supervision.recognised import cluster, recognised

pytestmark = pytest.mark.django_db
HEAD = "集群名称\t所在地\t年度\t企业数（家）\t总产值（万元）\t主导产业产值（万元）\t综合能耗（吨标准煤）\n"
LINES = (
    "惠东县女鞋产业集群\t惠东县\t2023\t310\t1,234,567.89\t1000000\t12.5\n惠东县女鞋产业集群\t惠东县\t2024\t320\t\t\t\n"
)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_confirmed_figures_are_on_record_and_marked(desk: Desk) -> None:
    """A16: money to the 分, energy in kgce; blank stays unknown."""
    of = cluster()
    case = desk.confirmed("years", HEAD + LINES)
    assert (case.state, case.backfilled, case.number) == ("confirmed", True, "LS-2026-001")
    first, second = ClusterYear.objects.filter(cluster=of).order_by("year")
    assert (first.year, first.firms, first.output, first.energy, first.revenue) == (
        2023,
        310,
        1234567890000,
        12500,
        None,
    )
    assert (first.backfilled, first.source, first.case_id) == (True, "省厅2024年度统计汇编", case.pk)
    assert (second.year, second.firms, second.output) == (2024, 320, None)
    assert Attachment.objects.get(case=case).name == "汇编.pdf"


def test_nothing_is_on_record_before_the_second_person(desk: Desk) -> None:
    cluster()
    case = desk.begin("years", HEAD + LINES)
    desk.act(case, "confirm_past")
    assert not ClusterYear.objects.exists()
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        desk.act(case, "sign", {"affirmed": "on"})


def test_every_fault_is_named_at_its_cell_at_once(desk: Desk) -> None:
    cluster()
    table = (
        HEAD
        + "惠东县女鞋产业集群\t惠东县\t2026\t1\t\t\t\n"
        + "惠东县女鞋产业集群\t不存在的县\t2023\t1\t\t\t\n"
        + "惠东女鞋集群\t惠东县\t2023\t1\t\t\t\n"
        + "惠东县女鞋产业集群\t惠东县\t2023\t1.5\t-3\t\t\n"
        + "惠东县女鞋产业集群\t惠东县\t2022\t5\t10\t20\t\n"
        + "惠东县女鞋产业集群\t惠东县\t2022\t5\t\t\t\n"
        + "惠东县女鞋产业集群\t惠东县\t2021\t\t\t\t\n"
    )
    assert sorted(desk.faults("years", table)) == sorted([
        "第 2 行“年度”：2026 年尚未结束，不能补录。",
        "第 3 行“所在地”：没有“不存在的县”这个县（市、区）、镇街或功能区。",
        "第 4 行“集群名称”：登记册里没有这个集群。请核对名称和所在地（名称相近的有：惠东县女鞋产业集群）；"
        "未入册的，先补录认定名单。",
        "第 5 行“企业数（家）”：应为整数，不带小数。",
        "第 5 行“总产值（万元）”：应为不小于零的数，未掌握的请留空。",
        "第 6 行“主导产业产值（万元）”：大于总产值（万元）。",
        "第 7 行“年度”：与第 6 行重复（同一集群同一年度）。",
        "第 8 行“年度”：本行没有任何数据。",
    ])  # fmt: skip


def test_figures_handed_in_here_are_not_replaced_by_paper(desk: Desk) -> None:
    of = cluster()
    case = desk.begin("years", HEAD + LINES)
    keep([line_of(of, 2023, {"firms": 300}, {}, "2023年度报告", NOW)])
    assert "第 2 行“年度”：该年数据已在系统内报送（2023年度报告），补录不覆盖。" in desk.faults("years", HEAD + LINES)
    with pytest.raises(Refusal, match="录入之后登记册有变化，第一处不符：第 2 行"):
        desk.act(case, "confirm_past")
    assert ClusterYear.objects.get().firms == 300


def test_a_figure_lower_by_nine_tenths_is_pointed_out(desk: Desk) -> None:
    cluster()
    table = HEAD + "惠东县女鞋产业集群\t惠东县\t2023\t1\t1000\t\t\n惠东县女鞋产业集群\t惠东县\t2024\t1\t100\t\t\n"
    case = desk.begin("years", table)
    notes = [[note["zh"] for note in row["notes"]] for row in case.past_entry.rows]  # type: ignore[attr-defined]
    assert notes == [[], ["总产值（万元）比上年下降 90% 以上，请核对单位。"]]


def test_entering_anew_and_dropping_keep_the_document(desk: Desk) -> None:
    cluster()
    case = desk.begin("years", HEAD + LINES)
    token = {"sha256": Attachment.objects.get().file_id, "name": "汇编.pdf"}
    told = {
        "kind": "years", "source": "更正汇编", "dated_on": "2025-07-01", "file": token,
        "lines": HEAD + "惠东县女鞋产业集群\t惠东县\t2023\t311\t\t\t\n",
    }  # fmt: skip
    desk.act(case, "amend_past", told)  # type: ignore[arg-type]
    case.refresh_from_db()
    assert (case.title, len(case.past_entry.rows)) == ("历史补录：年度数据（更正汇编）", 1)  # type: ignore[attr-defined]
    desk.act(case, "discard_past", {"reason": "来源文件有误"})
    case.refresh_from_db()
    assert (case.state, Attachment.objects.filter(case=case).count()) == ("discarded", 1)


def test_a_report_received_on_paper_counts_as_received_and_is_read_by_every_level(desk: Desk) -> None:
    """A16: with its day; its content stays in the document."""
    of = cluster()
    recognised(of)
    head = "集群名称\t所在地\t年度\t省级收到日期\t说明\n"
    case = desk.confirmed("reports", head + "惠东县女鞋产业集群\t惠东县\t2024\t2025-03-28\t纸质报送\n")
    report = AnnualReport.objects.select_related("case").get()
    assert (report.cluster_id, report.year, report.case.state, report.case.backfilled) == (
        of.pk,
        2024,
        "received",
        True,
    )
    assert f"{report.received_at:%Y-%m-%d}" == "2025-03-28"
    assert Case.objects.filter(procedure_name="annual_report").count() == 1
    assert case.state == "confirmed"
    (line,) = status(officer(PROVINCE), 2024, NOW)
    assert (line.state, line.late) == ("received", None)
    for code, found in ((HUIDONG, 200), (HUIZHOU, 200), (PROVINCE, 200), (HUICHENG, 404)):
        client = Client()
        client.force_login(officer(code))
        assert client.get(reverse("supervision:report", args=[report.pk])).status_code == found
    again = head + "惠东县女鞋产业集群\t惠东县\t2024\t2025-03-28\t\n惠东县女鞋产业集群\t惠东县\t2023\t2023-12-30\t\n"
    assert desk.faults("reports", again) == [
        f"第 2 行“年度”：该年度报告已在册（{report.case.number}）。",
        "第 3 行“省级收到日期”：早于报告年度结束之日。",
    ]


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_amounts_are_kept_to_the_fen(value: Decimal) -> None:
    """万元 with six decimals is exact in 分."""
    assert AmountField(10**6).clean(f"{value:,f}") == value * 10**6


@pytest.mark.parametrize("said", ["NaN", "1e5", "-1", "一百", "0.0000001", "9999999999999999", "1-2"])
def test_what_is_no_amount_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        AmountField(10**6).clean(said)
