"""The way of a link of the chain, as a table (Article 7(八))."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.cultivation.chain import acts, forms
from jiqun.cultivation.models.chain import ENDED, IN_FORCE

OFFICER = Who(Role.OFFICER)

TABLE = register(
    Procedure(
        name="chain_link",
        title=Text("产业链关系", "Link of the chain"),
        model="cultivation.ChainLink",
        states=(
            State(IN_FORCE, Text("在册", "In force"), 0),
            State(ENDED, Text("已终止", "Ended"), final=True),
        ),
        opening=Act(
            "enter_link",
            Text("登记产业链关系", "Enter a link"),
            acts.CLAUSE,
            OFFICER,
            form=forms.LinkForm,
            effect=acts.enter,
            page="cultivation:chain-enter",
            offered=False,
        ),
        acts=(
            Act(
                "correct_link",
                Text("更正", "Correct"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                form=forms.CorrectForm,
                guards=(acts.own,),
                effect=acts.correct,
                task=False,
                primary=True,
            ),
            Act(
                "end_link",
                Text("终止", "End"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                target=ENDED,
                form=forms.EndForm,
                guards=(acts.own,),
                effect=acts.end,
                task=False,
            ),
        ),
        url="cultivation:chain-link",
    )
)
