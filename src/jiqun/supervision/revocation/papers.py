"""Letters of a revocation: the request to the prefecture, and the withdrawal of a decision. Texts of the product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, sentence
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register

INSTRUMENT = law.provincial().instrument


def request(case: Case, context: Mapping[str, Any]) -> Official:
    """核查通知. Context: `issuer`, `to`, `cluster`, `questions`, `due` (in words)."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于核查{context['cluster']}\n有关情况的通知",
        to=context["to"],
        body=(
            Para(f"依据{INSTRUMENT}{here('A16 A17').zh}，请你单位核查{context['cluster']}以下情况："),
            Para(sentence(context["questions"])),
            Para(f"请于{context['due']}前书面报告核查结果，并附证明材料。核查期间不得向外公开有关情况。"),
        ),
        invented=bool(context.get("invented")),
    )


def withdrawn(case: Case, context: Mapping[str, Any]) -> Official:
    """撤回撤销决定. Context: `issuer`, `to`, `about`, `number` of the decision's letter, `reason`."""
    number = f"（{context['number']}）" if context.get("number") else ""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="关于撤回撤销认定决定的通知",
        to=context["to"],
        body=(
            Para(f"我单位对{context['about']}作出的撤销认定决定{number}，经复查应予撤回，理由如下："),
            Para(sentence(context["reason"])),
            Para("该撤销认定决定自始不发生效力，原认定和有效期不变。原决定和本通知一并存档、公开可查。"),
        ),
        invented=bool(context.get("invented")),
    )


ABOUT = {
    "issuer": "某省工业和信息化厅",
    "to": "某市工业和信息化局",
    "cluster": "某县某产业集群",
    "about": "某县某产业集群（2023年省级认定）",
    "questions": "年度报告未报送的原因；有无重大变动",
    "due": "2025年10月20日",
    "number": "某工信函〔2025〕31号",
    "reason": "所依据的检测报告经复核属实",
    "invented": True,
}

REQUEST = register(
    Kind(
        "revocation_request",
        Text("核查通知", "Request to look into it"),
        "A16 A17",
        request,
        openness="不予公开",
        sample=lambda: request(Case(), ABOUT),
    )
)
WITHDRAWN = register(
    Kind(
        "revocation_withdrawn",
        Text("撤回撤销认定决定的通知", "Withdrawal of a revocation"),
        "A17",
        withdrawn,
        openness="主动公开",
        sample=lambda: withdrawn(Case(), {**ABOUT, "to": "某县工业和信息化局"}),
    )
)
