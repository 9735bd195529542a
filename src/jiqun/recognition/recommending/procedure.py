"""Article 14(二): a prefecture sends what it recommends in a round, as one letter with its table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.recognition.queries import locks
from jiqun.recognition.recommending import acts, forms
from jiqun.recognition.recommending.late import keep_late

OFFICER = Who(Role.OFFICER, Level.PREFECTURE)
PROVINCE = Who(Role.OFFICER, Level.PROVINCE)
OPEN = ("preparing", "correcting")

RECOMMENDATION = register(
    Procedure(
        name="recommendation",
        title=Text("报送推荐", "Recommendation of a prefecture"),
        model="casework.Case",
        states=(
            State("preparing", Text("遴选推荐中", "Being prepared"), 0, by=("application.recommend",)),
            State(
                "correcting",
                Text("待更正报送", "To be corrected"),
                0,
                by=(
                    "application.recommend",
                    "application.withdraw_recommendation",
                    "application.decline",
                    "application.not_recommended",
                    "hearing.decide",
                ),
            ),
            State("sent", Text("已报送", "Sent"), 1, final=True),
        ),
        opening=Act(
            "begin_recommendation",
            Text("开始遴选推荐", "Begin the recommendation"),
            "A14.2",
            OFFICER,
            form=forms.OpenForm,
            guards=(acts.round_open,),
            effect=acts.begin,
            hint=Text(
                "先排定候选集群的顺序，再逐个推荐，最后报送推荐函", "Order the candidates, recommend, send the letter"
            ),
            offered=False,
        ),
        acts=(
            Act(
                "send_recommendation",
                Text("报送推荐函", "Send the letter of recommendation"),
                "A14.2",
                OFFICER,
                source=OPEN,
                target="sent",
                form=forms.SendForm,
                guards=(acts.round_open, acts.in_time),
                locks=locks.SEND,
                effect=acts.send,
                chain=(
                    Link(
                        affirms=Text(
                            "推荐函和推荐汇总表所列集群均已完成受理、初审和实地抽查，符合认定条件，排序和意见属实，同意报送。",
                            "Every cluster listed was accepted, reviewed and checked on site and meets the conditions; "
                            "order and opinions are as stated. To be sent.",
                        )
                    ),
                ),
                refused=keep_late,
                page="recognition:send-recommendation",
                hint=Text(
                    "报送后内容和排序固定；省级据此开展资格初审",
                    "Fixes content and order; the province checks what it lists",
                ),
                primary=True,
            ),
            Act(
                "set_order",
                Text("排定候选顺序", "Put the candidates in order"),
                "A14.2",
                OFFICER,
                source=OPEN,
                form=forms.OrderForm,
                guards=(acts.round_open,),
                effect=acts.set_order,
                page="recognition:order-candidates",
                hint=Text(
                    "全部候选集群在一张表中排序，评审专家看不到", "All candidates on one page; experts never see it"
                ),
                task=False,
            ),
            Act(
                "correct_recommendation",
                Text("更正推荐函", "Correct the letter"),
                "A14.2",
                OFFICER,
                source=("sent",),
                target="correcting",
                form=forms.ReopenForm,
                guards=(acts.round_open,),
                effect=acts.reopen,
                hint=Text("原推荐函保留，更正后另发一份", "The letter stays on record; a corrected one follows"),
                task=False,
            ),
            Act(
                "allow_late_recommendation",
                Text("同意逾期报送", "Take the letter late"),
                "A14.2",
                PROVINCE,
                source=("preparing",),
                form=forms.LateForm,
                guards=(acts.round_open, acts.too_late_now),
                effect=acts.allow_late,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
        ),
        bar=(Text("遴选推荐", "Selecting"), Text("报送省级", "Sent")),
        url="recognition:recommendation",
    )
)
