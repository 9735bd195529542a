"""Lines pasted from a spreadsheet: all or none, every fault at its line and column."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import speaking
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.ledgers.kinds import kind, kinds
from jiqun.ledgers.models import Entry
from jiqun.ledgers.pasting import MOST_LINES, columns, read
from tests.ledgers.desk import FIRM, NOW, SHARING, cluster, enter, paste
from tests.office import HUICHENG, HUIDONG, approver, officer

TODAY = date(2025, 3, 20)
HEAD = "分类\t机制或平台名称\t建立日期"
LINES = f"{HEAD}\n物流\t集运平台\t2023/6/1\nDesign\t工业设计中心\t2023年6月1日\n"


@pytest.mark.django_db
def test_lines_are_entered_in_one_act() -> None:
    """A13.4: sub-kinds by their words in either language, dates as spreadsheets write them."""
    done = paste(cluster(), "sharing", LINES)
    found = Entry.objects.order_by("sub").values_list("sub", "title", "on")
    assert list(found) == [("design", "工业设计中心", date(2023, 6, 1)), ("logistics", "集运平台", date(2023, 6, 1))]
    assert done.record.note == {"zh": "共享机制 2 条", "en": "Sharing: 2 entries"}


@pytest.mark.django_db
def test_one_fault_and_nothing_is_entered() -> None:
    lines = f"{LINES}\n黄金\t\t明天\n仓储\t云仓\t2030-01-01\t多余"
    with pytest.raises(Invalid) as said:
        paste(cluster(), "sharing", lines)
    assert said.value.faults["lines"] == [
        "第 5 行“分类”：“黄金”不在可选项中：通用生产设备、物流、仓储、人力、设计。",
        "第 5 行“机制或平台名称”：请填写。",
        "第 5 行“建立日期”：“明天”不是日期，请按 2025-06-18 的格式填写。",
        "第 6 行“建立日期”：日期不能晚于今天（2025-03-20）。",
        "第 6 行比表头多出 1 格。",
    ]
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_same_thing_twice_in_lines_or_ledger_is_refused() -> None:
    of = cluster()
    enter(of, "sharing", **SHARING)
    with pytest.raises(Invalid) as said:
        paste(of, "sharing", f"{LINES}设计\t工业设计中心\t2023-06-01")
    assert said.value.faults["lines"] == [
        "第 2 行：台账中已有“集运平台”（分类、文号、企业和日期都相同），请修改原有一条，不必重复登记。",
        "第 4 行与第 3 行是同一项“工业设计中心”。",
    ]
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_only_the_own_county_pastes() -> None:
    of = cluster()
    with pytest.raises(Refusal, match="由县级经办办理"):
        paste(of, "sharing", LINES, approver(HUICHENG))
    with pytest.raises(NotHere):
        paste(of, "sharing", LINES, officer(HUIDONG))
    with pytest.raises(Invalid, match="没有这类台账"):
        paste(of, "gold", LINES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请先粘贴表头和数据。"),
        ("\n \n", "请先粘贴表头和数据。"),
        (HEAD, "只有表头，没有数据。"),
        (f"{HEAD}\t颜色\n物流\t甲\t\t红", "表头“颜色”不是本台账的栏目；可用的栏目：分类、机制或平台名称"),
        ("分类\t分类\n物流\t物流", "表头“分类”出现两次。"),
        ("备注\n甲", "缺少栏目：分类、机制或平台名称。"),
        (HEAD + "\n物流\t甲\t" * (MOST_LINES + 1), "最多粘贴 1000 行"),
        (f'{HEAD}\n物流\t"' + "字" * 140_000, "不能按表格读取"),
        ("字" * 1_000_001, "最多粘贴 1000 行"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, said: str) -> None:
    (fault,) = read(kind("sharing"), text, today=TODAY).faults
    assert said in fault.zh and fault.en != fault.zh


def test_english_header_reads_alike() -> None:
    with speaking("en"):
        zh = read(
            kind("cooperation"),
            f"合作项目\t企业信用代码\t合作高校或院所\t签订日期\t合同额(万元)\n甲\t{FIRM}\t乙\t2024-1-2\t1,200.5",
            today=TODAY,
        )
        en = read(
            kind("cooperation"),
            "Project\tCredit code of the firm\tUniversity or institute\tSigned on\tContract value\n"
            f"甲\t{FIRM}\t乙\t2024.1.2\t1200.5",
            today=TODAY,
        )
    assert zh.lines == en.lines and zh.lines[0][1]["amount"] == 1_200_500_000


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_sentences(text: str) -> None:
    for each in kinds().values():
        found = read(each, text, today=TODAY)
        assert found.faults or found.lines
        assert all(fault.zh and fault.en for fault in found.faults)


@given(
    st.lists(
        st.tuples(st.sampled_from(["物流", "仓储"]), st.from_regex(r"[一-龥A-Za-z0-9]{1,20}", fullmatch=True)),
        min_size=1,
        max_size=20,
    )
)
def test_well_formed_lines_read_as_written(lines: list[tuple[str, str]]) -> None:
    text = "机制或平台名称\t分类\n" + "\n".join(f"{title}\t{sub}" for sub, title in lines)
    found = read(kind("sharing"), text, today=TODAY)
    assert found.faults == []
    subs = {"物流": "logistics", "仓储": "storage"}
    assert [(values["sub"], values["title"]) for _, values in found.lines] == [
        (subs[sub], title) for sub, title in lines
    ]
    assert [number for number, _ in found.lines] == list(range(2, len(lines) + 2))


def test_columns_of_a_ledger_have_names_of_their_own() -> None:
    for each in kinds().values():
        for tongue in ("zh", "en"):
            labels = [getattr(field.label, tongue) for field in columns(each).values()]
            assert len(set(labels)) == len(labels)
    assert NOW.date() == TODAY
