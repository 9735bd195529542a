"""单位与人员 as a table: one administrator proposes, another adopts (trust, Separation); neither sees business."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.casework.staffing import acts, forms

STAFF = "staff"
SYSTEM, SECURITY = Who(Role.SYSTEM_ADMIN), Who(Role.SECURITY_ADMIN)

TABLE = register(
    Procedure(
        name=STAFF,
        title=Text("单位与人员", "Units and people"),
        model="casework.StaffChange",
        states=(
            State("proposed", Text("待安全管理员确认", "Before the security administrator")),
            State("adopted", Text("已生效", "Adopted"), final=True),
            State("declined", Text("未予同意", "Declined"), final=True),
            State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "propose_staff",
            Text("导入单位与人员", "Bring in units and people"),
            "A5",
            SYSTEM,
            form=forms.StaffForm,
            effect=acts.propose,
            page="casework:staff-import",
            personal=True,
        ),
        acts=(
            Act(
                "adopt_staff",
                Text("确认生效", "Adopt"),
                "A5",
                SECURITY,
                source=("proposed",),
                target="adopted",
                guards=(acts.still_fits,),
                effect=acts.adopt,
                primary=True,
                personal=True,
                password_again=True,
                hint=Text(
                    "生效后新账号还没有密码：在本页生成首次登录链接，交给本人。",
                    "New accounts have no password yet: make their links on the page and hand them over.",
                ),
            ),
            Act(
                "decline_staff",
                Text("不同意", "Decline"),
                "A5",
                SECURITY,
                source=("proposed",),
                target="declined",
                form=forms.DeclineForm,
                task=False,
                personal=True,
            ),
            Act(
                "withdraw_staff",
                Text("撤回", "Withdraw"),
                "A5",
                SYSTEM,
                source=("proposed",),
                target="withdrawn",
                task=False,
                personal=True,
            ),
        ),
        url="casework:staff-change",
    )
)
