"""退回函: the province returns a recommended application to its prefecture, once (Article 14(三))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, sentence
from jiqun.outgoing.kinds import Kind, register


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `to`, `cluster`, `number`, `remarks`, `until` (in words)."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=f"关于退回{context['cluster']}推荐材料的函",
        to=context["to"],
        body=(
            Para(
                f"你单位推荐的{context['cluster']}（申报编号：{context['number']}）经资格初审，需处理下列问题，现予退回："
            ),
            Para(sentence(context["remarks"])),
            Para(f"请于{context['until']}处理完毕并重新报送。资格初审只退回一次；退回后原推荐名额和排序一并释放。"),
            Para("特此函告。"),
        ),
        invented=bool(context.get("invented")),
    )


RETURNING = register(
    Kind("return_to_prefecture", Text("退回推荐材料的函", "Return to the prefecture"), "A14.3", compose)
)
