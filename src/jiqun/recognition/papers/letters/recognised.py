"""认定结果通知: a cluster was recognised, for how long, and what follows from it (Articles 14(三), 15 to 17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Heading, Official, Para
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.recognition.papers.letters.about import MEASURE
from jiqun.standards import province

DUTIES = (
    ("一、按时报送年度情况", f"每年3月31日前填报上一年度有关工作开展情况，逐级报送至我厅（{here('A16').zh}）。"),
    ("二、及时报备重大变动", f"主导产业、空间范围、运营管理机构等发生重大变动的，及时更新报备（{here('A17.4').zh}）。"),
    (
        "三、落实三年发展规划",
        f"申报时提出的发展目标即日起固定，有效期满复核时予以考核（{here('A13.9').zh}、{here('A15').zh}）。",
    ),
    ("四、配合监测监督", f"接受、配合监测监督和考核；发生{here('A17.5').zh}所列情形的，及时报告。"),
    (
        "五、期满申请复核",
        f"有效期满后由我厅组织复核，未申请复核或经复核未通过的撤销认定（{here('A15 A17.1').zh}）。",
    ),
)
"""What recognition asks of a cluster, article by article."""


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `round`, `batch`, `document`, `announced`, `valid_from` and
    `valid_to` (days in words)."""
    document = f"（{context['document']}）" if context["document"] else ""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于认定{context['cluster']}为\n{province.here().designation.zh}的函",
        to=context["to"],
        body=(
            Para(
                f"根据{MEASURE}{here('A14').zh}，经申报推荐、资格初审、专家评审和公示，{context['announced']}公布的名单{document}"
                f"认定你单位申报的{context['cluster']}（申报编号：{context['number']}）为{province.here().designation.zh}"
                f"（{context['batch']}），有效期自{context['valid_from']}至{context['valid_to']}。"
            ),
            Para(f"请依据{MEASURE}做好以下工作："),
            *(block for title, text in DUTIES for block in (Heading(title), Para(text))),
            Para("特此函告。"),
        ),
        invented=bool(context.get("invented")),
    )


RECOGNISED = register(
    Kind("recognised", Text("认定结果函", "Letter of recognition"), "A14.3 A15", compose, through=True)
)
