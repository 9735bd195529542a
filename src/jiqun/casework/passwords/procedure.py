"""The way of a one-time link, as tables: issued by the pool's officer or by the security administrator, then used."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.passwords import acts, forms
from jiqun.casework.procedure import Act, Procedure, State, Who, register

FIRST, RESET = "first_password", "password_reset"
CHOOSE = "choose_password"
WAYS = {FIRST: Who(Role.OFFICER, Level.PROVINCE), RESET: Who(Role.SECURITY_ADMIN)}
"""Who issues a link each way."""


def table(name: str, title: Text, opening: Text, who: Who, *, offered: bool) -> Procedure:
    """One of the two ways a link is issued; they differ in who issues it."""
    return Procedure(
        name=name,
        title=title,
        model="authorities.PasswordLink",
        states=(
            State("issued", Text("待本人设置", "To be used")),
            State("used", Text("已设置", "Used"), final=True),
            State("withdrawn", Text("已作废", "Withdrawn"), final=True),
        ),
        opening=Act(
            f"issue_{name}",
            opening,
            "A5",
            who,
            form=forms.IssueForm,
            effect=acts.issue,
            page=f"casework:{name.replace('_', '-')}",
            personal=True,
            offered=offered,
        ),
        acts=(
            Act(
                CHOOSE,
                Text("设置密码", "Choose the password"),
                "A5",
                Who(None),
                source=("issued",),
                target="used",
                form=forms.ChooseForm,
                guards=(acts.still_open,),
                effect=acts.choose,
                task=False,
                personal=True,
            ),
            Act(
                "withdraw",
                Text("作废链接", "Withdraw the link"),
                "A5",
                who,
                source=("issued",),
                target="withdrawn",
                task=False,
                personal=True,
            ),
        ),
        url="casework:password-link",
    )


TABLES = (
    register(
        table(
            FIRST,
            Text("首次设置密码", "First password"),
            Text("生成首次登录链接", "Make a link for the first password"),
            WAYS[FIRST],
            offered=False,
        )
    ),
    register(
        table(
            RESET,
            Text("重设密码", "Password set anew"),
            Text("生成重设密码链接", "Make a link to set a password anew"),
            WAYS[RESET],
            offered=True,
        )
    ),
)
