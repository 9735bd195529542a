"""A list is imported and stands; the same name again is another revision (Article 13(一))."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.inquiries.acts import lists as acts
from jiqun.inquiries.forms import lists as forms

INCIDENT_LIST = register(
    Procedure(
        name="incident_list",
        title=Text("核查名单", "Incident list"),
        model="inquiries.IncidentList",
        states=(State("imported", Text("已导入", "Imported"), final=True),),
        opening=Act(
            "import_list",
            Text("导入名单", "Import a list"),
            "A13.1",
            Who(Role.OFFICER),
            form=forms.ImportForm,
            guards=(acts.not_county,),
            effect=acts.import_list,
            page="inquiries:import-list",
            offered=False,
        ),
        acts=(),
        url="inquiries:list",
    )
)
