"""The way of one renewal review, as one table (Article 15). No path leads from a date to a decision."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.law.citation import citing
from jiqun.supervision.renewal import filing, forms, judging

COUNTY, PREFECTURE, PROVINCE = (Who(Role.OFFICER, each) for each in (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE))
HELD = ("drafting", "correcting")
CLAUSE = filing.CLAUSE

COUNTY_ACTS = (
    Act(
        "hand_in_renewal",
        Text("报送复核申请", "Hand in"),
        CLAUSE,
        COUNTY,
        source=HELD,
        target="submitted",
        form=forms.HandInForm,
        guards=(filing.own, filing.round_open, filing.whole, filing.roster_readable),
        effect=filing.hand_in,
        chain=(
            Link(
                affirms=Text(
                    "已核对申报内容、目标完成情况和证明材料，内容真实、完整，同意报送。",
                    "What is stated, the results and their proof were checked; they are true and complete.",
                )
            ),
        ),
        hint=Text(
            "报送时冻结填报内容，并按现行名册测算", "What is entered is frozen and computed on the newest roster"
        ),
        primary=True,
    ),
    Act(
        "attach_proof",
        Text("上传目标证明材料", "Attach proof of a goal"),
        CLAUSE,
        COUNTY,
        source=HELD,
        form=forms.ProofForm,
        guards=(filing.own,),
        effect=filing.attach_proof,
        task=False,
    ),
    Act(
        "remove_proof",
        Text("移除证明材料", "Take proof away"),
        CLAUSE,
        COUNTY,
        source=HELD,
        form=forms.RemoveForm,
        guards=(filing.own,),
        effect=filing.remove_proof,
        task=False,
    ),
    Act(
        "withdraw_renewal",
        Text("撤回复核申请", "Withdraw"),
        CLAUSE,
        COUNTY,
        source=(*HELD, "submitted"),
        target="withdrawn",
        form=forms.ReasonForm,
        guards=(filing.own,),
        effect=filing.withdraw,
        chain=SIGNED_BY_APPROVER,
        hint=citing(
            "批次办结前可以重新申请；未申请复核是{A17.1}所列情形",
            "It may be applied for again while the round is open; not to apply is what 17(1) names",
        ),
        task=False,
    ),
)

PREFECTURE_ACTS = (
    Act(
        "opine_renewal",
        Text("市级审核", "The prefecture's opinion"),
        CLAUSE,
        PREFECTURE,
        source=("submitted",),
        target="screening",
        form=forms.OpinionForm,
        guards=(judging.own_prefecture,),
        effect=judging.opine,
        chain=SIGNED_BY_APPROVER,
        primary=True,
        page="supervision:renewal-opine",
    ),
    Act(
        "return_renewal_to_county",
        Text("退回补正", "Return to be mended"),
        CLAUSE,
        PREFECTURE,
        source=("submitted",),
        target="correcting",
        form=forms.ReturnForm,
        guards=(judging.own_prefecture, judging.not_returned_before),
        effect=judging.send_back,
        task=False,
    ),
)

PROVINCE_ACTS = (
    Act(
        "screen_renewal",
        Text("审查通过，转入目标考核", "Material is whole, judge the goals"),
        CLAUSE,
        PROVINCE,
        source=("screening",),
        target="assessing",
        form=forms.ScreenForm,
        effect=judging.screen,
        primary=True,
    ),
    Act(
        "return_renewal_to_prefecture",
        Text("退回市级", "Return to the prefecture"),
        CLAUSE,
        PROVINCE,
        source=("screening",),
        target="submitted",
        form=forms.ReturnForm,
        guards=(judging.not_returned_before,),
        effect=judging.send_back,
        chain=SIGNED_BY_APPROVER,
        task=False,
    ),
    Act(
        "judge_goals",
        Text("考核规划目标", "Judge the goals"),
        CLAUSE,
        PROVINCE,
        source=("assessing", "judged"),
        target="judged",
        form=forms.JudgeForm,
        effect=judging.judge_goals,
        hint=Text(
            "系统按目标值和实际值给出建议，由人逐项作出结论", "A proposal stands beside; people conclude on each"
        ),
        primary=True,
        page="supervision:renewal-judge",
    ),
    Act(
        "propose_renewal",
        Text("提出拟处理意见", "Propose an outcome"),
        CLAUSE,
        PROVINCE,
        source=("judged",),
        target=judging.proposed_state,
        form=forms.ProposeForm,
        guards=(judging.goals_judged,),
        effect=judging.propose,
        chain=SIGNED_BY_APPROVER,
        hint=Text(
            "拟通过的转入公示；拟不予通过的先告知并听取陈述申辩",
            "Who is to pass goes on public notice; who is not is heard first",
        ),
        primary=True,
    ),
    Act(
        "reconsider_renewal",
        Text("退回重新考核", "Take the proposal back"),
        CLAUSE,
        PROVINCE,
        source=("proposed", "listed", "failing"),
        target="judged",
        form=forms.ReasonForm,
        guards=(judging.no_hearing_open,),
        effect=judging.reconsider,
        chain=SIGNED_BY_APPROVER,
        hint=Text("异议成立或听取意见后改变结论的", "Where an objection was upheld, or the hearing changed the view"),
        task=False,
    ),
)

RENEWAL = register(
    Procedure(
        name="renewal",
        title=Text("复核", "Renewal review"),
        model="casework.Case",
        states=(
            State("drafting", Text("填报中", "Being filled in"), 0),
            State("correcting", Text("补正中", "Being mended"), 0),
            State("submitted", Text("待市级审核", "At the prefecture"), 1),
            State("screening", Text("待省级审查", "At the province"), 2),
            State("assessing", Text("目标考核中", "Goals being judged"), 3),
            State("judged", Text("已考核，待提出意见", "Judged, proposal to come"), 3),
            State("proposed", Text("拟通过，待公示", "Proposed to pass, notice to come"), 4),
            State("listed", Text("公示中", "On public notice"), 4, by=("renewal_round.make_renewal_notice",)),
            State(
                "failing",
                Text("拟不予通过，听取意见", "Proposed not to pass, to be heard"),
                4,
                by=("revocation.withdraw_decision",),
            ),
            State("renewed", Text("复核通过", "Renewed"), 5, final=True, by=("renewal_round.announce_renewals",)),
            State("refused", Text("复核未通过", "Not passed"), 5, final=True, by=("hearing.decide",)),
            State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "apply_renewal",
            Text("申请复核", "Apply for renewal"),
            CLAUSE,
            COUNTY,
            form=forms.BeginForm,
            effect=filing.begin,
            page="supervision:begin-renewal",
        ),
        acts=(*COUNTY_ACTS, *PREFECTURE_ACTS, *PROVINCE_ACTS),
        bar=(
            Text("填报", "Filled in"),
            Text("市级审核", "Prefecture"),
            Text("省级审查", "Province"),
            Text("目标考核", "Goals"),
            Text("公示或听取意见", "Notice or hearing"),
            Text("决定", "Decided"),
        ),
        url="supervision:renewal",
    )
)
