"""The proposed list as it is laid before the leaders' meeting (厅务会), from the working copy (Article 14(三))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, Table
from jiqun.recognition.queries.list_beside import Beside, Spread, meeting
from jiqun.recognition.queries.listing import Candidate

NAME = "拟认定名单（上会稿）"
HEADS = ("名次", "集群名称", "所在地", "主导产业", "平均分", "意见", "递补顺序", "现场考察", "需关注事项", "理由")
WIDTHS = (2, 6, 5, 5, 3, 3, 3, 3, 5, 6)
DECISIONS = {"listed": "拟认定", "reserve": "递补备选", "not": "不列入", "": "待定"}


def line(row: Candidate, beside: Beside, values: Mapping[str, str]) -> tuple[str, ...]:
    """One candidate in the columns of `HEADS`."""
    return (
        str(row.rank),
        row.name,
        row.place,
        beside.industries,
        row.mean or "—",
        DECISIONS.get(values.get(f"decision_{row.pk}", ""), "待定"),
        values.get(f"reserve_{row.pk}", ""),
        beside.visit.title.zh if beside.visit else "—",
        noted(beside) or "—",
        values.get(f"reason_{row.pk}", ""),
    )


def noted(beside: Beside) -> str:
    """What the meeting should have seen: differing conclusions, open hits, others of the same sub-sector."""
    said = []
    if beside.differing:
        said.append(f"市级结论与测算不同 {beside.differing} 项")
    if beside.hits:
        said.append(f"名单筛查待核 {beside.hits} 条")
    if beside.same:
        said.append(f"同一细分领域：{'、'.join(beside.same)}")
    return "；".join(said)


def composed(
    case: Case, lines: Sequence[tuple[str, ...]], spread: Iterable[Spread], places: str, *, invented: bool
) -> Official:
    """The table on its side, marked as a draft: nothing of it is decided."""
    return Official(
        layout="form",
        issuer=case.authority.body,
        title=f"{case.title}\n{NAME}",
        body=(
            Para(f"拟认定个数：{places or '待定'}。{meeting(spread).zh}专家评审名次供参考，名单由会议审定。"),
            Table(HEADS, tuple(lines), widths=WIDTHS, landscape=True),
        ),
        invented=invented,
    )
