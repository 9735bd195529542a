"""受理通知书: an application was taken in (Article 14(二))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para
from jiqun.law.citation import here
from jiqun.outgoing.kinds import Kind, register
from jiqun.recognition.papers.letters.about import MEASURE


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `round`, `handed_in` (a day in words)."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="受理通知书",
        to=context["to"],
        body=(
            Para(
                f"你单位于{context['handed_in']}提交的{context['cluster']}申报材料（申报编号：{context['number']}）收悉。"
                f"经审查，材料齐全、符合形式要求，依据{MEASURE}{here('A14').zh}和{context['round']}工作通知，予以受理。"
            ),
            Para("我单位将开展初审和实地抽查，请予以配合。受理不代表符合认定条件。"),
            Para("特此通知。"),
        ),
        invented=bool(context.get("invented")),
    )


ACCEPTANCE = register(Kind("acceptance", Text("受理通知书", "Notice of acceptance"), "A14.2", compose))
