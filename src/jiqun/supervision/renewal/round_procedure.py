"""The way of a round of renewal reviews, as one table (Articles 15, 14(三) for its notice)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.notices import lists, making, publishing
from jiqun.notices.forms import editions
from jiqun.notices.forms import publication as publications
from jiqun.supervision.renewal import announcing, round_acts
from jiqun.supervision.renewal import round_forms as forms
from jiqun.supervision.renewal.announcing import CLAUSE, STEM

OFFICER = Who(Role.OFFICER, Level.PROVINCE)
OPEN = ("called", "notice")
SEEN_THERE = (
    Link(
        affirms=Text(
            "已在官方网站打开所登记的网址，内容、时间与登记一致，公示期由此起算。",
            "I opened the official address: text and time agree with the record; the period runs from it.",
        )
    ),
)
DECIDED = (
    Link(
        affirms=Text(
            "已查看各集群的目标考核、市级意见、公示和异议情况，同意作出复核通过的决定。",
            "I have read results, opinions, notice and objections of each, and decide so.",
        )
    ),
)

lists.register(lists.ListKind("renewal_round", "拟通过复核名单", "申请单位", "supervision:renewal-round", wording=STEM))

DRAFTING = (
    Act(
        "cover_renewals",
        Text("确定复核范围", "Confirm whom it covers"),
        "A15",
        OFFICER,
        source=("drafting",),
        form=forms.CoverForm,
        effect=round_acts.cover,
        hint=Text("逐个确认有效期在此期间届满的集群", "Confirm each recognition whose term ends in the window"),
    ),
    Act(
        "call_renewals",
        Text("印发复核通知", "Issue the call"),
        "A15 A19",
        OFFICER,
        source=("drafting",),
        target="called",
        form=forms.CallForm,
        guards=(round_acts.may_be_called,),
        effect=round_acts.issue_call,
        chain=SIGNED_BY_APPROVER,
        hint=Text(
            "签批后办法、依据和口径即固定，县级可以申请", "Once signed what it rests on is fixed; counties apply"
        ),
        primary=True,
    ),
    Act(
        "amend_renewals",
        Text("修改批次", "Amend the draft"),
        "A15",
        OFFICER,
        source=("drafting",),
        form=forms.RoundForm,
        effect=round_acts.amend_round,
        task=False,
    ),
    Act(
        "cancel_renewals",
        Text("取消", "Cancel"),
        "A15",
        OFFICER,
        source=("drafting",),
        target="cancelled",
        form=forms.ReasonForm,
        effect=round_acts.cancel,
        task=False,
    ),
)

NOTICE = (
    Act(
        "make_renewal_notice",
        Text("拟定公示", "Prepare the notice"),
        CLAUSE,
        OFFICER,
        source=OPEN,
        target="notice",
        form=forms.RenewalNoticeForm,
        guards=(announcing.something_proposed,),
        effect=announcing.make_notice,
        chain=SIGNED_BY_APPROVER,
        hint=Text("签批后到官方网站发布，再登记发布情况", "Once signed, publish it officially, then record that"),
        task=False,
        page="supervision:renewal-notice",
    ),
    Act(
        "record_publication",
        Text("登记发布情况", "Record the publication"),
        CLAUSE,
        OFFICER,
        source=("notice",),
        form=publications.PublicationForm,
        guards=(announcing.something_unpublished,),
        effect=publishing.record_publication,
        chain=SEEN_THERE,
        hint=Text("由另一人核对官方网站后确认，公示期方起算", "The period runs once another person has confirmed it"),
    ),
    Act(
        "record_interruption",
        Text("登记公示中断", "Record an interruption"),
        CLAUSE,
        OFFICER,
        source=("notice",),
        form=publications.InterruptionForm,
        guards=(announcing.something_published,),
        effect=publishing.record_interruption,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "correct_notice",
        Text("更正公示", "Correct the notice"),
        CLAUSE,
        OFFICER,
        source=("notice",),
        form=forms.RenewalCorrectionForm,
        guards=(announcing.something_to_correct,),
        effect=announcing.correct_notice,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "extend_notice",
        Text("延长公示期", "Extend the period"),
        CLAUSE,
        OFFICER,
        source=("notice",),
        form=editions.ExtensionForm,
        guards=(announcing.something_running,),
        effect=making.extend,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "settle_calendar",
        Text("处理日历更正", "Settle a corrected calendar"),
        CLAUSE,
        OFFICER,
        source=("notice",),
        form=publications.CalendarForm,
        guards=(announcing.calendar_corrected,),
        effect=publishing.settle_calendar,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
)

DECIDING = (
    Act(
        "announce_renewals",
        Text("作出复核决定并公布", "Decide and announce the results"),
        CLAUSE,
        OFFICER,
        source=("notice",),
        form=forms.AnnounceForm,
        guards=(announcing.somebody_ready,),
        effect=announcing.announce,
        chain=DECIDED,
        hint=Text(
            "公示期满且没有未办结异议的集群，有效期自原期满次日起延长三年",
            "Those whose notice is over and whom no objection holds back: three years from the day after the old end",
        ),
        primary=True,
    ),
    Act(
        "close_renewals",
        Text("办结批次", "Close the round"),
        "A15 A17.1",
        OFFICER,
        source=OPEN,
        target="closed",
        guards=(round_acts.nothing_open, round_acts.counties_had_their_time),
        effect=round_acts.close,
        chain=SIGNED_BY_APPROVER,
        hint=Text(
            "未申请复核的集群记录在案；是否撤销另行立案",
            "Who did not apply is put on record; a revocation is a matter of its own",
        ),
        task=False,
    ),
)

ROUND = register(
    Procedure(
        name="renewal_round",
        title=Text("复核批次", "Renewal round"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟稿", "Drafting"), 0),
            State("called", Text("申请和审核中", "Under way"), 1),
            State("notice", Text("公示和决定", "Notice and decision"), 2),
            State("closed", Text("已办结", "Closed"), 3, final=True),
            State("cancelled", Text("已取消", "Cancelled"), final=True),
        ),
        opening=Act(
            "draft_renewals",
            Text("开展复核", "Open a renewal round"),
            "A15 A19",
            OFFICER,
            form=forms.RoundForm,
            guards=(round_acts.measure_in_force,),
            effect=round_acts.draft_round,
            page="supervision:begin-renewal-round",
        ),
        acts=(*DRAFTING, *NOTICE, *DECIDING),
        bar=(
            Text("拟稿", "Drafting"),
            Text("申请和审核", "Applications"),
            Text("公示和决定", "Notice and decision"),
            Text("办结", "Closed"),
        ),
        url="supervision:renewal-round",
    )
)
