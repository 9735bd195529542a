"""The way of a stand-in, as one table: appointed by who will be away, or by a colleague and confirmed."""

from __future__ import annotations

from jiqun.authorities.models import OFFICE, Account, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import StandIn
from jiqun.casework.procedure import Act, Own, Procedure, State, Who, register
from jiqun.casework.refusals import Refusal
from jiqun.casework.standing_in import forms

CLAUSE = "A5"
NAME = "stand_in"
OFFICE_ONLY = Text("代理签批由经办、审核岗指定。", "Officers and approvers name who stands in.")


def of_an_office(doing: Doing) -> None:
    """Only officers and approvers have sign-offs. Raises `Refusal`."""
    if doing.by.role not in OFFICE:
        raise Refusal(OFFICE_ONLY, clause=CLAUSE)


def appoint(doing: Doing) -> None:
    """In force at once when one names one's own stand-in; named by a colleague it waits for a confirmation."""
    by, told = doing.clerk, doing.payload
    assert by.authority is not None
    row = StandIn(
        id=doing.new_id(),
        authority=by.authority,
        absent=Account.objects.get(pk=told["absent"]),
        substitute=Account.objects.get(pk=told["substitute"]),
        first_day=told["first_day"],
        last_day=told["last_day"],
        ground=told["ground"],
        state="in_force" if told["absent"] == by.pk else "proposed",
        appointed_by=by,
        appointed_at=doing.now,
    )
    row.save(force_insert=True)
    doing.subject = row
    doing.told |= {"absent": row.absent.username, "substitute": row.substitute.username}
    doing.note = Text(
        f"{row.substitute.person.name}代{row.absent.person.name}签批，{row.days.zh}",
        f"{row.substitute.person.name} signs for {row.absent.person.name}, {row.days.en}",
    )


def say_why(doing: Doing) -> None:
    """Keeps the reason."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


TABLE = register(
    Procedure(
        name=NAME,
        title=Text("代理签批", "Standing in"),
        model="casework.StandIn",
        states=(
            State("proposed", Text("待安全管理员确认", "Before the security administrator"), 0),
            State("in_force", Text("代理中", "In force"), 1),
            State("ended", Text("已结束", "Ended"), final=True),
            State("declined", Text("未予确认", "Not confirmed"), final=True),
        ),
        starts=("proposed", "in_force"),
        opening=Act(
            "appoint_stand_in",
            Text("指定代理人", "Name a stand-in"),
            CLAUSE,
            Own(),
            form=forms.AppointForm,
            guards=(of_an_office,),
            effect=appoint,
            page="casework:appoint-stand-in",
            personal=True,
            offered=False,
        ),
        acts=(
            Act(
                "confirm_stand_in",
                Text("确认代理", "Confirm"),
                CLAUSE,
                Who(Role.SECURITY_ADMIN),
                source=("proposed",),
                target="in_force",
                primary=True,
                personal=True,
                hint=Text("由同事代为指定的，须经确认", "Named by a colleague, it is confirmed first"),
            ),
            Act(
                "decline_stand_in",
                Text("不予确认", "Do not confirm"),
                CLAUSE,
                Who(Role.SECURITY_ADMIN),
                source=("proposed",),
                target="declined",
                form=forms.ReasonForm,
                effect=say_why,
                task=False,
                personal=True,
            ),
            Act(
                "end_stand_in",
                Text("结束代理", "End it"),
                CLAUSE,
                Own(),
                source=("in_force", "proposed"),
                target="ended",
                task=False,
                personal=True,
                hint=Text("立即生效；已代签的不受影响", "At once; what was signed stays"),
            ),
        ),
        bar=(Text("指定", "Named"), Text("代理中", "In force")),
        url="casework:stand-in",
    )
)
