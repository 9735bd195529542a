"""The order to hand in a report within a time set. Its text is the product's own proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Audience, Case
from jiqun.documents.official import Official, Para, sentence, written_day
from jiqun.law.citation import here
from jiqun.outgoing.drafting import draft
from jiqun.outgoing.kinds import Kind, register
from jiqun.supervision.models import ReportOrder


def order(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `year`, `due` (in words), `reason`."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="关于限期报送集群年度培育情况的通知",
        to=context["to"],
        body=(
            Para(
                f"依据{law.provincial().instrument}{here('A16').zh}，集群应于每年3月31日前报送上一年度有关工作开展情况。"
            ),
            Para(f"{context['cluster']}{context['year']}年度报告至今未报送我单位。{sentence(context['reason'])}"),
            Para(
                f"请于{context['due']}前报送。逾期仍未报送的，将依据{here('A17.3').zh}另行处理，届时另行告知并听取你单位意见。"
            ),
        ),
        invented=bool(context.get("invented")),
    )


def sample() -> Official:
    """With invented content."""
    return order(
        Case(),
        {
            "issuer": "某省工业和信息化厅",
            "to": "惠东县工业和信息化局",
            "cluster": "惠东县女鞋产业集群",
            "year": 2024,
            "due": "2025年4月30日",
            "reason": "经电话提醒两次，未说明原因",
            "invented": True,
        },
    )


ORDER = register(
    Kind(
        slug="report_order",
        title=Text("限期报送通知", "Order to report"),
        clause="A16",
        compose=order,
        through=True,
        sample=sample,
    )
)


def issue(doing: Doing) -> None:
    """The signed order becomes a paper; from now on county and prefecture see it."""
    case = doing.subject
    row = ReportOrder.objects.select_related("cluster__authority__parent").get(pk=case.pk)
    county = row.cluster.authority
    prefecture = county.parent if county.parent is not None and county.prefecture_code else None
    context = {
        "issuer": case.authority.body,
        "to": county.body,
        "cluster": row.cluster.name,
        "year": row.year,
        "due": written_day(row.due_on),
        "reason": row.reason,
        "invented": row.cluster.invented,
    }
    draft(doing, ORDER.slug, case, case.authority, context, addressee=county, through=prefecture)
    ReportOrder.objects.filter(pk=case.pk).update(ordered_at=doing.now)
    Case.objects.filter(pk=case.pk).update(audience=Audience.CHAIN, authority=county, path=county.path)
