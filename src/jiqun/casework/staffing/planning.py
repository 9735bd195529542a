"""Holding a workbook of units and accounts against what stands: every fault, and what to think of beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.authorities.models import ROLE_TITLES, Account, Authority, Kind, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Proposal
from jiqun.casework.staffing.columns import PEOPLE, ROLES, UNITS, Line
from jiqun.casework.staffing.people import person
from jiqun.casework.staffing.planned import Planned, fault
from jiqun.casework.staffing.units import unit


def plan(by: Account, units: list[Line], people: list[Line]) -> Planned:
    """Holds the lines against what stands; queries do not grow with the lines."""
    planned = Planned()
    known = {each.code: each for each in Authority.objects.all()}
    paths = {code: each.path for code, each in known.items()}
    kinds = {code: Kind(each.kind) for code, each in known.items()}
    twice(UNITS, "code", units, planned)
    for line in units:
        unit(by, line, known, paths, kinds, planned)
    accounts = {
        each.username: each for each in Account.objects.select_related("person", "authority").exclude(role=Role.EXPERT)
    }
    taken = set(Account.objects.filter(role=Role.EXPERT).values_list("username", flat=True))
    twice(PEOPLE, "username", people, planned)
    for line in people:
        person(by, line, accounts, taken, paths, planned)
    if not planned.faults:
        left_alone(accounts.values(), planned)
    return planned


def twice(sheet: str, column: str, lines: Iterable[Line], planned: Planned) -> None:
    """A unit or a sign-in name that stands in the sheet twice."""
    seen: dict[str, str] = {}
    for line in lines:
        first = seen.setdefault(line.get(column, ""), line["line"])
        if first != line["line"] and line.get(column):
            fault(planned, sheet, column, line, Text(f"与第 {first} 行重复。", f"The same as in line {first}."))


def left_alone(accounts: Iterable[Account], planned: Planned) -> None:
    """Units that would be left without an officer or an approver, and what waits for whoever leaves."""
    closing = {line["username"] for what, line in planned.people if what == "closed"}
    if not closing:
        return
    coming = {(line["authority"], ROLES[line["role"]]) for what, line in planned.people if what == "new"}
    staying = {(e.authority_id, e.role) for e in accounts if e.is_active and e.username not in closing} | coming
    for each in accounts:
        if each.username in closing and (each.authority_id, each.role) not in staying:
            said = Text(
                f"停用 {each.username} 后，{each.authority}没有{ROLE_TITLES[Role(each.role)].zh}：在办事项无人接手。",
                f"Without {each.username} {each.authority} has no {ROLE_TITLES[Role(each.role)].en.lower()} left.",
            )
            planned.warnings.append(said)
    held = Proposal.objects.filter(awaits_account__username__in=closing, status=Proposal.Status.PENDING)
    for username, title in held.values_list("awaits_account__username", "title"):
        said = Text(
            f"“{title}”正等 {username} 本人签批：由其同事在“代理签批”中指定接手人（离岗移交）。",
            f"“{title}” waits for {username}: a colleague names who takes over under Standing in.",
        )
        planned.warnings.append(said)
