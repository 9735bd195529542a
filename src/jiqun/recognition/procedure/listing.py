"""Article 14(三): the list, the public notice, the announcement."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Who
from jiqun.notices import publishing
from jiqun.notices.forms import notice as notice_forms
from jiqun.recognition.acts import listing as acts
from jiqun.recognition.forms import listing as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

ACTS: tuple[Act, ...] = (
    Act(
        "propose_list",
        Text("拟定名单", "Draw up the list"),
        "A14.3",
        OFFICER,
        source=("ranked",),
        target="proposed",
        form=forms.ListForm,
        guards=(acts.all_decided_before,),
        effect=acts.propose_list,
        chain=SIGNED_BY_APPROVER,
        hint=Text("专家名次供参考；不按名次的须逐个说明理由", "An aid; departing from it needs a reason"),
        primary=True,
        page="recognition:propose-list",
    ),
    Act(
        "make_notice",
        Text("拟定公示", "Prepare the notice"),
        "A14.3 A13.1",
        OFFICER,
        source=("proposed",),
        target="notice",
        form=forms.ListNoticeForm,
        guards=(acts.something_listed,),
        effect=acts.make_notice,
        chain=SIGNED_BY_APPROVER,
        hint=Text("签批后到官方网站发布，再登记发布情况", "Once signed, publish it officially, then record that"),
        primary=True,
    ),
    Act(
        "record_publication",
        Text("登记发布情况", "Record the publication"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=notice_forms.PublicationForm,
        guards=(acts.something_unpublished,),
        effect=publishing.record_publication,
        page="recognition:record-publication",
    ),
    Act(
        "record_interruption",
        Text("登记公示中断", "Record an interruption"),
        "A14.3",
        OFFICER,
        source=("notice",),
        form=notice_forms.InterruptionForm,
        guards=(acts.something_published,),
        effect=publishing.record_interruption,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "take_off",
        Text("取消拟认定", "Take off the list"),
        "A14.3",
        OFFICER,
        source=("proposed", "notice"),
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
        guards=(acts.something_listed, acts.periods_over, acts.objections_concluded),
        effect=acts.announce,
        chain=(
            Link(
                affirms=Text(
                    "公示期已满、异议均已办结，同意公布名单并认定。",
                    "The period is over and every objection concluded; I agree to announce the list.",
                )
            ),
        ),
        primary=True,
        page="recognition:announce",
    ),
)
