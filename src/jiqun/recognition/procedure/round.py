"""The way of a round, from the call to the announced list (Articles 12, 14(三)), as one table.

Its acts lie in `call` (issuing the 认定工作通知), `experts`, `offline`, `scoring`, `meeting`, `notice`, `listing`
(list, announcement) and `diagnostics`.
"""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.procedure import Procedure, State, register
from jiqun.recognition.procedure import call, diagnostics, experts, letters, listing, meeting, notice, offline, scoring

BAR = (
    Text("拟定通知", "Drafting the call"),
    Text("申报推荐", "Applications"),
    Text("专家评审", "Expert review"),
    Text("拟定名单", "Proposed list"),
    Text("公示", "Public notice"),
    Text("公布", "Announced"),
)

STATES = (
    State("drafting", Text("拟定通知", "Drafting the call"), 0),
    State("open", Text("申报推荐", "Open for applications"), 1),
    State("scoring", Text("专家评审", "Expert review"), 2),
    State("ranked", Text("拟定名单", "Drawing up the list"), 3),
    State("proposed", Text("名单已定，待公示", "List signed, notice to follow"), 3),
    State("notice", Text("公示", "On public notice"), 4),
    State("announced", Text("已公布", "Announced"), 5, final=True),
    State("closed", Text("已办结，无认定", "Closed without a recognition"), final=True),
    State("cancelled", Text("已取消", "Cancelled"), final=True),
)

ROUND = register(
    Procedure(
        name="round",
        title=Text("认定批次", "Recognition round"),
        model="casework.Case",
        states=STATES,
        opening=call.OPENING,
        acts=(
            *call.ACTS,
            *experts.ACTS,
            *offline.ACTS,
            *scoring.ACTS,
            *meeting.ACTS,
            *notice.ACTS,
            *listing.ACTS,
            *letters.ACTS,
            *diagnostics.ACTS,
        ),
        bar=BAR,
        url="recognition:round",
    )
)
