"""The way of a question to the province and of its answer (Article 18), as one table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.instruments.acts import question as acts
from jiqun.instruments.forms import question as forms

QUESTION = register(
    Procedure(
        name="question",
        title=Text("请示与解释", "Question and interpretation"),
        model="casework.Case",
        states=(
            State("asked", Text("待答复", "To be answered"), 0),
            State("answered", Text("已解释答复", "Answered"), 1, final=True),
            State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "ask",
            Text("向省厅请示", "Ask the province"),
            "A18",
            Who(Role.OFFICER, Level.PREFECTURE),
            form=forms.AskForm,
            effect=acts.ask,
            page="instruments:ask",
        ),
        acts=(
            Act(
                "answer",
                Text("解释答复", "Answer"),
                "A18",
                Who(Role.OFFICER, Level.PROVINCE),
                source=("asked",),
                target="answered",
                form=forms.AnswerForm,
                effect=acts.answer,
                chain=(
                    Link(
                        affirms=Text(
                            "已查看确定口径所涉办件；已印发通知的批次和已提交的申报不因本解释改变。",
                            "The matters touched by the reading were looked at; rounds called before and what was "
                            "handed in do not change by this interpretation.",
                        )
                    ),
                ),
                hint=Text("审核岗签批后生效，全省工作人员可见", "In effect once signed; then all staff see it"),
                primary=True,
                page="instruments:answer",
            ),
            Act(
                "withdraw",
                Text("撤回请示", "Withdraw"),
                "A18",
                Who(Role.OFFICER, Level.PREFECTURE),
                source=("asked",),
                target="withdrawn",
                form=forms.WithdrawForm,
                effect=acts.withdraw,
                task=False,
            ),
        ),
        bar=(Text("请示", "Asked"), Text("解释答复", "Answered")),
        url="instruments:question",
    )
)
