"""疑似命中·待核 until a person of the prefecture has concluded on it (Article 13(一)), as one table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.inquiries.acts import hits as acts
from jiqun.inquiries.forms import hits as forms
from jiqun.inquiries.models.hits import CONFIRMED, OUTSIDE, PENDING, UNFOUNDED

OFFICER = Who(Role.OFFICER, Level.PREFECTURE)

HIT = register(
    Procedure(
        name="incident_hit",
        title=Text("疑似命中", "Hit"),
        model="inquiries.Hit",
        states=(
            State(PENDING, Text("疑似命中·待核", "Hit, to be concluded on"), 0),
            State(CONFIRMED, Text("属实", "True"), 1),
            State(UNFOUNDED, Text("不属实或非本企业", "Not true, or another firm"), 1),
            State(OUTSIDE, Text("不属于规定情形", "Not what the Article names"), 1),
        ),
        starts=(PENDING,),
        acts=(
            Act(
                "conclude",
                Text("核实疑似命中", "Conclude on a hit"),
                "A13.1",
                OFFICER,
                source=(PENDING,),
                target=acts.outcome,
                form=forms.ConcludeForm,
                effect=acts.conclude,
                primary=True,
            ),
            Act(
                "reconsider",
                Text("重新核实", "Reconsider"),
                "A13.1",
                OFFICER,
                source=(CONFIRMED, UNFOUNDED, OUTSIDE),
                target=PENDING,
                form=forms.ReconsiderForm,
                effect=acts.reconsider,
                task=False,
            ),
        ),
        bar=(Text("疑似命中·待核", "Hit"), Text("已核实", "Concluded")),
        url="inquiries:hit",
    )
)
