"""Proposing, adopting and declining a workbook of units and accounts. Called by the one door only."""

from __future__ import annotations

from datetime import time

from jiqun.authorities.models import Account, Authority, Person
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models.staffing import StaffChange
from jiqun.casework.refusals import Refusal
from jiqun.casework.staffing.columns import CLOSED, KINDS, ROLES, Line
from jiqun.casework.staffing.planning import plan


def propose(doing: Doing) -> None:
    """Keeps what the workbook would change."""
    by, change = doing.clerk, doing.subject
    assert by.authority is not None
    change.id, change.authority, change.proposed_by, change.proposed_at = doing.new_id(), by.authority, by, doing.now
    change.save(force_insert=True)
    doing.told.update(doing.payload)


def still_fits(doing: Doing) -> None:
    """Nothing came in between that it does not fit any more. Raises `Refusal` with the first of it."""
    change: StaffChange = doing.subject
    planned = plan(change.proposed_by, change.units, change.people)
    if planned.faults:
        first, n = planned.faults[0], len(planned.faults)
        where = f"{first.sheet} {first.cell}"
        raise Refusal(
            Text(
                f"提出之后情况有变，有 {n} 处不再适用，如{where}：{first.text.zh}由系统管理员重新导入。",
                f"{n} lines no longer fit, such as {where}: {first.text.en} Have it brought in anew.",
            )
        )


def adopt(doing: Doing) -> None:
    """Carries it out: units first, then accounts; a new account has no password until its link is used."""
    change: StaffChange = doing.subject
    planned = plan(change.proposed_by, change.units, change.people)
    for what, line in planned.units:
        unit(what, line)
    for what, line in planned.people:
        person(what, line)
    doing.told.update(planned.counts())
    doing.note = Text(
        f"单位 {len(planned.units)} 个，账号 {len(planned.people)} 个",
        f"{len(planned.units)} units, {len(planned.people)} accounts",
    )


def unit(what: str, line: Line) -> None:
    """One unit, new or with other names and hours."""
    closing = time.fromisoformat(line["closing"])
    told = {"name": line["name"], "body": line["body"], "closing": closing}
    if what == "changed":
        Authority.objects.filter(code=line["code"]).update(**told)
        return
    Authority.objects.create(
        code=line["code"],
        kind=KINDS[line["kind"]],
        parent_id=line["parent"],
        within=line.get("within", ""),
        path=line["path"],
        **told,
    )


def person(what: str, line: Line) -> None:
    """One account, new or with other data of its person."""
    told = {"name": line["name"], "phone": line.get("phone", ""), "email": line.get("email", "")}
    if what != "new":
        found = Account.objects.get(username=line["username"])
        Person.objects.filter(pk=found.person_id).update(**told)
        Account.objects.filter(pk=found.pk).update(is_active=line.get("state") != CLOSED)
        return
    same = Person.objects.filter(name=told["name"], phone=told["phone"]).first() if told["phone"] else None
    account = Account(
        username=line["username"],
        person=same or Person.objects.create(**told),
        role=ROLES[line["role"]],
        authority_id=line["authority"],
    )
    account.set_unusable_password()
    account.save()
