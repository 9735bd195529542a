"""The way of a visit, the same table for every kind."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who
from jiqun.visits.acts import guards
from jiqun.visits.acts import visit as acts
from jiqun.visits.forms import record
from jiqun.visits.forms import visit as forms
from jiqun.visits.kinds import Kind
from jiqun.visits.models.visit import CALLED_OFF, CONCLUDED, PLANNED, SIGNED

STATES = (
    State(PLANNED, Text("待现场检查", "To be held"), 0),
    State(SIGNED, Text("待作结论", "To be concluded"), 1),
    State(CONCLUDED, Text("已办结", "Concluded"), 2, final=True),
    State(CALLED_OFF, Text("已取消", "Called off"), final=True),
)
BAR = (
    Text("现场检查", "On the spot"),
    Text("结论", "Conclusion"),
    Text("已办结", "Concluded"),
)


def table(kind: Kind) -> Procedure:
    """The table of a kind of visit."""
    officer = Who(Role.OFFICER, kind.level)

    return Procedure(
        name=kind.name,
        title=kind.title,
        model="casework.Case",
        states=STATES,
        opening=Act(
            "arrange",
            Text(f"安排{kind.title.zh}", f"Arrange a {kind.title.en.lower()}"),
            kind.clause,
            officer,
            form=forms.ArrangeForm,
            effect=acts.arrange,
            offered=False,
        ),
        acts=(
            Act(
                "file_record",
                Text("登记签字记录", "Register the signed record"),
                kind.clause,
                officer,
                (PLANNED,),
                target=SIGNED,
                form=record.RecordForm,
                guards=(guards.own, guards.day_has_come, guards.everything_seen),
                effect=acts.file_record,
                hint=Text("打印记录，现场签字后扫描上传", "Print it, have it signed on the spot, upload the scan"),
                primary=True,
            ),
            Act(
                "conclude",
                Text("作出检查结论", "Conclude"),
                kind.clause,
                officer,
                (SIGNED,),
                target=CONCLUDED,
                form=forms.ConcludeForm,
                guards=(guards.own, guards.everything_seen),
                effect=acts.conclude,
                page="visits:conclude",
                primary=True,
            ),
            Act(
                "reopen",
                Text("退回现场补充", "Back to the spot"),
                kind.clause,
                officer,
                (SIGNED,),
                target=PLANNED,
                form=forms.ReasonForm,
                guards=(guards.own,),
                effect=acts.reopen,
                task=False,
            ),
            Act(
                "move",
                Text("改期或换人", "Another day, other people"),
                kind.clause,
                officer,
                (PLANNED,),
                form=forms.PeopleForm,
                guards=(guards.own,),
                effect=acts.move,
                due=acts.visit_due,
                task=False,
            ),
            Act(
                "add_firm",
                Text("增加企业", "Add a firm"),
                kind.clause,
                officer,
                (PLANNED,),
                form=forms.AddFirmForm,
                guards=(guards.own,),
                effect=acts.add_firm,
                task=False,
            ),
            Act(
                "replace_firm",
                Text("替换企业", "Replace a firm"),
                kind.clause,
                officer,
                (PLANNED,),
                form=forms.ReplaceFirmForm,
                guards=(guards.own,),
                effect=acts.replace_firm,
                hint=Text("停产、搬迁等无法检查的，由抽签顺序的下一家替换", "Shut or moved: the next of the drawing"),
                task=False,
            ),
            Act(
                "call_off",
                Text("取消本次检查", "Call it off"),
                kind.clause,
                officer,
                (PLANNED,),
                target=CALLED_OFF,
                form=forms.ReasonForm,
                guards=(guards.own,),
                effect=acts.call_off,
                task=False,
            ),
        ),
        bar=BAR,
        url="visits:visit",
    )
