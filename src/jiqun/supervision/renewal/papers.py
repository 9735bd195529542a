"""The papers of a renewal round: its call, the announced results, the letter to each county (Article 15).

Their texts are the product's own proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Annex, Heading, Official, Para, Table
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.standards import province

ISSUER = "某省工业和信息化厅"
COVERED = ("序号", "集群名称", "所在地", "认定批次", "有效期止日")
RENEWED = ("序号", "集群名称", "所在地", "主导产业", "延长后有效期")


def paragraphs(text: str) -> list[Para]:
    """A text as it was written, line by line."""
    return [Para(each.strip()) for each in text.splitlines() if each.strip()]


def call(case: Case, context: Mapping[str, Any]) -> Official:
    """复核工作通知. Context: `issuer`, `call`, `basis`, `year`, `county`, `prefecture` (in words), `rows`."""
    rows = tuple((str(n), *row) for n, row in enumerate(context["rows"], 1))
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于开展{context['year']}年{province.here().designation.zh}复核工作的通知",
        to="各有关地级以上市中小企业主管部门",
        body=(
            *paragraphs(context["call"]),
            Heading("一、依据和范围"),
            Para(
                f"根据{context['basis']}{here('A15').zh}，对有效期届满的集群开展复核，考核三年发展规划目标完成情况，名单见附件。"
            ),
            Heading("二、时间安排"),
            Para(
                f"县级主管部门于{context['county']}提出复核申请；地级以上市主管部门于{context['prefecture']}审核报送。"
            ),
            Heading("三、有关要求"),
            Para(
                "规划目标以认定时固定并经备案调整的为准，逐项说明完成情况并附证明材料。"
                f"有效期满未申请复核或经复核未通过的，属于{here('A17.1').zh}所列情形。"
            ),
        ),
        annexes=(Annex("复核集群名单", (Table(COVERED, rows, widths=(1, 4, 4, 2, 3)),)),),
        invented=bool(context.get("invented")),
    )


def results(case: Case, context: Mapping[str, Any]) -> Official:
    """公布复核结果的通告. Context: `issuer`, `title`, `text`, `rows` (cluster, place, industries, term)."""
    rows = tuple((str(n), *row[:3], f"{row[3]}至{row[4]}") for n, row in enumerate(context["rows"], 1))
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=context["title"],
        body=tuple(paragraphs(context["text"])),
        annexes=(Annex("复核通过名单", (Table(RENEWED, rows, widths=(1, 4, 4, 3, 5)),)),),
        openness="主动公开",
        invented=bool(context.get("invented")),
    )


def letter(case: Case, context: Mapping[str, Any]) -> Official:
    """复核结果函. Context: `issuer`, `to`, `cluster`, `number`, `document`, `announced`, `summary`, `reasons`,
    `valid_from`, `valid_to`, `goals` (rows of indicator, unit, base and three targets), `years`."""
    head = ("指标", "单位", "基值", *(f"{year}年" for year in context["years"]))
    rows = tuple(tuple(row) for row in context["goals"])
    plan = (Heading("二、下一个三年发展规划目标"), Table(head, rows, widths=(4, 2, 2, 2, 2, 2))) if rows else ()
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于{context['cluster']}复核结果的函",
        to=context["to"],
        body=(
            Para(f"你单位报送的{context['cluster']}复核申请（编号：{context['number']}）收悉。"),
            Heading("一、复核结果"),
            Para(f"{context['summary']}{context['reasons']}"),
            Para(
                f"经公示，{context['announced']}公布复核通过（{context['document']}），"
                f"有效期延长三年，自{context['valid_from']}至{context['valid_to']}。"
            ),
            *plan,
            Para("上述目标自新的有效期起固定，每年3月31日前报送上一年度进展情况。特此函告。"),
        ),
        invented=bool(context.get("invented")),
    )


def sample_call() -> Official:
    """With invented content."""
    return call(
        Case(),
        {
            "issuer": ISSUER,
            "call": "为做好集群复核工作，现就有关事项通知如下。",
            "basis": "《某省促进中小企业特色产业集群发展暂行办法》（某工信函〔2023〕4号）",
            "year": 2026,
            "county": "2026年9月15日下午下班前",
            "prefecture": "2026年9月30日下午下班前",
            "rows": [["示例县示例产业集群", "示例市示例县", "2023年", "2026年7月9日"]],
            "invented": True,
        },
    )


def sample_results() -> Official:
    """With invented content."""
    return results(
        Case(),
        {
            "issuer": ISSUER,
            "title": f"关于公布2026年{province.here().designation.zh}复核通过名单的通告",
            "text": "经复核和公示，现公布复核通过的集群1个。",
            "rows": [["示例县示例产业集群", "示例市示例县", "制鞋业", "2026年7月10日", "2029年7月9日"]],
            "invented": True,
        },
    )


def sample_letter() -> Official:
    """With invented content."""
    return letter(
        Case(),
        {
            "issuer": ISSUER,
            "to": "示例县工业和信息化局",
            "cluster": "示例县示例产业集群",
            "number": "FH-2026-001",
            "document": "某工信函〔2026〕99号",
            "announced": "2026年11月20日",
            "summary": "三年发展规划目标共2项：完成1项，基本完成1项。",
            "reasons": "集群运行良好，符合认定条件。",
            "valid_from": "2026年7月10日",
            "valid_to": "2029年7月9日",
            "goals": [["总产值", "亿元", "120", "130", "142", "155"]],
            "years": [2026, 2027, 2028],
            "invented": True,
        },
    )


register(Kind("renewal_call", Text("复核工作通知", "Call for renewals"), "A15", call, sample=sample_call))
register(
    Kind(
        "renewal_results",
        Text("复核结果通告", "Announced renewals"),
        "A15",
        results,
        openness="主动公开",
        sample=sample_results,
    )
)
register(
    Kind(
        "renewal_letter", Text("复核结果函", "Letter of the result"), "A15", letter, through=True, sample=sample_letter
    )
)
