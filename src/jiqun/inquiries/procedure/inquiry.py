"""The way of an inquiry, a county's for its application and a prefecture's for its review, as two like tables."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.inquiries.acts import inquiry as acts
from jiqun.inquiries.acts.inquiry import CHECKING, CONCLUDED, LEVELS, PREPARED, SENT, WITHDRAWN
from jiqun.inquiries.forms import inquiry as forms

CONCLUDES = Who(Role.OFFICER, Level.PREFECTURE)


def table(level: Level, title: Text) -> Procedure:
    """The table of an authority of that level; hits are concluded on by the prefecture in both."""
    officer = Who(Role.OFFICER, level)
    return Procedure(
        name=LEVELS[level],
        title=title,
        model="casework.Case",
        states=(
            State(PREPARED, Text("待发函", "To be sent"), 0),
            State(SENT, Text("待回复", "Answers awaited"), 1),
            State(CHECKING, Text("疑似命中待核", "Hits to be concluded on"), 2),
            State(CONCLUDED, Text("已办结", "Concluded"), 3, final=True),
            State(WITHDRAWN, Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "open_inquiry",
            Text("发起部门核查", "Ask departments"),
            "A13.1",
            officer,
            form=forms.OpenForm,
            effect=acts.open_inquiry,
            page="inquiries:open",
        ),
        acts=(
            Act(
                "record_sending",
                Text("登记发函", "Record the sending"),
                "A13.1",
                officer,
                source=(PREPARED, SENT),
                target=SENT,
                form=forms.SentForm,
                guards=(acts.own, acts.something_unsent),
                effect=acts.record_sending,
                due=acts.asked_until,
                hint=Text(
                    "先下载名单和函稿，盖章发出后登记", "Download list and letter, send them sealed, then record it"
                ),
                primary=True,
            ),
            Act(
                "record_reply",
                Text("登记复函", "Record an answer"),
                "A13.1",
                officer,
                source=(SENT,),
                target=acts.after_reply,
                form=forms.ReplyForm,
                guards=(acts.own, acts.something_awaited),
                effect=acts.record_reply,
                primary=True,
                page="inquiries:reply",
            ),
            Act(
                "remind",
                Text("登记催办", "Record a reminder"),
                "A13.1",
                officer,
                source=(SENT,),
                form=forms.RemindForm,
                guards=(acts.own, acts.something_awaited),
                effect=acts.remind,
                task=False,
            ),
            Act(
                "stop_waiting",
                Text("不再等待回复", "Wait no longer"),
                "A13.1",
                officer,
                source=(SENT,),
                target=CHECKING,
                form=forms.CloseForm,
                guards=(acts.own,),
                effect=acts.stop_waiting,
                task=False,
            ),
            Act(
                "close",
                Text("办结核查", "Conclude the inquiry"),
                "A13.1",
                CONCLUDES,
                source=(CHECKING,),
                target=CONCLUDED,
                guards=(acts.all_concluded,),
                effect=acts.close,
                hint=Text("逐条核实疑似命中后办结", "Conclude on every hit first"),
                primary=True,
            ),
            Act(
                "withdraw",
                Text("撤回", "Withdraw"),
                "A13.1",
                officer,
                source=(PREPARED,),
                target=WITHDRAWN,
                form=forms.WithdrawForm,
                guards=(acts.own,),
                effect=acts.withdraw,
                task=False,
            ),
        ),
        bar=(
            Text("待发函", "To be sent"),
            Text("待回复", "Answers awaited"),
            Text("核实疑似命中", "Hits"),
            Text("已办结", "Concluded"),
        ),
        url="inquiries:inquiry",
    )


COUNTY = register(table(Level.COUNTY, Text("部门核查（县级）", "Inquiry of a county")))
PREFECTURE = register(table(Level.PREFECTURE, Text("部门核查（市级）", "Inquiry of a prefecture")))
