"""The way of a collection, and of each firm's return, as two tables (Article 16: figures of the year before)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.collection.acts import county, firm
from jiqun.collection.forms import county as forms
from jiqun.collection.forms import firm as firm_forms

OFFICER = Who(Role.OFFICER, Level.COUNTY)
FIRM = Who(None)

COLLECTION = register(
    Procedure(
        name="collection",
        title=Text("企业填报", "Collection of firms’ figures"),
        model="casework.Case",
        states=(
            State("open", Text("填报中", "Open"), 0),
            State("closed", Text("已结束", "Closed"), 1, final=True),
        ),
        opening=Act(
            "start",
            Text("发起企业填报", "Ask firms for their figures"),
            "A16",
            OFFICER,
            form=forms.StartForm,
            effect=county.start,
            page="collection:start",
        ),
        acts=(
            Act(
                "invite",
                Text("添加企业并生成链接", "Add firms and make links"),
                "A16",
                OFFICER,
                source=("open",),
                form=forms.InviteForm,
                effect=county.invite,
                hint=Text("链接只显示一次", "Links are shown once"),
                page="collection:invite",
                task=False,
                personal=True,
            ),
            Act(
                "remind",
                Text("催报", "Remind"),
                "A16",
                OFFICER,
                source=("open",),
                form=forms.RemindForm,
                effect=county.remind,
                page="collection:remind",
            ),
            Act(
                "reissue",
                Text("重新生成链接", "Make new links"),
                "A16",
                OFFICER,
                source=("open",),
                form=forms.ChosenForm,
                effect=county.reissue,
                hint=Text("旧链接随即失效，已填内容保留", "Old links die; what was entered stays"),
                page="collection:reissue",
                task=False,
            ),
            Act(
                "adopt",
                Text("采用到名册", "Take over into the roster"),
                "A16",
                OFFICER,
                source=("open", "closed"),
                form=forms.AdoptForm,
                effect=county.adopt,
                hint=Text("企业会看到数据用在何处", "Firms see what their figures are used for"),
                primary=True,
                task=False,
            ),
            Act(
                "extend",
                Text("延长截止日期", "Extend"),
                "A16",
                OFFICER,
                source=("open",),
                form=forms.LaterForm,
                effect=county.set_due,
                due=county.due,
                task=False,
            ),
            Act(
                "close",
                Text("结束填报", "Close"),
                "A16",
                OFFICER,
                source=("open",),
                target="closed",
                due=county.due_stays,
                hint=Text("未确认企业的链接随即失效", "Links of firms that have not confirmed die"),
            ),
            Act(
                "reopen",
                Text("重新开放", "Reopen"),
                "A16",
                OFFICER,
                source=("closed",),
                target="open",
                form=forms.DueForm,
                effect=county.set_due,
                due=county.due,
                task=False,
            ),
        ),
        bar=(Text("填报中", "Open"), Text("已结束", "Closed")),
        url="collection:board",
    )
)

FIRM_RETURN = register(
    Procedure(
        name="firm_return",
        title=Text("企业确认数据", "A firm’s return"),
        model="collection.Invitation",
        states=(
            State("waiting", Text("待确认", "Not confirmed"), 0),
            State("confirmed", Text("已确认", "Confirmed"), 1),
            State("correcting", Text("更正中", "Being corrected")),
            State("struck", Text("已移出", "Taken off"), final=True),
        ),
        acts=(
            Act(
                "confirm",
                Text("确认数据", "Confirm the figures"),
                "A16",
                FIRM,
                source=("waiting", "correcting"),
                target="confirmed",
                form=firm_forms.ReturnForm,
                guards=(firm.in_time,),
                effect=firm.confirm,
                task=False,
                personal=True,
            ),
            Act(
                "correct",
                Text("申请更正", "Correct"),
                "A16",
                FIRM,
                source=("confirmed",),
                target="correcting",
                form=firm_forms.CorrectForm,
                guards=(firm.in_time,),
                effect=firm.correct,
                task=False,
                personal=True,
            ),
            Act(
                "allow",
                Text("设定是否允许复用", "Allow or forbid further use"),
                "A16",
                FIRM,
                source=("confirmed",),
                form=firm_forms.AllowForm,
                effect=firm.allow,
                task=False,
            ),
            Act(
                "strike",
                Text("移出名单", "Take off the list"),
                "A16",
                OFFICER,
                source=("waiting",),
                target="struck",
                form=firm_forms.StrikeForm,
                effect=firm.strike,
                task=False,
            ),
        ),
        bar=(Text("待确认", "Not confirmed"), Text("已确认", "Confirmed")),
        url="collection:firm",
    )
)
