"""The way of a firm that is followed up, as a table (Article 7(一))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.cultivation.gradient import acts, forms
from jiqun.cultivation.models.gradient import FOLLOWED, GIVEN_UP, REACHED

COUNTY = Who(Role.OFFICER, Level.COUNTY)

TABLE = register(
    Procedure(
        name="followed_firm",
        title=Text("重点培育企业", "Firm followed up"),
        model="cultivation.FollowedFirm",
        states=(
            State(FOLLOWED, Text("培育中", "Followed"), 0),
            State(REACHED, Text("已达到", "Reached"), final=True),
            State(GIVEN_UP, Text("未达到", "Not reached"), final=True),
        ),
        opening=Act(
            "follow_firm",
            Text("列入重点培育", "Follow up"),
            acts.CLAUSE,
            COUNTY,
            form=forms.FollowForm,
            effect=acts.follow,
            page="cultivation:follow",
            offered=False,
        ),
        acts=(
            Act(
                "change_followed",
                Text("更正", "Change"),
                acts.CLAUSE,
                COUNTY,
                source=(FOLLOWED,),
                form=forms.ChangeForm,
                guards=(acts.own,),
                effect=acts.change,
                task=False,
            ),
            Act(
                "reach",
                Text("登记达到", "Enter that it was reached"),
                acts.CLAUSE,
                COUNTY,
                source=(FOLLOWED,),
                target=REACHED,
                form=forms.CloseForm,
                guards=(acts.own,),
                effect=acts.close,
                task=False,
                primary=True,
            ),
            Act(
                "give_up",
                Text("登记未达到", "Enter that it was not"),
                acts.CLAUSE,
                COUNTY,
                source=(FOLLOWED,),
                target=GIVEN_UP,
                form=forms.CloseForm,
                guards=(acts.own,),
                effect=acts.close,
                task=False,
            ),
        ),
        url="cultivation:followed",
    )
)
