"""Articles 5 and 14(一): a prefecture forwards the call to its counties, with its own deadline and demands."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.recognition.acts import forwarding as acts
from jiqun.recognition.forms import forwarding as forms
from jiqun.recognition.forms.call import IssueForm

OFFICER = Who(Role.OFFICER, Level.PREFECTURE)

FORWARDED_CALL = register(
    Procedure(
        name="forwarded_call",
        title=Text("转发通知", "Forwarded call"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟定转发通知", "Drafting"), 0),
            State("issued", Text("已转发", "Forwarded"), 1, final=True),
        ),
        opening=Act(
            "draft_forwarded_call",
            Text("拟定转发通知", "Draft a forwarded call"),
            "A14.1",
            OFFICER,
            form=forms.ForwardForm,
            guards=(acts.round_open,),
            effect=acts.draft,
            page="recognition:draft-forwarding",
        ),
        acts=(
            Act(
                "issue_forwarded_call",
                Text("印发转发通知", "Issue the forwarded call"),
                "A14.1",
                OFFICER,
                source=("drafting",),
                target="issued",
                form=IssueForm,
                guards=(acts.round_open, acts.deadline_ahead),
                effect=acts.issue,
                chain=(
                    Link(
                        affirms=Text(
                            "印发后，所属申报单位按本通知的截止时间和附加要求申报；此后只能调整一次，截止时间只延不提。",
                            "Once issued, the counties apply by this deadline and these demands; it is revised once "
                            "at most, and its deadline is never brought forward.",
                        )
                    ),
                ),
                hint=Text(
                    "签批后所属县（市、区、镇街）可见，填报中的申报随之调整",
                    "Once signed its counties see it, and their drafts follow it",
                ),
                primary=True,
            ),
            Act(
                "amend",
                Text("修改通知稿", "Amend the draft"),
                "A14.1",
                OFFICER,
                source=("drafting",),
                form=forms.ForwardForm,
                guards=(acts.round_open,),
                effect=acts.amend,
                page="recognition:amend-forwarding",
            ),
            Act(
                "revise",
                Text("调整转发通知", "Revise the forwarded call"),
                "A14.1",
                OFFICER,
                source=("issued",),
                form=forms.ReviseForm,
                guards=(acts.round_open, acts.once_revised),
                effect=acts.revise,
                chain=SIGNED_BY_APPROVER,
                page="recognition:revise-forwarding",
                task=False,
                hint=Text(
                    "只能一次：截止时间可延后，要求可追加；原通知保留",
                    "Once: the deadline may be put off, demands added; the first one stays on record",
                ),
            ),
        ),
        bar=(Text("拟定", "Drafting"), Text("已转发", "Forwarded")),
        url="recognition:forwarding",
    )
)
