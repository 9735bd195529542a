"""A boundary is filed by its county and stands; a change is another filing."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.boundaries import filing
from jiqun.casework.procedure import Act, Procedure, State, Who, register

OFFICER = Who(Role.OFFICER, Level.COUNTY)

BOUNDARY = register(
    Procedure(
        name="boundary",
        title=Text("空间范围", "Boundary"),
        model="boundaries.Boundary",
        states=(State("filed", Text("已报备", "Filed"), final=True),),
        opening=Act(
            "file_boundary",
            Text("报备空间范围", "File a boundary"),
            "A13.2",
            OFFICER,
            form=filing.BoundaryForm,
            guards=(filing.own_cluster,),
            effect=filing.file_boundary,
            offered=False,
        ),
        acts=(),
        url="boundaries:filed",
    )
)
