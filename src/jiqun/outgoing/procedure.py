"""The way of a paper that goes out, as one table: drafted, on its outgoing sheet, signed, numbered, sent, received."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.outgoing import acts, forms, telling
from jiqun.outgoing.locks import UNREVIEWED

OFFICER = Who(Role.OFFICER)
CLAUSE = "A14"
SIGNED = (
    Link(
        affirms=Text(
            "我已审阅全文和发文稿纸，同意发出。", "I have read the paper and its sheet, and agree that it is sent."
        )
    ),
)
FINISHED = ("numbered", "passing", "delivered", "received")

BAR = (
    Text("拟稿", "Drafted"),
    Text("签发", "Signed"),
    Text("编号", "Numbered"),
    Text("发出", "Sent"),
    Text("签收", "Received"),
)

STATES = (
    State("drafted", Text("拟稿", "Drafted"), 0),
    State("signed", Text("已签发，待登记文号", "Signed, number to come"), 1),
    State("numbered", Text("已成文，待发出", "Complete, to be sent"), 2),
    State("passing", Text("待转送", "To be passed on"), 2),
    State("delivered", Text("已发出", "Sent"), 3),
    State("received", Text("已签收", "Received"), 4, final=True),
    State("dropped", Text("不再发出", "Not sent"), final=True),
)

CHOOSING = tuple(
    Act(
        name,
        Text("选定救济途径", "Choose the remedy"),
        "A14.2",
        who,
        source=("drafted",),
        form=forms.RemedyForm,
        guards=(acts.own_paper, acts.has_remedies),
        effect=acts.choose_remedy,
        hint=Text(
            "由法制审核人员办理；没有法制审核人员的，由审核岗办理", "By the legal officer, or else by the approver"
        ),
        task=False,
    )
    for name, who in (("choose_remedy", OFFICER), ("choose_remedy_as_approver", Who(Role.APPROVER)))
)

DRAFTING = (
    *CHOOSING,
    Act(
        "review_secrecy",
        Text("保密审查", "Review confidentiality"),
        CLAUSE,
        Who(Role.APPROVER),
        source=("drafted",),
        form=forms.SecrecyForm,
        guards=(acts.own_paper, acts.remedy_chosen, acts.not_the_drafter),
        effect=acts.review_secrecy,
        hint=Text(
            "审查文稿和附件能否发出、按什么方式公开；由拟稿人以外的人员办理",
            "Whether the paper and its annexes may go out; by somebody other than its drafter",
        ),
    ),
    Act(
        "issue",
        Text("送签", "Submit for signature"),
        CLAUSE,
        OFFICER,
        source=("drafted",),
        target="signed",
        form=forms.SheetForm,
        guards=(acts.own_paper, acts.remedy_chosen, acts.sheet_complete),
        locks=(UNREVIEWED,),
        effect=acts.fill_sheet,
        chain=SIGNED,
        primary=True,
    ),
    Act(
        "revise",
        Text("修改文稿", "Change the text"),
        CLAUSE,
        OFFICER,
        source=("drafted",),
        form=forms.ReviseForm,
        guards=(acts.own_paper,),
        effect=acts.revise,
        page="outgoing:revise",
        task=False,
    ),
    Act(
        "redraft",
        Text("按最新数据重拟", "Compose it anew"),
        CLAUSE,
        OFFICER,
        source=("drafted",),
        guards=(acts.own_paper, acts.composed_again),
        effect=acts.redraft,
        hint=Text(
            "按现在的数据重新生成全文；人工修改过的文字保留在“文字版本”中，不再采用",
            "The whole text from what is known now; what was worded by hand stays among the wordings only",
        ),
        task=False,
    ),
    Act(
        "drop",
        Text("不再发出", "Do not send"),
        CLAUSE,
        OFFICER,
        source=("drafted", "signed"),
        target="dropped",
        form=forms.DropForm,
        guards=(acts.own_paper,),
        effect=acts.drop,
        chain=(Link(),),
        task=False,
    ),
)

SENDING = (
    Act(
        "register_number",
        Text("登记发文字号", "Enter the document number"),
        CLAUSE,
        OFFICER,
        source=("signed",),
        target="numbered",
        form=forms.NumberForm,
        guards=(acts.own_paper,),
        effect=acts.register_number,
        hint=Text(
            "照办公系统给出的字号和日期填写；登记后生成定稿，文字不再改动",
            "As the office system gave them; the paper is then set for good",
        ),
        primary=True,
    ),
    Act(
        "deliver",
        Text("发出", "Send"),
        CLAUSE,
        OFFICER,
        source=("numbered",),
        target=acts.whither,
        guards=(acts.own_paper,),
        effect=acts.deliver,
        primary=True,
        together=telling.deliver,
    ),
    Act(
        "pass_on",
        Text("转送", "Pass on"),
        CLAUSE,
        OFFICER,
        source=("passing",),
        target="delivered",
        guards=(acts.by_the_one_between,),
        effect=acts.reach,
        hint=Text("转送后收文单位即可查看全文", "The addressee reads it from then on"),
        primary=True,
        together=telling.pass_on,
    ),
    Act(
        "receive",
        Text("签收", "Sign for it"),
        CLAUSE,
        OFFICER,
        source=("delivered",),
        target="received",
        guards=(acts.has_addressee,),
        effect=acts.receive,
        primary=True,
        together=telling.receive,
    ),
    Act(
        "attach_sealed",
        Text("上传盖章件", "Upload the sealed copy"),
        CLAUSE,
        OFFICER,
        source=FINISHED,
        form=forms.SealedForm,
        guards=(acts.own_paper,),
        effect=acts.attach_sealed,
        task=False,
    ),
    Act(
        "follow_up",
        Text("更正或撤回", "Correct or withdraw"),
        CLAUSE,
        OFFICER,
        source=FINISHED,
        form=forms.FollowUpForm,
        guards=(acts.own_paper, acts.not_overtaken),
        effect=acts.follow_up,
        hint=Text(
            "另拟一份文稿，写明被更正或撤回的原文；原文保留，不作改动",
            "Another paper is drafted that names this one; this one stays as it is",
        ),
        task=False,
    ),
)

PAPER = register(
    Procedure(
        name="paper",
        title=Text("发文", "Outgoing paper"),
        model="outgoing.Paper",
        states=STATES,
        acts=(*DRAFTING, *SENDING),
        bar=BAR,
        url="outgoing:paper",
    )
)
