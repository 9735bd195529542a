"""Article 13(一): each screening of a round is an act of its own, by its prefectures and by the province."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.inquiries.acts.lists import not_county
from jiqun.recognition.acts import screening as acts
from jiqun.recognition.forms.screening import ScreenForm

SCREENING = register(
    Procedure(
        name="screening",
        title=Text("名单筛查", "Screening"),
        model="inquiries.Screening",
        states=(State("done", Text("已筛查", "Screened"), final=True),),
        opening=Act(
            "screen",
            Text("对照名单筛查", "Screen against the lists"),
            "A13.1",
            Who(Role.OFFICER),
            form=ScreenForm,
            guards=(not_county,),
            effect=acts.screen,
            hint=Text(
                "把在办申报的名册企业与最新一版名单逐一比对；命中只是疑似，由市级核实",
                "Holds the rosters' firms against the latest lists; a hit is a suspicion for the prefecture",
            ),
            page="recognition:screen",
            offered=False,
        ),
        acts=(),
        url="inquiries:screening",
    )
)
