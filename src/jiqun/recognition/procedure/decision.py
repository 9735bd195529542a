"""Article 14(三): the province checks qualification before the experts see an application."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Who
from jiqun.recognition.acts import decision as acts
from jiqun.recognition.acts.recommendation import round_still_open
from jiqun.recognition.forms import decision as forms
from jiqun.recognition.queries import locks
from jiqun.recognition.recommending.letters import letter_sent

OFFICER = Who(Role.OFFICER, Level.PROVINCE)


def answer_due(doing: Doing) -> datetime:
    """Until when the prefecture may recommend it anew."""
    return acts.answer_moment(doing)


ACTS: tuple[Act, ...] = (
    Act(
        "qualify",
        Text("资格初审通过", "Qualified"),
        "A14.3",
        OFFICER,
        source=("recommended",),
        target="review",
        form=forms.QualifyForm,
        guards=(round_still_open, letter_sent),
        locks=locks.CHECK,
        effect=acts.qualify,
        due=acts.review_due,
        hint=Text("进入专家评审", "Goes on to the experts"),
        primary=True,
        page="recognition:qualify",
    ),
    Act(
        "return_to_prefecture",
        Text("退回地市", "Return to the prefecture"),
        "A14.3",
        OFFICER,
        source=("recommended",),
        target="preliminary",
        form=forms.ReturnForm,
        guards=(letter_sent, acts.not_returned_before),
        locks=locks.CHECK,
        effect=acts.return_to_prefecture,
        due=answer_due,
        hint=Text("只有一次机会；退回后释放名额和排序", "Once only; frees the place and the rank"),
    ),
    Act(
        "disqualify",
        Text("资格初审不通过", "Not qualified"),
        "A14.3",
        OFFICER,
        source=("recommended",),
        target="unqualified",
        form=forms.DisqualifyForm,
        guards=(letter_sent,),
        locks=locks.CHECK,
        effect=acts.disqualify,
        chain=SIGNED_BY_APPROVER,
        hint=Text("须先听取申报单位意见；不释放推荐名额", "Hear the applicant first; the quota stays used"),
    ),
)
