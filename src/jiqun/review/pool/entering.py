"""The pool of experts."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.authorities.models import Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.review.draw import ExpertTies
from jiqun.review.models import Expert


def add(
    account: Account,
    *,
    code: str,
    field: str,
    employer: str,
    place: str,
    ties: Iterable[str] = (),
    available: bool = True,
) -> Expert:
    """Takes an account into the pool. `place` is the path of the place of work; `ties` are path prefixes, credit
    codes or names of units. Raises `Refusal` for a wrong role, an unknown place or a code in use."""
    if account.role != Role.EXPERT:
        raise Refusal(Text("只有评审专家账号可以入库。", "Only an expert's account can join the pool."))
    if not Authority.objects.filter(path=place).exists():
        raise Refusal(Text(f"没有这个任职地：{place}。", f"There is no such place of work: {place}."))
    if "|" in code or Expert.objects.filter(code=code).exists():
        raise Refusal(Text(f"专家代号 {code} 已被使用或不合规则。", f"Code {code} is in use or not allowed."))
    return Expert.objects.create(
        account=account,
        code=code,
        field=field,
        employer=employer,
        place=place,
        ties=[tie.rstrip("/") + "/" if "/" in tie else tie for tie in ties],
        available=available,
    )


def ties(codes: Iterable[str] | None = None) -> list[ExpertTies]:
    """The pool as a draw sees it (one query); with `codes`, of these experts only."""
    rows = Expert.objects.order_by("code")
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    return [
        ExpertTies(code, employer, place, tuple(declared), available and active)
        for code, employer, place, declared, available, active in rows.values_list(
            "code", "employer", "place", "ties", "available", "account__is_active"
        )
    ]
