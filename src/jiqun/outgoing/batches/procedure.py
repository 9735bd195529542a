"""The way of a batch, as one table: the way of a paper, once for all of them."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.outgoing.batches import acts, forms
from jiqun.outgoing.forms.sheet import DropForm, SecrecyForm, SheetForm
from jiqun.outgoing.locks import UNREVIEWED

OFFICER = Who(Role.OFFICER)
CLAUSE = "A14"

BAR = (
    Text("拟稿", "Drafted"),
    Text("签发", "Signed"),
    Text("编号", "Numbered"),
    Text("发出", "Sent"),
)

STATES = (
    State("drafted", Text("拟稿", "Drafted"), 0),
    State("signed", Text("已签发，待登记文号", "Signed, numbers to come"), 1),
    State("numbered", Text("已编号，待发出", "Numbered, to be sent"), 2),
    State("sent", Text("已发出", "Sent"), 3, final=True),
    State("dropped", Text("不再发出", "Not sent"), final=True),
)

BATCH = register(
    Procedure(
        name="paper_batch",
        title=Text("批量发文", "Papers that go out together"),
        model="outgoing.PaperBatch",
        states=STATES,
        acts=(
            Act(
                "review_secrecy",
                Text("保密审查", "Review confidentiality"),
                CLAUSE,
                Who(Role.APPROVER),
                source=("drafted",),
                form=SecrecyForm,
                guards=(acts.own_batch, acts.not_the_drafter),
                effect=acts.review_secrecy,
                hint=Text("逐份审查后统一填写意见", "Look through each of them; the outcome is entered once"),
            ),
            Act(
                "issue",
                Text("送签", "Submit for signature"),
                CLAUSE,
                OFFICER,
                source=("drafted",),
                target="signed",
                form=SheetForm,
                guards=(acts.own_batch, acts.sheet_complete),
                locks=(UNREVIEWED,),
                effect=acts.issue,
                chain=(
                    Link(
                        affirms=Text(
                            "我已审阅本批全部文稿和发文稿纸，同意发出。",
                            "I have read every paper of the batch and its sheet, and agree that they are sent.",
                        )
                    ),
                ),
                primary=True,
            ),
            Act(
                "take_out",
                Text("移出单独办理", "Handle one alone"),
                CLAUSE,
                OFFICER,
                source=("drafted", "signed"),
                form=forms.TakeOutForm,
                guards=(acts.own_batch, acts.some_left),
                effect=acts.take_out,
                hint=Text("需修改文字的，先移出再修改", "One that needs another wording is taken out first"),
                task=False,
            ),
            Act(
                "drop",
                Text("全部不再发出", "Send none of them"),
                CLAUSE,
                OFFICER,
                source=("drafted", "signed"),
                target="dropped",
                form=DropForm,
                guards=(acts.own_batch,),
                effect=acts.drop,
                chain=(Link(),),
                hint=Text("整批有误的，全部作废后重新拟稿", "Where all of them are wrong: drop them and draft anew"),
                task=False,
            ),
            Act(
                "register_numbers",
                Text("登记发文字号", "Enter the document numbers"),
                CLAUSE,
                OFFICER,
                source=("signed",),
                target="numbered",
                form=forms.NumbersForm,
                guards=(acts.own_batch,),
                effect=acts.register_numbers,
                primary=True,
            ),
            Act(
                "send",
                Text("发出", "Send"),
                CLAUSE,
                OFFICER,
                source=("numbered",),
                target="sent",
                guards=(acts.own_batch, acts.all_set),
                effect=acts.send,
                primary=True,
            ),
        ),
        bar=BAR,
        url="outgoing:batch",
    )
)
