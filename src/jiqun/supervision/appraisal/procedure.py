"""The ways of a year's appraisal and of each cluster's sheet in it, as tables (Article 16)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Lock, Procedure, State, Who, register
from jiqun.supervision.appraisal import forms, matter, sheet
from jiqun.supervision.models import Appraised
from jiqun.supervision.models.appraisal import ANSWERED, CONFIRMED, MARKING, OBJECTED, SETTLED

OFFICER = Who(Role.OFFICER, Level.PROVINCE)


def _unconfirmed(user: Account, now: datetime) -> Q:
    waiting = Appraised.objects.filter(appraisal=OuterRef("pk")).exclude(state=CONFIRMED)
    return Q(Exists(waiting))


def _all_drafted(user: Account, now: datetime) -> Q:
    wanting = Appraised.objects.filter(Q(letter=None) | Q(letter__state="dropped"), appraisal=OuterRef("pk"))
    return ~Q(Exists(wanting))


APPRAISAL = register(
    Procedure(
        name="appraisal",
        title=Text("年度考核", "Yearly appraisal"),
        model="casework.Case",
        states=(
            State("marking", Text("考核中", "Being marked"), 0),
            State("settled", Text("已定级", "Settled"), 1),
            State("closed", Text("已办结", "Closed"), 2, final=True),
            State("discarded", Text("已作废", "Discarded"), final=True),
        ),
        opening=Act(
            "begin_appraisal",
            Text("开展年度考核", "Begin a yearly appraisal"),
            matter.CLAUSE,
            OFFICER,
            form=forms.BeginForm,
            effect=matter.begin,
            hint=Text(
                "各集群的测算项目按开展之日的数据固定；等次由人确认并签批，不由系统作出",
                "What is computed is pinned as it stands today; grades are given by people and signed",
            ),
            page="supervision:begin-appraisal",
        ),
        acts=(
            Act(
                "settle",
                Text("定级", "Settle the grades"),
                matter.CLAUSE,
                OFFICER,
                source=("marking",),
                target="settled",
                guards=(matter.everything_confirmed,),
                effect=matter.settle,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对各集群的评分、等次和理由，同意定级。",
                            "Points, grades and reasons of every cluster were looked at; I agree.",
                        )
                    ),
                ),
                locks=(Lock(Text("还有集群没有确认等次", "Some clusters have no grade confirmed"), _unconfirmed),),
                primary=True,
            ),
            Act(
                "recompute",
                Text("重新取数", "Compute anew"),
                matter.CLAUSE,
                OFFICER,
                source=("marking",),
                form=forms.ReasonForm,
                effect=matter.recompute,
                hint=Text("测算有变化的集群须重新确认等次", "A cluster whose points changed is confirmed again"),
                task=False,
            ),
            Act(
                "draft_feedback",
                Text("拟反馈函", "Draft the letters"),
                matter.CLAUSE,
                OFFICER,
                source=("settled",),
                form=forms.FeedbackForm,
                guards=(matter.somebody_untold,),
                effect=matter.draft_feedback,
                locks=(Lock(Text("反馈函都已拟稿", "Every letter is drafted"), _all_drafted),),
                hint=Text("每个集群一份，经地级以上市转送", "One for each cluster, passed on by its prefecture"),
                primary=True,
            ),
            Act(
                "follow_measures",
                Text("登记整改事项", "Enter the measures asked"),
                matter.CLAUSE,
                OFFICER,
                source=("settled",),
                guards=(matter.somebody_to_follow,),
                effect=matter.follow,
                hint=Text(
                    "反馈函已送达的集群，其整改事项列入问题整改", "Of the letters that have reached their county"
                ),
                task=False,
            ),
            Act(
                "close_appraisal",
                Text("办结", "Close"),
                matter.CLAUSE,
                OFFICER,
                source=("settled",),
                target="closed",
                guards=(matter.everything_told,),
                task=False,
            ),
            Act(
                "discard_appraisal",
                Text("作废", "Discard"),
                matter.CLAUSE,
                OFFICER,
                source=("marking",),
                target="discarded",
                form=forms.ReasonForm,
                effect=matter.discard,
                task=False,
            ),
        ),
        bar=(Text("评分定级", "Marked"), Text("反馈", "Told"), Text("办结", "Closed")),
        url="supervision:appraisal",
    )
)

SHEET = register(
    Procedure(
        name="appraised",
        title=Text("集群考核表", "Appraisal of a cluster"),
        model="supervision.Appraised",
        states=(
            State(MARKING, Text("评分中", "Being marked"), 0, by=("appraisal.recompute",)),
            State(CONFIRMED, Text("等次已确认", "Grade confirmed"), 1),
            State(SETTLED, Text("已定级", "Settled"), 2, by=("appraisal.settle",)),
            State(OBJECTED, Text("复核意见待答复", "Objected to"), 3),
            State(ANSWERED, Text("复核意见已答复", "Answered"), 3, final=True),
        ),
        acts=(
            Act(
                "mark",
                Text("逐项评分", "Mark item by item"),
                matter.CLAUSE,
                OFFICER,
                source=(MARKING,),
                form=forms.MarkForm,
                guards=(sheet.still_open,),
                effect=sheet.mark,
                hint=Text("可以分次评分；留空的项目不变", "It may be done in parts; what is left blank stays as it is"),
                task=False,
            ),
            Act(
                "confirm_grade",
                Text("确认等次", "Confirm the grade"),
                matter.CLAUSE,
                OFFICER,
                source=(MARKING,),
                target=CONFIRMED,
                form=forms.ConfirmForm,
                guards=(sheet.still_open, sheet.everything_marked),
                effect=sheet.confirm,
                task=False,
                primary=True,
            ),
            Act(
                "take_back",
                Text("退回评分", "Back to marking"),
                matter.CLAUSE,
                OFFICER,
                source=(CONFIRMED,),
                target=MARKING,
                form=forms.ReasonForm,
                guards=(sheet.still_open,),
                effect=sheet.take_back,
                task=False,
            ),
            Act(
                "object_to_grade",
                Text("提出复核意见", "Object to the grade"),
                matter.CLAUSE,
                Who(Role.OFFICER, Level.COUNTY),
                source=(SETTLED,),
                target=OBJECTED,
                form=forms.ObjectionForm,
                guards=(sheet.own_letter, sheet.in_time),
                effect=sheet.object_,
                chain=SIGNED_BY_APPROVER,
                hint=Text(
                    "只能提出一次，须在期限内签批；没有不同意见的不必办理",
                    "Once only, signed within the time; not needed when you agree",
                ),
                task=False,
            ),
            Act(
                "answer_objection",
                Text("答复复核意见", "Answer the objection"),
                matter.CLAUSE,
                OFFICER,
                source=(OBJECTED,),
                target=ANSWERED,
                form=forms.AnswerForm,
                effect=sheet.answer,
                chain=SIGNED_BY_APPROVER,
                hint=Text("签批后生成复函文稿，经地级以上市转送", "Once signed, a letter is drafted"),
                primary=True,
            ),
        ),
        bar=(
            Text("评分", "Marked"),
            Text("确认等次", "Confirmed"),
            Text("定级", "Settled"),
            Text("复核意见", "Objection"),
        ),
        url="supervision:appraised",
    )
)
