"""The two papers of a hearing: the notice and the decision. Their texts are the product's own proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, sentence, written_day
from jiqun.hearings.appeals import BY_SLUG
from jiqun.hearings.kinds import kind
from jiqun.hearings.models import Hearing
from jiqun.outgoing.kinds import Kind, register

EVIDENCE = "认定上述情况的材料："
ANEW = "本告知书补充告知拟作出决定的事实和依据，替代此前发出的告知书；你单位已提出的陈述申辩意见继续有效。"


def hearing_of(context: Mapping[str, Any]) -> Hearing:
    """The hearing a paper is about."""
    return Hearing.objects.select_related("case", "authority", "addressee").get(pk=context["hearing"])


def notice(case: Case, context: Mapping[str, Any]) -> Official:
    """Facts, grounds, what is intended, and until when and how those concerned may speak."""
    hearing = hearing_of(context)
    of_kind = kind(hearing.kind_slug)
    deed = of_kind.deed.zh
    evidence = of_kind.evidence(case)
    return Official(
        layout="letter",
        issuer=hearing.authority.body,
        title=f"拟{deed}告知书",
        to=hearing.addressee.body,
        body=(
            *((Para(ANEW),) if context.get("anew") else ()),
            Para(f"经查，{of_kind.about(case)}存在以下情况："),
            Para(sentence(hearing.facts)),
            *((Para(EVIDENCE),) if evidence else ()),
            *(Para(f"{number}.{each}") for number, each in enumerate(evidence, start=1)),
            Para(f"上述情况，依据{hearing.grounds}，我单位拟{deed}。"),
            Para(
                f"你单位有权陈述、申辩。请于{context['until']}书面提出意见并附证明材料；"
                "需要当面陈述的，请同时提出。逾期未提出的，视为没有意见。"
            ),
        ),
    )


def takes_effect(hearing: Hearing) -> str:
    """From which day the decision counts, where it states one; never before it was served."""
    if hearing.effective_on is None:
        return ""
    return f"本决定自{written_day(hearing.effective_on)}起生效；送达在其后的，自送达之日起生效。"


def decision(case: Case, context: Mapping[str, Any]) -> Official:
    """What was said, how it was answered, what is decided, and what remedy there is."""
    hearing = hearing_of(context)
    of_kind = kind(hearing.kind_slug)
    deed = of_kind.deed.zh
    said = (
        "你单位未在期限内提出陈述申辩。" if not hearing.said else "你单位提出的陈述申辩意见，我单位已全面听取并复核。"
    )
    if hearing.waived and not hearing.said:
        said = "你单位已书面放弃陈述申辩。"
    remedy = BY_SLUG[hearing.appeal].says
    return Official(
        layout="letter",
        issuer=hearing.authority.body,
        title=f"{deed}决定书",
        to=hearing.addressee.body,
        body=(
            Para(f"经查，{of_kind.about(case)}存在以下情况："),
            Para(sentence(hearing.facts)),
            Para(said),
            Para(sentence(hearing.outcome)),
            Para(f"依据{hearing.grounds}，现决定：{deed}。{takes_effect(hearing)}"),
            *((Para(remedy),) if remedy else ()),
        ),
    )


NOTICE = register(
    Kind(
        "hearing_notice",
        Text("拟作出不利决定告知书", "Notice of an intended decision"),
        "A14.3 A17",
        notice,
        openness="不予公开",
    )
)
DECISION = register(Kind("hearing_decision", Text("决定书", "Decision"), "A14.3 A17", decision))
