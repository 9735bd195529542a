"""历史补录: a list decided on paper, entered by one person and confirmed by another, never dressed as a live act."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import jiqun.demo
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.steps import Done
from jiqun.notices.models import Announcement
from jiqun.recognition.acts.backfill import pasted
from jiqun.register.models import Cluster, Recognition
from tests.office import HUIZHOU, PROVINCE, approver, at, officer

pytestmark = pytest.mark.django_db
NOW = at("2025-03-03 09:00")
DATA = Path(jiqun.demo.__file__).parent / "data" / "clusters_guangdong.csv"
TABLE = "集群名称\t所在地\t主导产业代码\n女鞋产业集群\t惠州市惠东县\t195\n智能锁具产业集群\t中山市小榄镇\t\n"
LIST = {
    "level": "省级",
    "batch": "2024年度",
    "title": "2024年度广东省中小企业特色产业集群名单",
    "document": "",
    "source": "惠州日报2025-06-25",
    "announced_on": "2024-07-12",
    "valid_from": "2024-07-10",
    "valid_to": "2027-07-09",
    "rows": TABLE,
}


class Desk:
    """Enters and confirms; keys count up."""

    def __init__(self) -> None:
        self.keys = 0
        self.chance = Random(5)

    def key(self) -> str:
        self.keys += 1
        return f"backfill-{self.keys}"

    def begin(self, **changes: str) -> Case:
        payload = {**LIST, **changes}
        done = open_matter(
            "backfill", by=officer(PROVINCE), payload=payload, key=self.key(), now=NOW, chance=self.chance
        )
        found: Case = done.subject
        return found

    def act(self, case: Case, name: str, payload: dict[str, str] | None = None, *, signer: bool = False) -> Done:
        case.refresh_from_db()
        by = approver(PROVINCE) if signer else officer(PROVINCE)
        return perform(
            "backfill", case.pk, name, by=by, version=case.version, payload=payload or {}, key=self.key(), now=NOW,
            chance=self.chance,
        )  # fmt: skip

    def confirmed(self, **changes: str) -> Case:
        case = self.begin(**changes)
        self.act(case, "confirm")
        self.act(case, "sign", {"affirmed": "on"}, signer=True)
        case.refresh_from_db()
        return case


@pytest.fixture
def desk() -> Desk:
    return Desk()


def faults(desk: Desk, **changes: str) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        desk.begin(**changes)
    assert not Case.objects.filter(procedure_name="backfill").exists()
    return said.value.faults


def test_a_confirmed_list_is_on_record_and_marked(desk: Desk) -> None:
    case = desk.confirmed()
    assert (case.state, case.backfilled, case.number) == ("confirmed", True, "BL-2025-001")
    found = Recognition.objects.select_related("cluster__authority").get(cluster__name="女鞋产业集群")
    assert (found.level, found.batch, found.backfilled, found.case_id) == ("省级", "2024年度", True, None)
    assert (found.announced_on, found.valid_from, found.valid_to) == (
        date(2024, 7, 12), date(2024, 7, 10), date(2027, 7, 9),
    )  # fmt: skip
    assert (found.cluster.authority.name, found.cluster.lead_codes, found.cluster.invented) == ("惠东县", "195", False)
    assert found.source == "惠州日报2025-06-25"
    assert Announcement.objects.public().get().backfilled


def test_nothing_is_on_record_before_the_second_person(desk: Desk) -> None:
    case = desk.begin()
    desk.act(case, "confirm")
    assert not Recognition.objects.exists()
    assert not Cluster.objects.exists()
    assert not Announcement.objects.public().exists()
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        desk.act(case, "sign", {"affirmed": "on"})
    with pytest.raises(Invalid, match="须确认：已与来源文件逐行核对"):
        desk.act(case, "sign", signer=True)


def test_a_second_list_adds_to_the_same_cluster(desk: Desk) -> None:
    desk.confirmed()
    national = {"level": "国家级", "batch": "国家第三批", "valid_from": "", "valid_to": ""}
    desk.confirmed(**national)
    cluster = Cluster.objects.get(name="女鞋产业集群")
    assert sorted(cluster.recognitions.values_list("level", "valid_from")) == [
        ("国家级", None), ("省级", date(2024, 7, 10)),
    ]  # fmt: skip
    assert Case.objects.get(title="历史补录：国家级 国家第三批").measure == "miit_2022_119"


def test_every_fault_is_named_at_once_with_its_line(desk: Desk) -> None:
    table = (
        "集群名称,所在地,主导产业代码,有效期起,有效期止\n"
        ",惠东县,195,,\n"
        "甲产业集群,不存在的县,195,,\n"
        "乙产业集群,惠东县,999,2024年,\n"
        "丙产业集群,惠东县,195,2024-07-10,2023-07-10\n"
        "丙产业集群,惠东县,195,,\n"
        "丁产业集群,,195,,\n"
    )
    (said,) = faults(desk, rows=table).values()
    assert [line.split("：")[0] for line in said] == [
        "第 2 行", "第 3 行", "第 4 行", "第 4 行", "第 5 行", "第 6 行", "第 7 行",
    ]  # fmt: skip
    assert said[0] == "第 2 行：缺少集群名称。"
    assert said[1] == ("第 3 行：没有找到所在地“不存在的县”，请写县（市、区）、镇街或功能区的名称，如 佛山市南海区。")
    assert said[3] == "第 4 行：有效期起“2024年”应写成 2024-07-10 的样式；名单没有载明的请留空。"
    assert said[4] == "第 5 行：有效期止早于有效期起。"
    assert said[5] == "第 6 行：与第 5 行重复。"
    assert said[6] == "第 7 行：缺少所在地。"


def test_a_place_that_may_be_several_asks_for_its_full_name(desk: Desk) -> None:
    (said,) = faults(desk, rows="甲产业集群,广东高新区\n乙产业集群,惠州市").values()
    several = "第 1 行：所在地“广东高新区”不止一处（肇庆高新区、汕头高新区、珠海高新区），请写全称。"
    assert said[0] == several
    assert said[1].startswith("第 2 行：没有找到所在地“惠州市”")


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"rows": ""}, "rows", "请粘贴名单或上传 CSV 文件。"),
        ({"rows": "集群名称,所在地\n"}, "rows", "表头之下没有内容。"),
        ({"rows": "集群名称,所在地,产值\n甲,惠东县,1"}, "rows", None),
        ({"source": ""}, "source", "请填写来源。"),
        ({"batch": ""}, "batch", "请填写批次名称。"),
    ],
)
def test_an_entry_is_refused(desk: Desk, changes: dict[str, str], field: str, said: str | None) -> None:
    found = faults(desk, **changes)
    unknown = "表头“产值”无法识别；可用：集群名称、所在地、主导产业代码、有效期起、有效期止、来源。"
    assert found == {field: [said or unknown]}


def test_a_batch_is_on_record_once(desk: Desk) -> None:
    first = desk.begin()
    second = desk.begin()
    desk.act(first, "confirm")
    desk.act(first, "sign", {"affirmed": "on"}, signer=True)
    with pytest.raises(Refusal, match="省级“2024年度”的名单已经在册"):
        desk.act(second, "confirm")
    desk.act(second, "discard", {"reason": "重复录入"})
    with pytest.raises(Invalid, match="的名单已经在册"):
        desk.begin()


def test_an_entry_is_amended_before_it_is_confirmed(desk: Desk) -> None:
    case = desk.begin()
    desk.act(case, "amend", {**LIST, "rows": "女鞋产业集群,惠东县,195,2024-07-10,2027-07-09,省厅通告"})
    assert [row["source"] for row in Announcement.objects.get().rows] == ["省厅通告"]
    with pytest.raises(Invalid, match="请写明理由"):
        desk.act(case, "discard")


def test_a_csv_file_is_read_as_utf8_or_gb18030(desk: Desk) -> None:
    for number, encoding in enumerate(("utf-8-sig", "gb18030")):
        file = SimpleUploadedFile("list.csv", TABLE.replace("\t", ",").encode(encoding), "text/csv")
        payload = {**LIST, "rows": "", "batch": f"批次{number}"}
        done = open_matter(
            "backfill", by=officer(PROVINCE), payload=payload, files={"file": file}, key=desk.key(), now=NOW
        )
        assert len(Announcement.objects.get(pk=done.subject.pk).rows) == 2


def test_the_published_clusters_of_2023_and_2024_can_be_entered(desk: Desk) -> None:
    """The shipped public lists: 17 named provincial clusters, every place and code known."""
    with DATA.open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "省级" and row["year"] in ("2023", "2024")]
    for batch in dict.fromkeys(row["batch"] for row in rows):
        lines = [
            {**row, "place": row["city"] + row["county"], "lead_codes": row["lead_codes_for_demo"]}
            for row in rows
            if row["batch"] == batch
        ]
        desk.confirmed(batch=batch, rows=pasted(lines), valid_from="", valid_to="")
    assert Recognition.objects.filter(backfilled=True, level="省级").count() == 17
    assert Recognition.objects.filter(valid_to=date(2026, 7, 9)).count() == 3


def test_entries_are_the_province_s_alone(desk: Desk) -> None:
    with pytest.raises(Refusal, match="“补录历史名单”由省级经办办理"):
        open_matter("backfill", by=officer(HUIZHOU), payload=LIST, key="x", now=NOW)
    case = desk.begin()
    with pytest.raises(NotHere):
        perform("backfill", case.pk, "discard", by=officer(HUIZHOU), version=1, payload={}, key="y", now=NOW)


def test_the_pages_of_an_entry(desk: Desk) -> None:
    case = desk.confirmed()
    client = Client()
    client.force_login(officer(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    page = client.get(reverse("recognition:backfill", args=[case.pk])).content.decode()
    assert "女鞋产业集群" in page
    assert "惠州日报2025-06-25" in page
    assert "BL-2025-001" in client.get(reverse("recognition:backfills")).content.decode()
    stranger = Client()
    stranger.force_login(officer(HUIZHOU), backend="jiqun.authorities.backends.AccountBackend")
    for url in (reverse("recognition:backfill", args=[case.pk]), reverse("recognition:backfills")):
        assert stranger.get(url).status_code == 404
