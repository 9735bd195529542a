"""The way of a token, as a table: made by its holder, then ended by them or by its day."""

from __future__ import annotations

from jiqun.api.tokens import acts, forms
from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register

NAME = "api_token"

TOKEN = register(
    Procedure(
        name=NAME,
        title=Text("接口令牌", "API token"),
        model="api.ApiToken",
        states=(
            State("active", Text("有效", "In force")),
            State("ended", Text("已停用", "Ended"), final=True),
        ),
        opening=Act(
            "make_token",
            Text("生成接口令牌", "Make an API token"),
            "A5",
            Who(Role.OFFICER),
            form=forms.TokenForm,
            guards=(acts.not_too_many,),
            effect=acts.make,
            page="api:token-new",
            offered=False,
            password_again=True,
        ),
        acts=(
            Act(
                "end_token",
                Text("停用令牌", "End the token"),
                "A5",
                Who(Role.OFFICER),
                source=("active",),
                target="ended",
                task=False,
                hint=Text(
                    "停用后立即失效，不能恢复；仍需使用的，另行生成。",
                    "It stops working at once and for good; make another if one is needed.",
                ),
            ),
        ),
        url="api:token",
    )
)
