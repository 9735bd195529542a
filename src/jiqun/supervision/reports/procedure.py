"""The ways of an annual report, and of an order to hand one in (Articles 16, 17(三))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.supervision.reports import agency, forms, papers, steps

COUNTY, PREFECTURE, PROVINCE = (Who(Role.OFFICER, level) for level in (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE))
TRUE = Link(
    affirms=Text("已核对本年度报告，内容真实、完整。", "I have checked this report; it is true and complete."),
)

REPORT = register(
    Procedure(
        name="annual_report",
        title=Text("年度报告", "Annual report"),
        model="casework.Case",
        states=(
            State("drafting", Text("填报中", "Being filled in"), 0),
            State("correcting", Text("退回修改中", "Being corrected"), 0),
            State("submitted", Text("待市级审核", "At the prefecture"), 1),
            State("forwarded", Text("待省级接收", "At the province"), 2),
            State("received", Text("已接收", "Received"), 3, final=True),
        ),
        opening=Act(
            "begin",
            Text("填报年度报告", "Begin an annual report"),
            steps.CLAUSE,
            COUNTY,
            form=forms.BeginForm,
            effect=steps.begin,
            page="supervision:begin-report",
        ),
        acts=(
            Act(
                "hand_in",
                Text("报送", "Hand in"),
                steps.CLAUSE,
                COUNTY,
                ("drafting", "correcting"),
                target="submitted",
                guards=(steps.own, steps.whole),
                effect=steps.hand_in,
                chain=(TRUE,),
                hint=Text(
                    "报送时以现行名册计算各项指标并冻结", "The figures are computed from the roster in use and frozen"
                ),
                primary=True,
            ),
            Act(
                "entrust",
                Text("委托运营管理机构填报", "Have the operating agency fill it in"),
                steps.CLAUSE,
                COUNTY,
                ("drafting", "correcting"),
                form=agency.EntrustForm,
                guards=(steps.own, agency.changes_something),
                effect=agency.entrust,
                hint=Text("机构只填报；核对和报送仍由本单位", "It fills in; you check and hand in"),
                task=False,
            ),
            Act(
                "forward",
                Text("审核通过并转报", "Check and pass on"),
                steps.CLAUSE,
                PREFECTURE,
                ("submitted",),
                target="forwarded",
                form=forms.ForwardForm,
                guards=(steps.own_prefecture,),
                effect=steps.forward,
                chain=SIGNED_BY_APPROVER,
                primary=True,
            ),
            Act(
                "return_to_county",
                Text("退回修改", "Return it"),
                steps.CLAUSE,
                PREFECTURE,
                ("submitted",),
                target="correcting",
                form=forms.ReturnForm,
                guards=(steps.own_prefecture, steps.not_returned_before),
                effect=steps.send_back,
                task=False,
            ),
            Act(
                "receive",
                Text("接收", "Receive"),
                steps.CLAUSE,
                PROVINCE,
                ("forwarded",),
                target="received",
                effect=steps.receive,
                hint=Text("指标和目标进展记入集群档案", "Figures and results enter the cluster's file"),
                primary=True,
                together=steps.received_of,
            ),
            Act(
                "return_for_mending",
                Text("退回修改", "Return it"),
                steps.CLAUSE,
                PROVINCE,
                ("forwarded",),
                target="correcting",
                form=forms.ReturnForm,
                guards=(steps.not_returned_before,),
                effect=steps.send_back,
                task=False,
            ),
        ),
        bar=(
            Text("填报", "Filled in"),
            Text("市级审核", "Prefecture"),
            Text("省级接收", "Province"),
            Text("已接收", "Received"),
        ),
        url="supervision:report",
    )
)

ORDER = register(
    Procedure(
        name="report_order",
        title=Text("责令限期报送", "Order to report"),
        model="casework.Case",
        states=(
            State("drafted", Text("待签发", "To be signed"), 0),
            State("ordered", Text("已责令", "Ordered"), 1),
            State("missed", Text("限期内未报送", "Not handed in within the time set"), 1),
            State("met", Text("已报送", "Handed in"), 2, final=True, by=("annual_report.receive",)),
            State("discarded", Text("已作废", "Discarded"), final=True),
        ),
        opening=Act(
            "draft_order",
            Text("责令限期报送", "Order a report"),
            steps.CLAUSE,
            PROVINCE,
            form=forms.OrderForm,
            effect=steps.draft_order,
            page="supervision:begin-order",
            offered=False,
        ),
        acts=(
            Act(
                "issue",
                Text("签发", "Issue"),
                steps.CLAUSE,
                PROVINCE,
                ("drafted",),
                target="ordered",
                guards=(steps.still_owed,),
                effect=papers.issue,
                chain=SIGNED_BY_APPROVER,
                primary=True,
            ),
            Act(
                "discard",
                Text("作废", "Discard"),
                steps.CLAUSE,
                PROVINCE,
                ("drafted",),
                target="discarded",
                form=forms.ReasonForm,
                effect=steps.say_why,
                task=False,
            ),
            Act(
                "note_missed",
                Text("登记限期内未报送", "Note that it was not handed in"),
                "A17.3",
                PROVINCE,
                ("ordered",),
                target="missed",
                guards=(steps.time_set_is_over,),
                hint=Text("只作记录；是否撤销另行立案", "A record only; a revocation is a matter of its own"),
                task=False,
            ),
        ),
        bar=(Text("拟稿", "Drafted"), Text("责令", "Ordered"), Text("已报送", "Handed in")),
        url="supervision:report-order",
    )
)
