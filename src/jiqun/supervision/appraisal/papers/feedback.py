"""考核反馈函 and the answer to an objection: a cluster's grade with its items, the measures asked, the time to object.

Texts of the product; Article 16 names the appraisal and no form for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiqun import law
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, Table, sentence, written_day
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.supervision.appraisal.grading import scored
from jiqun.supervision.appraisal.rubric import Rubric, shown
from jiqun.supervision.models import Appraised

INSTRUMENT = law.provincial().instrument


def context(sheet: Appraised, rubric: Rubric, issuer: Authority, days: int) -> dict[str, Any]:
    """What the letter is composed of, as plain values."""
    lines = scored(sheet, rubric)
    return {
        "issuer": issuer.body,
        "to": sheet.county.body,
        "cluster": sheet.cluster.name,
        "year": sheet.appraisal.year,
        "grade": rubric.title(sheet.grade).zh,
        "total": shown(sheet.total),
        "rows": [
            [line.item.title.zh, f"{shown(line.points)}/{shown(line.item.weight)}", line.why.zh] for line in lines
        ],
        "summary": sheet.summary,
        "measures": sheet.measures,
        "days": days,
        "invented": sheet.cluster.invented,
    }


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """The letter. Context: as `context` makes it."""
    measures = tuple(
        (str(n), text, remedy, owner, written_day(date.fromisoformat(due)))
        for n, (text, remedy, owner, due) in enumerate(context["measures"], 1)
    )
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于反馈{context['cluster']}\n{context['year']}年度考核情况的函",
        to=context["to"],
        body=(
            Para(
                f"根据{INSTRUMENT}{here('A16').zh}，我单位对{context['cluster']}{context['year']}年度工作情况进行了考核，"
                f"得分{context['total']}分，考核等次为“{context['grade']}”。现将情况反馈如下。"
            ),
            *((Para(sentence(context["summary"])),) if context["summary"] else ()),
            Table(("项目", "得分", "说明"), tuple(tuple(row) for row in context["rows"]), "分项情况", (4, 2, 8)),
            *(
                (
                    Para("请会同有关单位落实以下整改事项，按期在系统中销号："),
                    Table(("序号", "问题", "措施", "责任单位", "期限"), measures, "整改事项", (1, 5, 5, 3, 3)),
                )
                if measures
                else ()
            ),
            Para(
                f"如对考核等次有不同意见，可以自收到本函次日起{context['days']}个工作日内，"
                "在系统中书面提出一次复核意见并说明理由。"
            ),
            Para("特此函告。"),
        ),
        invented=bool(context.get("invented")),
    )


def compose_answer(case: Case, context: Mapping[str, Any]) -> Official:
    """The answer. Context: `issuer`, `to`, `cluster`, `year`, `answer`, `grade`, `changed`."""
    outcome = "考核等次更改为" if context["changed"] else "维持考核等次"
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于{context['cluster']}\n{context['year']}年度考核复核意见的复函",
        to=context["to"],
        body=(
            Para(
                f"你单位对{context['cluster']}{context['year']}年度考核等次提出的复核意见收悉。"
                f"经复核，{outcome}“{context['grade']}”，理由如下："
            ),
            Para(sentence(context["answer"])),
            Para("特此函复。"),
        ),
        invented=bool(context.get("invented")),
    )


SAMPLE = {
    "issuer": "某省工业和信息化厅",
    "to": "某县工业和信息化局",
    "cluster": "某县某产业集群",
    "year": 2024,
    "grade": "合格",
    "total": "82.5",
    "rows": [
        ["年度报告按时报送", "15/15", "按时报至省厅。"],
        ["规划目标完成情况", "20/25", "5 个可比目标中达到 4 个。"],
    ],
    "summary": "年度工作总体平稳，研发投入增长较快",
    "measures": [["工业互联网平台应用普及率偏低", "组织企业上云上平台", "县工业和信息化局", "2025-12-31"]],
    "days": 10,
    "answer": "所附材料形成于考核年度之后，不计入当年",
    "changed": False,
    "invented": True,
}

FEEDBACK = register(
    Kind(
        "appraisal_feedback",
        Text("考核反馈函", "Letter on the appraisal"),
        "A16",
        compose,
        openness="不予公开",
        through=True,
        sample=lambda: compose(Case(), SAMPLE),
    )
)
ANSWER = register(
    Kind(
        "appraisal_answer",
        Text("考核复核意见复函", "Answer to an objection to a grade"),
        "A16",
        compose_answer,
        openness="不予公开",
        through=True,
        sample=lambda: compose_answer(Case(), SAMPLE),
    )
)
