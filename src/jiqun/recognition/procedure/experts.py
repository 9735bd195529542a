"""Article 14(三): experts are drawn for the applications of a round."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Who
from jiqun.recognition.acts import experts as acts
from jiqun.recognition.acts import substitutes
from jiqun.recognition.forms import experts as forms
from jiqun.recognition.queries import locks

OFFICER = Who(Role.OFFICER, Level.PROVINCE)


def recommendations_close(doing: Doing) -> datetime:
    """While a round is open it waits for the prefectures' date."""
    moment: datetime = doing.subject.round.prefecture_deadline
    return moment


def review_ends(doing: Doing) -> datetime | None:
    """The day the round's experts are to be done."""
    moment: datetime | None = doing.subject.round.review_deadline
    return moment


ACTS: tuple[Act, ...] = (
    Act(
        "commit_seed",
        Text("承诺抽取种子", "Commit to a seed"),
        "A14.3",
        OFFICER,
        source=("open",),
        form=forms.CommitForm,
        guards=(acts.not_committed, acts.candidates_known),
        effect=acts.commit_seed,
        due=recommendations_close,
        hint=Text(
            "随机种子的摘要先入办理日志；批次公布或办结后公开种子，任何人可复算",
            "The seed's digest is journalled first; once the round is over the seed is public, anyone can recompute it",
        ),
        page="recognition:commit-seed",
        task=False,
    ),
    Act(
        "draw_panel",
        Text("抽取评审专家", "Draw the experts"),
        "A14.3",
        OFFICER,
        source=("open",),
        target="scoring",
        form=forms.DrawForm,
        guards=(acts.applications_ready,),
        locks=locks.DRAW,
        effect=acts.draw_panel,
        chain=SIGNED_BY_APPROVER,
        due=review_ends,
        hint=Text("有利害关系的专家自动排除", "Experts with a conflict of interest are left out"),
    ),
    Act(
        "substitute",
        Text("补抽专家", "Draw a substitute"),
        "A14.3",
        OFFICER,
        source=("scoring",),
        form=forms.SubstituteForm,
        guards=(substitutes.some_recused,),
        locks=locks.SUBSTITUTE,
        effect=substitutes.substitute,
        due=review_ends,
        personal=True,
    ),
    Act(
        "relieve",
        Text("收回逾期评审表", "Take back overdue sheets"),
        "A14.3",
        OFFICER,
        source=("scoring",),
        guards=(substitutes.some_overdue,),
        effect=substitutes.relieve,
        chain=SIGNED_BY_APPROVER,
        due=review_ends,
        hint=Text("收回后可补抽专家", "Substitutes can then be drawn"),
        task=False,
        personal=True,
    ),
)
