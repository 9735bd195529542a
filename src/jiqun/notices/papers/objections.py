"""The confirmation an objector keeps, and the letter that answers: neither names the objector, whose identity is
sealed from whoever reads the papers of a matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, written_day
from jiqun.outgoing.kinds import Kind, register

OUTCOMES = {"upheld": "异议成立", "partly": "异议部分成立", "not": "异议不成立"}


def compose_answer(case: Case, context: Mapping[str, Any]) -> Official:
    """The answer letter: `context` has number, notice, received, about, outcome, answer, contact, invented."""
    about = f"（涉及：{context['about']}）" if context["about"] else ""
    received = written_day(date.fromisoformat(context["received"]))
    body = [
        Para(f"您{received}对《{context['notice']}》提出的异议{about}收悉。经查核，现答复如下："),
        *(Para(line.strip()) for line in context["answer"].splitlines() if line.strip()),
        Para(f"综上，{OUTCOMES[context['outcome']]}。"),
        Para("感谢您对中小企业特色产业集群认定工作的关心和监督。"),
    ]
    return Official(
        layout="letter",
        issuer=case.authority.body,
        title=f"关于异议{context['number']}的答复",
        to=f"异议人（编号{context['number']}）",
        body=tuple(body),
        openness="不予公开",
        contact=f"联系方式：{context['contact']}" if context["contact"] else "",
        invented=bool(context["invented"]),
    )


def compose_confirmation(case: Case, context: Mapping[str, Any]) -> Official:
    """What the objector keeps: number, when it came, when it will be answered; or that it is a lead."""
    received = written_day(date.fromisoformat(context["received"]))
    body = [Para(f"对《{context['notice']}》的异议已于{received}登记，编号{context['number']}。")]
    if context["lead"]:
        body.append(Para("因未留姓名、联系方式，或在公示期满后收到，按线索登记，由工作人员研判，不逐件答复。"))
    elif context["due"]:
        body.append(
            Para(f"拟于{written_day(date.fromisoformat(context['due']))}前答复（5个工作日，为本部门内部时限）。")
        )
    body.append(Para("异议人的身份信息只用于核实和答复，不向申报单位和集群透露。"))
    return Official(
        layout="form",
        issuer=case.authority.body,
        title="异议登记确认单",
        body=tuple(body),
        contact=context["contact"],
        draft=False,
        invented=bool(context["invented"]),
    )


register(
    Kind("objection_answer", Text("异议答复函", "Answer to an objection"), "A14.3", compose_answer, openness="不予公开")
)
