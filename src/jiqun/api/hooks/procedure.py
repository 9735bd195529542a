"""The way of a subscription, as a table."""

from __future__ import annotations

from jiqun.api.hooks import acts, forms
from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register

NAME = "api_hook"

HOOK = register(
    Procedure(
        name=NAME,
        title=Text("消息订阅", "Webhook"),
        model="api.Hook",
        states=(
            State("active", Text("有效", "In force")),
            State("ended", Text("已停用", "Ended"), final=True),
        ),
        opening=Act(
            "subscribe",
            Text("订阅消息", "Subscribe"),
            "A5",
            Who(Role.OFFICER),
            form=forms.HookForm,
            guards=(acts.not_too_many,),
            effect=acts.subscribe,
            page="api:hook-new",
            offered=False,
            password_again=True,
        ),
        acts=(
            Act(
                "unsubscribe",
                Text("停用订阅", "End the subscription"),
                "A5",
                Who(Role.OFFICER),
                source=("active",),
                target="ended",
                effect=acts.end,
                task=False,
                hint=Text(
                    "停用后不再发送，尚未送达的也不再发送。", "Nothing more is sent, nor what was still on its way."
                ),
            ),
        ),
        url="api:hook",
    )
)
