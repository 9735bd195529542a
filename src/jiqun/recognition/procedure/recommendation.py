"""Article 14(二): the prefecture accepts, checks on the spot, concludes on every condition, and recommends."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.law.citation import citing
from jiqun.recognition.acts import correction
from jiqun.recognition.acts import recommendation as acts
from jiqun.recognition.forms import conclusions, recommendation
from jiqun.recognition.queries import locks
from jiqun.recognition.queries.filing.application import application_of

OFFICER = Who(Role.OFFICER, Level.PREFECTURE)


def recommendation_due(doing: Doing) -> datetime:
    """Until when the prefecture may recommend."""
    return acts.deadline_of(application_of(doing.subject))


def correction_due(doing: Doing) -> datetime:
    """Until when the county answers what is to be corrected."""
    return application_of(doing.subject).round.prefecture_deadline


ACTS: tuple[Act, ...] = (
    Act(
        "accept",
        Text("受理", "Accept"),
        "A14.2",
        OFFICER,
        source=("submitted",),
        target="preliminary",
        effect=acts.accept,
        due=recommendation_due,
        hint=Text("材料齐全、符合形式要求的，予以受理", "When it is complete and in due form"),
        primary=True,
    ),
    Act(
        "conclude",
        Text("逐条作出初审结论", "Conclude on every condition"),
        "A14.2",
        OFFICER,
        source=("preliminary",),
        form=conclusions.ConcludeForm,
        effect=acts.conclude,
        hint=citing("对照{A13}逐条核定，可分次保存", "Condition by condition of {A13}; may be saved in parts"),
        page="recognition:conclude",
        primary=True,
    ),
    Act(
        "confirm_computed",
        Text("确认系统测算为符合的条件", "Confirm what was computed as met"),
        "A14.2",
        OFFICER,
        source=("preliminary",),
        form=conclusions.ConfirmForm,
        effect=acts.confirm_computed,
        hint=Text("逐项列出，核对后一次确认", "Listed one by one, confirmed at once"),
        page="recognition:confirm-computed",
        task=False,
    ),
    Act(
        "recommend",
        Text("推荐至省工业和信息化厅", "Recommend to the province"),
        "A14.2",
        OFFICER,
        source=("preliminary",),
        target="recommended",
        form=recommendation.RecommendForm,
        guards=(acts.round_still_open, acts.in_time, acts.quota_left, acts.everything_concluded),
        locks=locks.RECOMMEND,
        effect=acts.recommend,
        chain=(
            Link(
                affirms=Text(
                    "已依据办法及当年认定工作通知完成受理、初审和实地抽查，该集群符合认定条件，同意推荐。",
                    "Accepted, reviewed and checked on site under the measure and this year's call; it meets the "
                    "conditions and is recommended.",
                )
            ),
        ),
        page="recognition:recommend",
    ),
    Act(
        "return_for_correction",
        Text("一次性告知补正", "Return for correction"),
        "A14.2",
        OFFICER,
        source=("submitted", "preliminary"),
        target="correcting",
        form=recommendation.CorrectionForm,
        guards=(acts.correction_in_time,),
        locks=locks.RETURN,
        effect=correction.return_for_correction,
        due=correction_due,
        hint=Text(
            "请一次列全；再次告知的，首次提交时已可见的事项会被标记",
            "Name everything at once; what is asked later and stood so at first is marked",
        ),
    ),
    Act(
        "decline",
        Text("不予受理", "Decline"),
        "A14.2",
        OFFICER,
        source=("submitted", "preliminary"),
        target="declined",
        form=recommendation.DeclineForm,
        effect=acts.decline,
        chain=SIGNED_BY_APPROVER,
    ),
    Act(
        "not_recommended",
        Text("不予推荐", "Not recommended"),
        "A14.2",
        OFFICER,
        source=("preliminary",),
        target="not_recommended",
        form=recommendation.NotRecommendedForm,
        effect=acts.not_recommended,
        chain=SIGNED_BY_APPROVER,
    ),
    Act(
        "withdraw_recommendation",
        Text("撤回推荐", "Withdraw the recommendation"),
        "A14.2",
        OFFICER,
        source=("recommended",),
        target="preliminary",
        form=recommendation.WithdrawForm,
        effect=acts.withdraw_recommendation,
        chain=SIGNED_BY_APPROVER,
        due=recommendation_due,
        task=False,
    ),
)
