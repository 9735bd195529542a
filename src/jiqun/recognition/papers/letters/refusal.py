"""不予受理决定书: an application is not taken in, with the reasons and the remedy (Article 14(二))."""

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
    """Context: `issuer`, `to`, `cluster`, `number`, `reason`, `appeal` (of `about.REMEDIES`, once chosen)."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="不予受理决定书",
        to=context["to"],
        body=(
            Para(
                f"你单位提交的{context['cluster']}申报材料（申报编号：{context['number']}）收悉。经审查，理由和依据如下："
            ),
            Para(sentence(context["reason"])),
            Para(f"依据{MEASURE}{here('A14').zh}，现决定不予受理。"),
            Para(told(REMEDIES, context)),
        ),
        invented=bool(context.get("invented")),
    )


REFUSAL = register(Kind("refusal", Text("不予受理决定书", "Refusal to accept"), "A14.2", compose, remedies=REMEDIES))
