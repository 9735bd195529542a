"""不予推荐告知书: an application was reviewed and is not recommended (Article 14(二))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, sentence
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.outgoing.remedies import told
from jiqun.recognition.papers.letters.about import MEASURE, REMEDIES


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `round`, `reason`, `appeal` (of `about.REMEDIES`, once chosen)."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="不予推荐告知书",
        to=context["to"],
        body=(
            Para(
                f"我单位对你单位申报的{context['cluster']}（申报编号：{context['number']}）依据{MEASURE}{here('A14').zh}"
                f"和{context['round']}工作通知进行了初审。经研究，本批次不予推荐，理由如下："
            ),
            Para(sentence(context["reason"])),
            Para(told(REMEDIES, context)),
        ),
        invented=bool(context.get("invented")),
    )


NOT_RECOMMENDED = register(
    Kind(
        "not_recommended",
        Text("不予推荐告知书", "Notice of not being recommended"),
        "A14.2",
        compose,
        remedies=REMEDIES,
    )
)
