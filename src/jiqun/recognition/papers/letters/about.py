"""What every letter about an application begins with, as plain values, and the remedies a prefecture tells of."""

from __future__ import annotations

from typing import Any

from jiqun import law
from jiqun.bilingual import Text
from jiqun.outgoing.remedies import Appeal
from jiqun.recognition.models import Application

MEASURE = law.provincial().instrument

REMEDIES = (
    Appeal(
        "complaint",
        Text("可书面提出复核申请", "A written request to look again"),
        "如对本决定有异议，可以自收到之日起10个工作日内向我单位书面提出复核申请，并附相关证明材料；"
        "也可以向省工业和信息化厅书面反映。",
        "本产品自拟，办法未作规定",
    ),
    Appeal(
        "review_or_suit",
        Text("可申请行政复议、提起行政诉讼", "Administrative review and suit"),
        "如不服本决定，可以自收到本决定之日起60日内依法向本级人民政府申请行政复议，"
        "也可以自收到本决定之日起6个月内依法向人民法院提起行政诉讼。",
        "《中华人民共和国行政复议法》（2023年修订）第二十条、第二十四条；《中华人民共和国行政诉讼法》第四十六条",
    ),
)
"""What a prefecture's refusal may tell of remedies, the product's own proposal; chosen for each on its paper."""


def about(application: Application, **more: Any) -> dict[str, Any]:
    """Issuer, addressee, cluster, number and round of a letter: from a prefecture to its county unless `more` says
    otherwise."""
    return {
        "issuer": application.prefecture.body,
        "to": application.case.authority.body,
        "cluster": application.cluster.name,
        "number": application.case.number,
        "round": application.round.case.title,
        "invented": application.cluster.invented,
        **more,
    }
