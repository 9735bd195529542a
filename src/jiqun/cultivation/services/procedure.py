"""The ways of a provider, of an event and of a cluster's events as a whole, as tables (Article 10)."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.cultivation.models.services import ENDED, IN_FORCE
from jiqun.cultivation.services import acts, forms

OFFICER = Who(Role.OFFICER)
KEPT = Text("记录保留，不再计入", "The record stays; it counts no more")

PROVIDER = register(
    Procedure(
        name="service_provider",
        title=Text("服务机构", "Service provider"),
        model="cultivation.ServiceProvider",
        states=(
            State(IN_FORCE, Text("在册", "At work"), 0),
            State(ENDED, Text("已终止", "Ended"), final=True),
        ),
        opening=Act(
            "enter_provider",
            Text("登记服务机构", "Enter a provider"),
            acts.CLAUSE,
            OFFICER,
            form=forms.ProviderForm,
            effect=acts.enter_provider,
            page="cultivation:provider-enter",
            offered=False,
        ),
        acts=(
            Act(
                "correct_provider",
                Text("更正", "Correct"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                form=forms.CorrectProviderForm,
                guards=(acts.own,),
                effect=acts.correct_provider,
                task=False,
                primary=True,
            ),
            Act(
                "end_provider",
                Text("终止", "End"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                target=ENDED,
                form=forms.EndForm,
                guards=(acts.own,),
                effect=acts.end,
                task=False,
                hint=KEPT,
            ),
        ),
        url="cultivation:provider",
    )
)

EVENT = register(
    Procedure(
        name="service_event",
        title=Text("服务活动", "Service event"),
        model="cultivation.ServiceEvent",
        states=(
            State(IN_FORCE, Text("在册", "In force"), 0),
            State(ENDED, Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "enter_event",
            Text("登记服务活动", "Enter an event"),
            acts.CLAUSE,
            OFFICER,
            form=forms.EventForm,
            effect=acts.enter_event,
            page="cultivation:service-enter",
            offered=False,
        ),
        acts=(
            Act(
                "correct_event",
                Text("更正", "Correct"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                form=forms.CorrectEventForm,
                guards=(acts.own,),
                effect=acts.correct_event,
                task=False,
                primary=True,
            ),
            Act(
                "withdraw_event",
                Text("撤回", "Withdraw"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                target=ENDED,
                form=forms.EndForm,
                guards=(acts.own,),
                effect=acts.end,
                task=False,
                hint=KEPT,
            ),
        ),
        url="cultivation:service-event",
    )
)

EVENTS = register(
    Procedure(
        name="service_events",
        title=Text("集群服务活动", "A cluster's service events"),
        model="register.Cluster",
        states=(State("active", Text("在册", "Registered"), 0),),
        acts=(
            Act(
                "paste_events",
                Text("从表格粘贴", "Paste from a spreadsheet"),
                acts.CLAUSE,
                OFFICER,
                source=("active",),
                form=forms.PasteForm,
                effect=acts.paste,
                task=False,
                page="cultivation:services-paste",
            ),
        ),
        url="cultivation:services-cluster",
    )
)
