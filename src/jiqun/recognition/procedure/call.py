"""Article 12 and 14(一): the province opens a round by issuing the 认定工作通知."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.recognition.acts import call as acts
from jiqun.recognition.forms import call as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)


def applications_close(doing: Doing) -> datetime:
    """What an open round waits for: the day the prefectures have recommended."""
    return acts.round_of(doing.subject).prefecture_deadline


OPENING = Act(
    "draft_round",
    Text("拟定认定工作通知", "Draft the call"),
    "A12",
    OFFICER,
    form=forms.RoundForm,
    guards=(acts.measure_in_force,),
    effect=acts.draft_round,
    page="recognition:draft-round",
)

ACTS: tuple[Act, ...] = (
    Act(
        "issue_call",
        Text("印发认定工作通知", "Issue the call"),
        "A14.1",
        OFFICER,
        source=("drafting",),
        target="open",
        form=forms.IssueForm,
        guards=(acts.measure_in_force, acts.county_deadline_ahead, acts.answers_heeded),
        effect=acts.issue_call,
        chain=(
            Link(
                affirms=Text(
                    "通知印发后，时间、名额、细分领域规则、口径、附加要求、申报表和评分指标均不再变动。",
                    "Once the call is issued, its dates, quotas, sub-sector rule, readings, demands, form and "
                    "rubric change no more.",
                )
            ),
        ),
        due=applications_close,
        hint=Text("由审核岗签批后印发，全省工作人员可见", "Signed by the approver; then all staff see it"),
        primary=True,
    ),
    Act(
        "amend",
        Text("修改通知稿", "Amend the draft"),
        "A12",
        OFFICER,
        source=("drafting",),
        form=forms.RoundForm,
        guards=(acts.measure_in_force,),
        effect=acts.amend,
        page="recognition:amend-round",
    ),
    Act(
        "cancel",
        Text("取消批次", "Cancel the round"),
        "A12",
        OFFICER,
        source=("drafting",),
        target="cancelled",
        form=forms.CancelForm,
        effect=acts.cancel,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
)
