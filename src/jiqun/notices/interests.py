"""Whether somebody has an interest in an objection: who decides about it had no hand in what it is about."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.notices.models import Objection


def concerned(objection: Objection) -> list[UUID]:
    """The applications an objection is about: one, or every one of its notice."""
    return [objection.case_id] if objection.case_id else [UUID(item["case"]) for item in objection.notice.items]


def interest(account: Account, objection: Objection) -> Text | None:
    """Why this account may not handle the objection; `None` when it may. Three queries at most.

    A person has an interest who did or prepared any act on an application concerned (its qualification check, the
    list it stands on), or who holds an account at an authority that filed or recommended it.
    """
    ids = concerned(objection)
    records = ActRecord.objects.filter(subject_id__in=[str(pk) for pk in ids])
    mine = Q(by__person=account.person_id) | Q(prepared_by__person=account.person_id)
    if records.filter(mine).exists():
        return Text(
            f"{account.person.name}办理过所涉集群的资格初审、拟定名单等事项，与本异议有利害关系，应当回避。",
            f"{account.person.name} acted on the cluster concerned and may not handle this objection.",
        )
    paths = list(Case.objects.filter(pk__in=ids).values_list("path", flat=True))
    held = Account.objects.filter(person=account.person_id, is_active=True, authority__isnull=False)
    for path in held.exclude(authority=account.authority_id).values_list("authority__path", flat=True):
        if any(each.startswith(path) for each in paths):
            return Text(
                f"{account.person.name}同时在所涉集群的申报或推荐单位任职，与本异议有利害关系，应当回避。",
                f"{account.person.name} also holds a post at an authority that filed or recommended it.",
            )
    return None


def another_signer(account: Account, objection: Objection) -> bool:
    """Whether the approver's office has another one without an interest; three queries for each it has."""
    others = Account.objects.filter(authority=account.authority_id, role=Role.APPROVER, is_active=True)
    return any(
        interest(each, objection) is None for each in others.exclude(person=account.person_id).select_related("person")
    )


def signers_interest(account: Account, objection: Objection) -> Text | None:
    """What an approver with an interest reads before signing an answer; `None` without one."""
    said = interest(account, objection)
    if said is None or another_signer(account, objection):
        return said
    name = account.person.name
    return Text(
        f"{name}办理过所涉集群的拟定名单等事项；本单位没有其他可签批的审核人员，由其签批的，如实记入办理日志。",
        f"{name} acted on the cluster concerned; there is no other approver here, and signing is journalled as such.",
    )
