"""The papers this room composes itself: the one that takes another back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para
from jiqun.outgoing.acts import WITHDRAWAL
from jiqun.outgoing.kinds import Kind, register


def withdrawal(case: Case, context: Mapping[str, Any]) -> Official:
    """Names the paper taken back and says why; context: `named`, `reason`, `issuer`, `to`."""
    return composed(context)


def composed(context: Mapping[str, Any]) -> Official:
    """The withdrawal itself."""
    named, reason = context["named"], str(context["reason"]).rstrip("。；")
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于撤回{named}的函",
        to=context["to"],
        body=(
            Para(f"因{reason}，现撤回我单位{named}，该文自本函印发之日起不再执行。"),
            Para("特此函告。"),
        ),
    )


def sample() -> Official:
    """One with invented content."""
    named = "《关于某县某产业集群申报材料补正的通知书》（某工信函〔2025〕1号）"
    return composed({"named": named, "reason": "依据有变", "issuer": "某市工业和信息化局", "to": "某县工业和信息化局"})


register(Kind(WITHDRAWAL, Text("撤回文稿的函", "Withdrawal of a paper"), "A14", withdrawal, sample=sample))
