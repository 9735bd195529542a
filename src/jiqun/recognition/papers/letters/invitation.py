"""评审专家邀请函: the experts who were drawn are invited (Article 14(三)). One letter for all, naming nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Annex, Official, Para, Table
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.recognition.papers.letters.about import MEASURE


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `round`, `cases`, `per_case`, `fields` (pairs of industry and number of clusters),
    `answer_by` and `score_by` (moments in words, or empty)."""
    answer = context["answer_by"] or "收到本函后尽快"
    score = f"，请于{context['score_by']}完成评审" if context["score_by"] else ""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于邀请参加{context['round']}专家评审的函",
        to="有关评审专家",
        body=(
            Para(
                f"依据{MEASURE}{here('A14.3').zh}，我厅组织专家组对{context['round']}的{context['cases']}个申报集群进行评审，"
                f"每个集群由{context['per_case']}名专家独立评审。经从专家库随机抽取，现邀请您参加评审。"
            ),
            Para(f"一、请于{answer}登录系统答复是否参加{score}。不能参加的，请在系统中写明理由，我厅另行抽取专家。"),
            Para(
                "二、答复前只能看到集群所属行业领域和评审日期；接受邀请后显示集群名称，"
                "请先签署回避声明和保密承诺，再查看申报材料。与集群及其企业、运营管理机构、申报单位有利害关系的，应当回避。"
            ),
            Para(
                "三、请独立评分，对评审材料、评分、评审意见和评审过程保密，"
                "不与他人商议，不对外透露本人参加评审；评审中发现应当回避的情形，请立即在系统中办理回避。"
            ),
            Para("特此函达。"),
        ),
        annexes=(
            Annex(
                "评审集群行业领域分布",
                (
                    Table(
                        ("行业领域", "集群数（个）"),
                        tuple((name, str(n)) for name, n in context["fields"]),
                        widths=(3, 1),
                    ),
                ),
            ),
        ),
        invented=bool(context.get("invented")),
    )


INVITATION = register(
    Kind("expert_invitation", Text("评审专家邀请函", "Invitation to experts"), "A14.3", compose, openness="不予公开")
)
