"""A small procedure of its own, so that the door is tested apart from any chapter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework import procedure as tables
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import Act, Link, PayloadForm, Procedure, State, Who
from jiqun.casework.refusals import Refusal
from tests.office import HUICHENG, at, chance, officer

CHANCE = chance()
AFFIRMED = Text("本单位对材料的真实性负责", "We answer for its truth")


class TitleForm(PayloadForm):
    title = forms.CharField(max_length=20)


class ReasonForm(PayloadForm):
    reason = forms.CharField(error_messages={"required": "请写明理由。"})
    days = forms.IntegerField(min_value=1)


def make(doing: Doing) -> None:
    assert doing.by.authority is not None
    number = f"T-{next_number('errand'):03d}"
    doing.subject = open_case(
        doing,
        number=number,
        title=doing.payload["title"],
        authority=doing.by.authority,
        measure="gd_2023_4",
        state="draft",
    )


def hand_in(doing: Doing) -> None:
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.CHAIN)


def not_on_sunday(doing: Doing) -> None:
    if doing.now.isoweekday() == 7:
        raise Refusal(Text("周日不收件。", "Closed on Sundays."), clause="A14.1")


def explode(doing: Doing) -> None:
    Case.objects.filter(pk=doing.subject.pk).update(title="half done")
    raise RuntimeError("power cut")


@pytest.fixture
def errand() -> Iterator[Procedure]:
    """draft → sent (signed by the approver) → settled by the prefecture."""
    table = Procedure(
        name="errand",
        title=Text("小事", "Errand"),
        model="casework.Case",
        states=(
            State("draft", Text("拟稿", "Draft"), 0),
            State("sent", Text("已报", "Sent"), 1),
            State("settled", Text("已结", "Settled"), 2, final=True),
            State("dropped", Text("作罢", "Dropped"), final=True),
        ),
        opening=Act(
            "begin", Text("立项", "Begin"), "A14.1", Who(Role.OFFICER, Level.COUNTY), form=TitleForm, effect=make
        ),
        acts=(
            Act(
                "send",
                Text("上报", "Send"),
                "A14.1",
                Who(Role.OFFICER, Level.COUNTY),
                source=("draft",),
                target="sent",
                guards=(not_on_sunday,),
                effect=hand_in,
                chain=(Link(affirms=AFFIRMED),),
            ),
            Act(
                "drop",
                Text("作罢", "Drop"),
                "A14.1",
                Who(Role.OFFICER, Level.COUNTY),
                source=("draft",),
                target="dropped",
            ),
            Act(
                "explode",
                Text("断电", "Explode"),
                "A14.1",
                Who(Role.OFFICER, Level.COUNTY),
                source=("draft",),
                effect=explode,
            ),
            Act(
                "settle",
                Text("办结", "Settle"),
                "A14.2",
                Who(Role.OFFICER, Level.PREFECTURE),
                source=("sent",),
                target="settled",
                form=ReasonForm,
            ),
        ),
        bar=(Text("拟稿", "Draft"), Text("已报", "Sent"), Text("已结", "Settled")),
        url="casework:matter",
    )
    tables.register(table)
    yield table
    del tables._procedures["errand"]


@pytest.fixture
def matter(errand: Procedure, db: None) -> Case:
    """A draft of 惠城区."""
    return begin(officer(HUICHENG))


def begin(by: Account, key: str = "begin") -> Case:
    """Opens an errand."""
    case: Case = open_matter(
        "errand", by=by, payload={"title": "修路"}, key=key, now=at("2025-03-20 10:00"), chance=CHANCE
    ).subject
    return case
