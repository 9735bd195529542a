"""The way of a revocation, as one table (Article 17).

No act of this table revokes: `decided` is reached by the decision of a hearing alone, and no date moves anything.
"""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.supervision.revocation import acts, after_forms, deciding, forms, hits

PROVINCE = Who(Role.OFFICER, Level.PROVINCE)

INQUIRY = (
    Act(
        "begin_inquiry",
        Text("立案调查", "Begin the inquiry"),
        acts.CLAUSE,
        PROVINCE,
        source=("drafted",),
        target="inquiring",
        guards=(acts.something_on_file, acts.order_was_kept),
        chain=SIGNED_BY_APPROVER,
        hint=Text("签批后立案；立案不等于认定属实", "Once signed the inquiry begins; it says nothing of what is true"),
        primary=True,
    ),
    Act(
        "add_proof",
        Text("登记证据", "Enter evidence"),
        acts.CLAUSE,
        PROVINCE,
        source=("drafted", "inquiring"),
        form=forms.ProofForm,
        effect=acts.add_proof,
        task=False,
    ),
    Act(
        "take_hits",
        Text("将已核实事项登记为证据", "Take incidents found true as evidence"),
        hits.GROUND,
        PROVINCE,
        source=("drafted", "inquiring"),
        form=hits.HitsForm,
        guards=(hits.some_offered,),
        effect=hits.take_hits,
        task=False,
        offered=False,
    ),
    Act(
        "strike_proof",
        Text("剔除证据", "Strike evidence"),
        acts.CLAUSE,
        PROVINCE,
        source=("drafted", "inquiring"),
        form=forms.StrikeForm,
        effect=acts.strike_proof,
        hint=Text("剔除的证据保留可查，不列入证据目录", "It stays readable, and leaves the list of evidence"),
        task=False,
    ),
    Act(
        "propose_revocation",
        Text("提出拟撤销", "Propose to revoke"),
        acts.CLAUSE,
        PROVINCE,
        source=("inquiring",),
        target="proposed",
        form=forms.ProposeForm,
        guards=(acts.proved, acts.grounds_on_file, acts.prefecture_had_its_time),
        effect=acts.propose,
        chain=(
            Link(
                affirms=Text(
                    "已查看证据和调查结论，同意进入告知和听取陈述申辩程序。",
                    "I have read evidence and findings; those concerned are to be told and heard.",
                )
            ),
        ),
        hint=Text(
            "提出后须另行告知并听取陈述申辩，经法制审核后才能决定",
            "Nothing is decided before those concerned were told and heard and its legality was checked",
        ),
        primary=True,
    ),
    Act(
        "reopen_inquiry",
        Text("退回补充调查", "Look into it again"),
        acts.CLAUSE,
        PROVINCE,
        source=("proposed",),
        target="inquiring",
        form=forms.ReasonForm,
        guards=(acts.no_open_hearing,),
        effect=acts.say_why,
        task=False,
    ),
    Act(
        "drop",
        Text("不予撤销", "Do not revoke"),
        acts.CLAUSE,
        PROVINCE,
        source=("drafted", "inquiring", "proposed"),
        target="dropped",
        form=forms.ReasonForm,
        guards=(acts.no_open_hearing,),
        effect=acts.drop,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
)

AFTERWARDS = (
    Act(
        "record_service",
        Text("登记送达", "Enter the service"),
        acts.CLAUSE,
        PROVINCE,
        source=("decided",),
        target="served",
        form=after_forms.ServiceForm,
        guards=(deciding.letter_went_out,),
        effect=deciding.record_service,
        chain=SIGNED_BY_APPROVER,
        hint=Text(
            "送达日晚于决定所载生效日的，自送达之日起生效",
            "Where it was served after the day it states, it counts from the service",
        ),
        primary=True,
    ),
    Act(
        "publish",
        Text("公布撤销决定", "Publish the decision"),
        acts.CLAUSE,
        PROVINCE,
        source=("served",),
        target="published",
        form=after_forms.PublishForm,
        effect=deciding.publish,
        chain=SIGNED_BY_APPROVER,
        primary=True,
        password_again=True,
    ),
    Act(
        "withdraw_decision",
        Text("撤回撤销决定", "Withdraw the revocation"),
        acts.CLAUSE,
        PROVINCE,
        source=("decided", "served", "published"),
        target="withdrawn",
        form=forms.ReasonForm,
        guards=(deciding.another_hand,),
        effect=deciding.withdraw,
        chain=(
            Link(
                affirms=Text(
                    "已复查原决定的事实、依据和程序，同意撤回，恢复认定。",
                    "Facts, grounds and procedure were looked at again; the recognition is restored.",
                )
            ),
        ),
        hint=Text(
            "认定恢复原状；原决定和撤回均保留可查", "The recognition stands as before; both decisions stay readable"
        ),
        task=False,
        password_again=True,
    ),
)

REVOCATION = register(
    Procedure(
        name="revocation",
        title=Text("撤销认定", "Revocation"),
        model="casework.Case",
        states=(
            State("drafted", Text("待立案", "To be opened"), 0),
            State("inquiring", Text("调查中", "Under inquiry"), 1),
            State("proposed", Text("拟撤销，听取意见", "Proposed, those concerned are heard"), 2),
            State("decided", Text("已决定撤销，待送达", "Decided, to be served"), 3, by=("hearing.decide",)),
            State("served", Text("已送达，待公布", "Served, to be published"), 4),
            State("published", Text("已公布", "Published"), 5, final=True),
            State("dropped", Text("不予撤销", "Not revoked"), final=True),
            State("withdrawn", Text("撤销决定已撤回", "Decision withdrawn"), final=True),
        ),
        opening=Act(
            "open_revocation",
            Text("撤销认定立案", "Open a revocation"),
            acts.CLAUSE,
            PROVINCE,
            form=forms.OpenForm,
            effect=acts.open_revocation,
            hint=Text(
                "登记线索和证据，由审核岗签批立案；未经告知、陈述申辩和法制审核不作决定",
                "Leads and evidence are entered and the inquiry signed; nothing is decided before a hearing",
            ),
            page="supervision:revocation-open",
            offered=False,
        ),
        acts=(*INQUIRY, *AFTERWARDS),
        bar=(
            Text("立案", "Opened"),
            Text("调查", "Inquiry"),
            Text("告知听取", "Told and heard"),
            Text("决定", "Decided"),
            Text("送达", "Served"),
            Text("公布", "Published"),
        ),
        url="supervision:revocation",
    )
)
