"""Article 14(一): the roster put together at the desk becomes the one that is assessed."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Who
from jiqun.recognition.acts.filing import guards
from jiqun.recognition.acts.filing.desk import adopting
from jiqun.recognition.forms.desk import AdoptForm
from jiqun.recognition.queries.filing.application import DRAFT_STATES

ACTS: tuple[Act, ...] = (
    Act(
        "adopt_roster",
        Text("采用为新一版名册", "Adopt as the new roster"),
        "A13",
        Who(Role.OFFICER, Level.COUNTY),
        source=DRAFT_STATES,
        form=AdoptForm,
        guards=(guards.own_authority, adopting.has_draft),
        effect=adopting.adopt,
        hint=Text(
            "名册工作台上的数据整体校验，生成新的一版，即时测算",
            "What is on the desk is checked whole, becomes a new version and is assessed at once",
        ),
        page="recognition:roster-desk-adopt",
        task=False,
        offered=False,
    ),
)
