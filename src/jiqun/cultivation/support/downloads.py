"""Lines of support, their sums and requests of firms as rows to take away; money in 万元 with every decimal it has."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.cultivation.models import SupportLine
from jiqun.cultivation.support.kinds import givers
from jiqun.cultivation.support.queries import Sums
from jiqun.cultivation.support.requests import Shown
from jiqun.web.figures import FEN_PER_WAN, money, shown

TITLE = Text("集群扶持台账", "Support given to clusters")
SUMS_TITLE = Text("集群扶持合计（金额单位：万元）", "Support in sums (10,000 yuan)")
REQUEST_TITLE = Text("企业诉求清单", "Requests of firms")
HEADS = (
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("类别", "Kind"),
    Text("支持事项", "What was given"),
    Text("给予层级", "Level"),
    Text("给予单位", "Given by"),
    Text("日期", "Date"),
    Text("金额（万元）", "Amount (10,000 yuan)"),
    Text("面积或人数", "Area or people"),
    Text("受益企业信用代码", "Credit codes of firms"),
    Text("对应措施", "Measure"),
    Text("依据文号", "Document"),
    Text("依据网址", "Link"),
    Text("备注", "Note"),
)
SUMS_HEADS = (
    Text("项目", "Item"),
    Text("条数", "Lines"),
    *(each.title for each in givers().values()),
    Text("合计", "In all"),
    Text("用地（亩）", "Land (mu)"),
    Text("人才（人）", "Talent (people)"),
)
REQUEST_HEADS = (
    Text("编号", "Number"),
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("提出单位", "Asked by"),
    Text("类别", "About"),
    Text("诉求内容", "What is asked"),
    Text("收到日期", "Received on"),
    Text("责任单位", "Who is to solve it"),
    Text("办理期限", "Due on"),
    Text("状态", "State"),
    Text("提示", "Light"),
    Text("办理结果", "What was done"),
    Text("办结日期", "Done on"),
    Text("企业评价", "The firm's own word"),
    Text("评价日期", "Said on"),
)
WORDS = {True: Text("满意", "Content"), False: Text("不满意", "Not content"), None: Text("", "")}


def line(row: SupportLine) -> list[object]:
    """One line; its firms and its measure are selected along."""
    return [
        row.cluster.name,
        row.cluster.authority.name,
        row.of.title,
        row.title,
        row.given_by,
        row.unit,
        row.on,
        money(row.amount, FEN_PER_WAN, "exact") if row.amount is not None else "",
        f"{shown(row.figure, 'exact')} {row.of.unit}" if row.figure is not None else "",
        "、".join(sorted(firm.uscc for firm in row.firms.all())),
        row.task.title if row.task else "",
        row.document,
        row.link,
        row.note,
    ]


def sums_line(row: Sums) -> list[object]:
    """One row of sums."""
    levels = [money(each, FEN_PER_WAN, "exact") for _, each in row.named]
    whole = money(row.money, FEN_PER_WAN, "exact")
    return [row.title, row.lines, *levels, whole, row.shown_area, row.shown_people]


def request_line(each: Shown) -> list[object]:
    """One request, without its contact."""
    row = each.row
    return [
        row.case.number,
        row.cluster.name,
        row.cluster.authority.name,
        row.party,
        row.kind_title,
        row.asked,
        row.received_on,
        row.unit,
        each.due_on or "",
        each.state,
        each.word,
        row.outcome,
        row.done_on or "",
        WORDS[row.content],
        row.asked_on or "",
    ]
