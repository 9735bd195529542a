"""The way of a question about a round, as one table (Article 14: the call and its handling)."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.casework.refusals import Refusal
from jiqun.recognition.faq import forms
from jiqun.recognition.models.faq import RoundQuestion

CLAUSE = "A14"
ASKER, PROVINCE = Who(Role.OFFICER), Who(Role.OFFICER, Level.PROVINCE)
OWN = Text("由{unit}提出，由其撤回。", "It was asked by {unit}, which alone takes it back.")


def ask(doing: Doing) -> None:
    """From now on the province has it to answer."""
    clerk: Any = doing.clerk
    row = RoundQuestion(
        id=doing.new_id(),
        case_id=doing.payload["case"],
        authority_id=str(clerk.authority_id),
        text=doing.payload["text"],
        asked_by=clerk,
        asked_at=doing.now,
    )
    row.save(force_insert=True)
    doing.subject = row
    doing.note = Text(row.title, row.title)


def answer(doing: Doing) -> None:
    """All staff who see the round read it; what stood before is in the history."""
    said = doing.payload["answer"]
    RoundQuestion.objects.filter(pk=doing.subject.pk).update(answer=said, answered_at=doing.now)
    doing.note = Text(said, said)


def own(doing: Doing) -> None:
    """Only the authority that asked. Raises `Refusal`."""
    row: RoundQuestion = doing.subject
    if doing.by.authority is None or row.authority_id != doing.by.authority.code:
        raise Refusal(OWN.format(unit=row.authority.body), clause=CLAUSE)


TABLE = register(
    Procedure(
        name="round_question",
        title=Text("批次问答", "Question about a round"),
        model="recognition.RoundQuestion",
        states=(
            State("asked", Text("待答复", "To be answered"), 0),
            State("answered", Text("已答复", "Answered"), 1),
            State("withdrawn", Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "ask_about_round",
            Text("提问", "Ask"),
            CLAUSE,
            ASKER,
            form=forms.AskForm,
            effect=ask,
            page="recognition:ask-about-round",
            offered=False,
        ),
        acts=(
            Act(
                "answer_question",
                Text("答复提问", "Answer the question"),
                CLAUSE,
                PROVINCE,
                source=("asked",),
                target="answered",
                form=forms.AnswerForm,
                effect=answer,
                primary=True,
                hint=Text("答复后全省工作人员可见，不显示提问单位", "All staff read it, without who asked"),
            ),
            Act(
                "correct_answer",
                Text("更正答复", "Correct the answer"),
                CLAUSE,
                PROVINCE,
                source=("answered",),
                form=forms.AnswerForm,
                effect=answer,
                task=False,
            ),
            Act(
                "withdraw_question",
                Text("撤回提问", "Withdraw the question"),
                CLAUSE,
                ASKER,
                source=("asked",),
                target="withdrawn",
                guards=(own,),
                task=False,
            ),
        ),
        bar=(Text("提问", "Asked"), Text("答复", "Answered")),
        url="recognition:round-question",
    )
)
