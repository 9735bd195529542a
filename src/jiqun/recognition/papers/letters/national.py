"""The letter that recommends clusters to the ministry, with its table (Article 12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Annex, Official, Para, Table, sentence
from jiqun.outgoing.kinds import Kind, register


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `year`, `call`, `opinion`, `heads`, `widths`, `rows` (the table as text, by rank)."""
    rows = tuple(tuple(str(cell) for cell in row) for row in context["rows"])
    table = Table(head=tuple(context["heads"]), rows=rows, widths=tuple(context["widths"]), landscape=True)
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于推荐{context['year']}年度国家级中小企业特色产业集群的函",
        to=context["to"],
        body=(
            Para(f"根据《{context['call'].strip('《》')}》要求，{sentence(context['opinion'])}"),
            Para(f"本次推荐{len(rows)}个集群，按推荐排序列于附件。"),
            Para("专此函报。"),
        ),
        annexes=(Annex(f"{context['year']}年度国家级中小企业特色产业集群推荐汇总表", (table,)),),
        invented=bool(context.get("invented")),
    )


NATIONAL_LETTER = register(
    Kind(
        "national_recommendation",
        Text("国家级集群推荐函", "Recommendation to the ministry"),
        "A12",
        compose,
        openness="不予公开",
    )
)
