"""What somebody does about the own account, and the one thing an administrator does for somebody: tables like any."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.account import acts, forms
from jiqun.casework.procedure import Act, Own, Procedure, State, Who, register

PASSWORD, STEP = "password_change", "second_step"

CHANGE = register(
    Procedure(
        name=PASSWORD,
        title=Text("修改密码", "Change of password"),
        model="authorities.PasswordChange",
        states=(State("changed", Text("已修改", "Changed"), final=True),),
        opening=Act(
            "change_password",
            Text("修改密码", "Change the password"),
            "A5",
            Own(),
            form=forms.PasswordForm,
            effect=acts.change,
            page="casework:change-password",
            personal=True,
            offered=False,
        ),
        acts=(),
        url="casework:account-entered",
    )
)
SECOND_STEP = register(
    Procedure(
        name=STEP,
        title=Text("登录第二步", "Second step of signing in"),
        model="authorities.SecondStep",
        states=(
            State("active", Text("已启用", "In use")),
            State("ended", Text("已停用", "Ended"), final=True),
        ),
        opening=Act(
            "enrol_second_step",
            Text("绑定手机验证器", "Bind an authenticator"),
            "A5",
            Own(),
            form=forms.EnrolForm,
            effect=acts.enrol,
            page="casework:second-step",
            personal=True,
            offered=False,
        ),
        acts=(
            Act(
                "reset_second_step",
                Text("重置第二步", "Reset the second step"),
                "A5",
                Who(Role.SYSTEM_ADMIN),
                source=("active",),
                target="ended",
                form=forms.ResetForm,
                guards=(acts.anothers,),
                effect=acts.reset,
                task=False,
                personal=True,
                password_again=True,
                hint=Text(
                    "先当面或电话回拨核实本人；重置后本人凭密码登录并重新绑定。",
                    "Make sure it is the holder first; after that the password is enough until it is bound anew.",
                ),
            ),
        ),
        url="casework:account-entered",
    )
)
