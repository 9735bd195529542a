"""推荐函 with 推荐汇总表: what a prefecture recommends in a round (Article 14(二))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Annex, Official, Para, Table, sentence
from jiqun.outgoing.kinds import Kind, register
from jiqun.standards import province


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `year`, `letter` (its number), `opinion`, `explanation`, `reason`, `heads`, `rows`: the
    table's head and its lines as text, by rank."""
    rows = tuple(tuple(str(cell) for cell in row) for row in context["rows"])
    number = int(context["letter"])
    said = [Para(sentence(context["opinion"]))]
    if number > 1:
        said.insert(
            0, Para(f"我单位第{number - 1}份推荐函有以下变动，现予更正，以本函为准：{sentence(context['reason'])}")
        )
    if rows:
        said.append(Para(f"本次推荐{len(rows)}个集群，按推荐排序列于附件。"))
    else:
        said.append(Para("本批次我市没有推荐的集群。"))
    if context["explanation"]:
        said.append(Para(f"关于推荐数少于名额上限的说明：{sentence(context['explanation'])}"))
    title = f"关于推荐{context['year']}年度{province.here().designation.zh}的函"
    table = Table(
        head=tuple(context["heads"]),
        rows=rows,
        widths=tuple(context["widths"]),
        landscape=True,
    )
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=title if number == 1 else f"{title}（更正）",
        to=context["to"],
        body=(*said, Para("专此函报。")),
        annexes=(Annex(f"{context['year']}年度{province.here().designation.zh}推荐汇总表", (table,)),) if rows else (),
        invented=bool(context.get("invented")),
    )


RECOMMENDATION = register(
    Kind("recommendation_letter", Text("推荐函", "Letter of recommendation"), "A14.2", compose, openness="不予公开")
)
