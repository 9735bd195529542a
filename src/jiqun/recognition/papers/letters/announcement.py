"""通告: the list of the recognised clusters, their term and what follows from recognition (Articles 14(三), 15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Annex, Heading, Official, Para, Table
from jiqun.outgoing.kinds import Kind, register
from jiqun.recognition.papers.letters.recognised import DUTIES
from jiqun.standards import province


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `title`, `text` (its lines), `batch`, `valid_from` and `valid_to` (days in words), `rows`: a
    list of `[name, place, lead industries]`, `supplement`: whether the batch was announced in part before."""
    rows = tuple((str(n), *row) for n, row in enumerate(context["rows"], start=1))
    more = "补充" if context.get("supplement") else ""
    return Official(
        layout="document",
        issuer=context["issuer"],
        title=context["title"],
        to="",
        body=(
            *(Para(line) for line in context["text"] if line.strip()),
            Para(
                f"本次{more}公布{len(rows)}个集群（名单见附件），有效期自{context['valid_from']}至{context['valid_to']}。"
            ),
            Para("各有关单位要做好以下工作："),
            *(block for title, text in DUTIES for block in (Heading(title), Para(text))),
        ),
        annexes=(
            Annex(
                f"{context['batch']}{province.here().designation.zh}名单",
                (Table(("序号", "集群名称", "所在县（市、区）", "主导产业"), rows, widths=(1, 4, 3, 4)),),
            ),
        ),
        openness="主动公开",
        invented=bool(context.get("invented")),
    )


ANNOUNCEMENT = register(
    Kind("announcement", Text("认定名单通告", "Announcement"), "A14.3 A15", compose, openness="主动公开")
)
