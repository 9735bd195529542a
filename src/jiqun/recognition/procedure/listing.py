"""Article 14(三): the list and its announcement."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.recognition.acts import announcing, notice
from jiqun.recognition.acts import listing as acts
from jiqun.recognition.acts.rescoring import rescoring_over
from jiqun.recognition.forms import listing as forms
from jiqun.recognition.forms.proposing import ListForm
from jiqun.recognition.queries import locks

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

ACTS: tuple[Act, ...] = (
    Act(
        "propose_list",
        Text("拟定名单", "Draw up the list"),
        "A14.3",
        OFFICER,
        source=("ranked",),
        target="proposed",
        form=ListForm,
        guards=(acts.all_decided_before, rescoring_over),
        locks=locks.PROPOSE,
        effect=acts.propose_list,
        chain=SIGNED_BY_APPROVER,
        hint=Text("专家名次供参考；不按名次的须逐个说明理由", "An aid; departing from it needs a reason"),
        primary=True,
        page="recognition:propose-list",
    ),
    Act(
        "take_off",
        Text("取消拟认定", "Take off the list"),
        "A14.3",
        OFFICER,
        source=("proposed", "notice", "announced"),
        form=forms.TakeOffForm,
        guards=(acts.something_listed,),
        effect=acts.take_off,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "promote_reserve",
        Text("递补", "Put up from the reserve"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=forms.PromoteForm,
        guards=(acts.reserve_and_vacancy,),
        effect=acts.promote_reserve,
        chain=SIGNED_BY_APPROVER,
        hint=Text("递补的集群单独公示满规定的工作日", "It is put on notice for a period of its own"),
        task=False,
    ),
    Act(
        "announce",
        Text("公布名单", "Announce the list"),
        "A14.3 A15",
        OFFICER,
        source=("notice",),
        target="announced",
        form=forms.AnnounceForm,
        guards=(acts.something_listed, notice.periods_over, notice.somebody_not_held_back),
        locks=locks.ANNOUNCE,
        effect=announcing.announce,
        chain=(
            Link(
                affirms=Text(
                    "公示期已满、所公布集群的异议均已办结，同意公布名单并认定。",
                    "The period is over, the objections to those announced are concluded; I agree to announce.",
                )
            ),
        ),
        primary=True,
        page="recognition:announce",
    ),
    Act(
        "announce_more",
        Text("补充公布", "Announce those held back"),
        "A14.3 A15",
        OFFICER,
        source=("announced",),
        form=forms.SupplementForm,
        guards=(announcing.some_held_back,),
        effect=announcing.announce_more,
        chain=(
            Link(
                affirms=Text(
                    "因异议暂缓公布的集群，异议均已办结，同意补充公布并认定。",
                    "The objections that held them back are concluded; I agree to announce them.",
                )
            ),
        ),
        task=False,
    ),
    Act(
        "close_empty",
        Text("以无认定办结", "Close without a recognition"),
        "A14.3",
        OFFICER,
        source=("proposed", "notice"),
        target="closed",
        form=forms.CloseForm,
        guards=(acts.nobody_left,),
        effect=acts.close_empty,
        chain=SIGNED_BY_APPROVER,
        hint=Text("名单上的集群全部取消且无可递补时办理", "When all were taken off and nobody can be put up"),
        task=False,
    ),
)
