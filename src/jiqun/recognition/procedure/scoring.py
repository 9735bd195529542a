"""Article 14(三): the scores of a round are opened."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Who
from jiqun.recognition.acts import scoring as acts

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
        effect=acts.open_scores,
        chain=(
            Link(
                affirms=Text(
                    "各集群得分为其全部有效评审表总分的算术平均；评分开启后不再变动。",
                    "A cluster's score is the mean of its sheets' totals; once opened, scores change no more.",
                )
            ),
        ),
        primary=True,
    ),
)
