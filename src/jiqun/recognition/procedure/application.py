"""The way of an application through Article 14, as one table.

Its acts lie in three files, one for each item of the article: `filing` (一), `recommendation` (二), `decision` (三).
"""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.procedure import Procedure, State, register
from jiqun.recognition.procedure import decision, desk, filing, recommendation, sealing

BAR = (
    Text("填报", "Fill in"),
    Text("受理", "Acceptance"),
    Text("初审推荐", "Prefecture review"),
    Text("资格初审", "Qualification"),
    Text("专家评审", "Expert review"),
    Text("公示", "Public notice"),
    Text("认定", "Recognition"),
)

STATES = (
    State("drafting", Text("填报中", "Being filled in"), 0),
    State("correcting", Text("补正中", "Being corrected"), 0),
    State("submitted", Text("待受理", "Awaiting acceptance"), 1),
    State("preliminary", Text("市级初审", "Prefecture review"), 2),
    State("recommended", Text("待资格初审", "Awaiting qualification check"), 3),
    State("review", Text("专家评审", "Expert review"), 4),
    State("listed", Text("拟认定·公示", "Proposed, on notice"), 5, by=("round.propose_list", "round.promote_reserve")),
    State("reserve", Text("递补备选", "On the reserve list"), 5, by=("round.propose_list",)),
    State("recognised", Text("已认定", "Recognised"), 6, final=True, by=("round.announce",)),
    State("withdrawn", Text("已撤回申报", "Withdrawn"), final=True),
    State("declined", Text("不予受理", "Declined"), final=True),
    State("not_recommended", Text("未推荐", "Not recommended"), final=True),
    State("unqualified", Text("资格初审不通过", "Not qualified"), final=True),
    State("not_selected", Text("未入选", "Not selected"), final=True, by=("round.propose_list", "round.announce")),
    State("removed", Text("取消拟认定", "Taken off the list"), final=True, by=("round.take_off",)),
    State("stripped", Text("已取消申报资格", "Eligibility cancelled"), final=True, by=("hearing.decide",)),
)

APPLICATION = register(
    Procedure(
        name="application",
        title=Text("集群认定申报", "Application for recognition"),
        model="casework.Case",
        states=STATES,
        opening=filing.OPENING,
        acts=(*filing.ACTS, *desk.ACTS, *sealing.ACTS, *recommendation.ACTS, *decision.ACTS),
        bar=BAR,
        url="recognition:application",
    )
)
