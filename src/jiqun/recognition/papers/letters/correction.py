"""补正通知书: everything to be corrected, named at once (Article 14(二))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para
from jiqun.outgoing.kinds import Kind, register


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `until` (in words), `notice` (its number), `items`: a list of
    `{"place", "text", "reason"}`, `reason` only for what could have been named before."""
    items = [Para(one(number, item)) for number, item in enumerate(context["items"], start=1)]
    again = int(context["notice"])
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="补正通知书" if again == 1 else f"补正通知书（第{again}次）",
        to=context["to"],
        body=(
            Para(
                f"你单位提交的{context['cluster']}申报材料（申报编号：{context['number']}）收悉。经审查，"
                f"需补正下列{len(items)}项，现一次性告知："
            ),
            *items,
            Para(
                f"请于{context['until']}完成补正并重新提交；逐项改动或作出说明。逾期未补正的，"
                "我单位将按现有材料作出处理。"
            ),
            Para("特此通知。"),
        ),
        invented=bool(context.get("invented")),
    )


def one(number: int, item: Mapping[str, Any]) -> str:
    """One point with the name of its place."""
    late = f"（此前未告知的理由：{item['reason']}）" if item.get("reason") else ""
    return f"{number}.{item['place']}：{item['text'].rstrip('。')}{late}。"


CORRECTION = register(Kind("correction_notice", Text("补正通知书", "Notice of correction"), "A14.2", compose))
