"""认定结果函: a cluster was not recognised, with the reasons in words and the remedy told (Article 14(三)).

Scores, ranks and their numbers never stand in a letter.
"""

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


def review_said(aspects: Mapping[str, list[str]]) -> list[str]:
    """The experts' review item by item, in sentences; none for what was not reviewed."""
    said = []
    if aspects.get("strong"):
        said.append(f"评价较好的方面：{'、'.join(aspects['strong'])}。")
    if aspects.get("sound"):
        said.append(f"评价一般、可进一步提升的方面：{'、'.join(aspects['sound'])}。")
    if aspects.get("weak"):
        said.append(f"评价偏弱、建议重点改进的方面：{'、'.join(aspects['weak'])}。")
    return said


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `round`, `announced` (a day in words), `reason`, `aspects`
    (lists `strong`, `sound`, `weak` of item titles), `appeal` (a slug of `hearings.appeals`)."""
    remedy = BY_SLUG[context["appeal"]].says
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于{context['cluster']}认定结果的函",
        to=context["to"],
        body=(
            Para(
                f"你单位申报的{context['cluster']}（申报编号：{context['number']}）列入{context['round']}。"
                f"根据{MEASURE}{here('A14').zh}，名单已于{context['announced']}公布，该集群未列入本批次认定名单。"
            ),
            Para(f"理由：{sentence(context['reason'])}"),
            *(
                (Para("专家评审按评价指标逐项形成以下意见，供改进工作参考："),)
                if any(context["aspects"].values())
                else ()
            ),
            *(Para(sentence) for sentence in review_said(context["aspects"])),
            Para("请继续做好集群培育工作，符合条件的可在以后批次申报。"),
            *((Para(remedy),) if remedy else ()),
            Para("特此函告。"),
        ),
        invented=bool(context.get("invented")),
    )


NOT_RECOGNISED = register(
    Kind("not_recognised", Text("未认定结果函", "Letter of no recognition"), "A14.3", compose, through=True)
)
