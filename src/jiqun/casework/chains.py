"""Which chain an act is laid before: the one its authority has set, otherwise the one its table names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from jiqun.authorities.models import Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework.models import ChainSetting, StandIn
from jiqun.casework.procedure import Act, Link, Procedure, procedures
from jiqun.casework.refusals import Refusal

SETTINGS = "sign_chain"
"""The procedure by which chains are set; its own acts always keep the table's."""


def chain_for(table: Procedure, act: Act, authority: Authority, day: date) -> tuple[Link, ...]:
    """The chain that holds for an act prepared now at an authority.

    Raises `Refusal` when it names an account that was closed meanwhile and nobody signs in its place that day.
    """
    found = in_force(table.name, act.name, authority)
    if found is None:
        return act.chain
    links = affirming(found.chain, act)
    if closed := closed_accounts(links, day):
        raise Refusal(
            Text(
                f"签批链中{'、'.join(closed)}的账号已停用，请先在“签批链”中修改，或在“代理签批”中指定代理人，再提请。",
                f"The chain names closed accounts ({', '.join(closed)}); change it, or name who stands in, first.",
            ),
            clause=act.clause,
        )
    return links


def in_force(procedure_name: str, act: str, authority: Authority) -> ChainSetting | None:
    """The setting in force; `None` where the table's chain holds. One query."""
    return ChainSetting.objects.filter(
        authority=authority, procedure_name=procedure_name, act=act, state="in_force"
    ).first()


def affirming(links: Iterable[Link], act: Act) -> tuple[Link, ...]:
    """The links with the sentence the table asks to affirm at the last of them: whoever lets the act go out says it."""
    *before, last = links
    return (*before, replace(last, affirms=act.chain[-1].affirms))


def closed_accounts(links: Iterable[Link], day: date) -> list[str]:
    """The people named in a chain whose accounts are closed and in whose place nobody signs that day; no query where
    nobody is named."""
    named = {link.account: link.person for link in links if link.account is not None}
    if not named:
        return []
    standing = set(Account.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True))
    closed = [pk for pk in named if pk not in standing]
    if not closed:
        return []
    held = set(StandIn.objects.on(day).filter(absent__in=closed).values_list("absent_id", flat=True))
    return [named[pk] for pk in closed if pk not in held]


def settable(authority: Authority) -> Iterator[tuple[Procedure, Act]]:
    """The acts that an authority's officers prepare and that ask for a sign-off."""
    for table in procedures():
        for act in table.acts:
            own = act.who.role == Role.OFFICER and act.who.level in (None, authority.level)
            if own and act.chain and table.name != SETTINGS:
                yield table, act


def too_few(links: Iterable[Link], authority: Authority) -> list[Text]:
    """Why a chain could never be walked: no one signs two links, and the preparer signs none. One query."""
    links = list(links)
    people = list(
        Account.objects.filter(authority=authority, is_active=True, role__in=(Role.OFFICER, Role.APPROVER)).values_list(
            "role", "person_id", "pk"
        )
    )
    owner = {pk: person for _, person, pk in people}
    named = [owner[link.account] for link in links if link.account in owner and not link.paper]
    faults = []
    if twice := {person for person in named if named.count(person) > 1}:
        names = [link.person for link in links if link.account in owner and owner[link.account] in twice]
        faults.append(
            Text(f"{names[0]}在签批链中出现两次，同一人不能签批两个环节。", f"{names[0]} would sign two links.")
        )
    for role, post, least in ((Role.APPROVER, "审核岗", 0), (Role.OFFICER, "经办岗", 1)):
        wanted = sum(link.account is None and link.role == role and not link.paper for link in links)
        there = {person for held, person, _ in people if held == role} - set(named)
        if wanted and wanted + least > len(there):
            faults.append(
                Text(
                    f"签批链中有 {wanted} 个环节由{post}签批，而本单位可签批的{post}只有 "
                    f"{max(len(there) - least, 0)} 人；请增加账号、改为指定人员，或改为纸质签批。",
                    f"{wanted} links ask for the {role.value}, and only {max(len(there) - least, 0)} can sign here; "
                    "add accounts, name people, or let a link be on paper.",
                )
            )
    return faults
