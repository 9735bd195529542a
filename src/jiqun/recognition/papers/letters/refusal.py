"""不予受理决定书: an application is not taken in, with the reasons and the remedy (Article 14(二))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para
from jiqun.outgoing.kinds import Kind, register
from jiqun.recognition.papers.letters.about import MEASURE, remedy


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `reason`, `appeal` (a slug of `about.REMEDIES`)."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="不予受理决定书",
        to=context["to"],
        body=(
            Para(
                f"你单位提交的{context['cluster']}申报材料（申报编号：{context['number']}）收悉。经审查，理由和依据如下："
            ),
            Para(context["reason"]),
            Para(f"依据{MEASURE}第十四条，现决定不予受理。"),
            Para(remedy(str(context.get("appeal", "")))),
        ),
        invented=bool(context.get("invented")),
    )


REFUSAL = register(Kind("refusal", Text("不予受理决定书", "Refusal to accept"), "A14.2", compose))
