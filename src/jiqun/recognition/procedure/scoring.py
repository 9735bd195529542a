"""Article 14(三): the scores of a round are opened."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Who
from jiqun.recognition.acts import scoring as acts
from jiqun.recognition.queries import locks

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

ACTS: tuple[Act, ...] = (
    Act(
        "open_scores",
        Text("开启评分", "Open the scores"),
        "A14.3",
        OFFICER,
        source=("scoring",),
        target="ranked",
        guards=(acts.all_in,),
        locks=locks.OPEN,
        effect=acts.open_scores,
        chain=(
            Link(
                affirms=Text(
                    "同意开启评分；按抽取专家前固定的规则计分，此后仅可依评审会决定复评。",
                    "Open the scores; they count by the rule fixed before the draw, and change only where the panel "
                    "meeting has a sheet scored anew.",
                )
            ),
        ),
        primary=True,
    ),
)
