"""资格初审结果函: the qualification check was not passed, with the reasons and the remedy (Article 14(三))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, sentence
from jiqun.hearings.appeals import BY_SLUG
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.recognition.papers.letters.about import MEASURE


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `round`, `heard` (how and when the applicant was heard), `reason`,
    `appeal` (a slug of `hearings.appeals`)."""
    remedy = BY_SLUG[context["appeal"]].says
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于{context['cluster']}资格初审结果的函",
        to=context["to"],
        body=(
            Para(
                f"你单位申报的{context['cluster']}（申报编号：{context['number']}）经推荐列入{context['round']}。"
                f"我厅依据{MEASURE}{here('A14').zh}和当年认定工作通知进行了资格初审。经研究，该集群资格初审不通过，"
                "不进入专家评审，理由和依据如下："
            ),
            Para(sentence(context["reason"])),
            Para(f"作出本结论前，我厅听取了你单位意见：{sentence(context['heard'])}"),
            *((Para(remedy),) if remedy else ()),
            Para("特此函告。"),
        ),
        invented=bool(context.get("invented")),
    )


UNQUALIFIED = register(
    Kind("unqualified", Text("资格初审不通过函", "Letter of not being qualified"), "A14.3", compose, through=True)
)
