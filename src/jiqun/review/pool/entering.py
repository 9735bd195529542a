"""Writing an expert's entry. Called by the acts of the pool, inside their transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.casework.refusals import Refusal
from jiqun.review.experts import Expert, ExpertFile
from jiqun.review.fields import field_key, field_name

CODE = re.compile(r"[A-Z]{1,3}\d{2,6}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of an expert beside name and account. `place` is a path of the tree; `ties` and `advised` are path
    prefixes, credit codes or names; `periods` the days free for reviews, none for always."""

    fields: tuple[str, ...]
    employer: str
    place: str
    title: str = ""
    uscc: str = ""
    ties: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    available: bool = True
    periods: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, expert: Expert) -> Entry:
        """The entry as it stands."""
        return cls(
            tuple(expert.fields),
            expert.employer,
            expert.place,
            expert.title,
            expert.uscc,
            tuple(expert.ties),
            tuple(expert.advised),
            expert.available,
            tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in expert.periods),
        )

    def columns(self) -> dict[str, Any]:
        """By column of the table."""
        return {
            "fields": list(self.fields),
            "employer": self.employer,
            "place": self.place,
            "title": self.title,
            "uscc": self.uscc,
            "ties": [with_slash(tie) for tie in self.ties],
            "advised": [with_slash(tie) for tie in self.advised],
            "available": self.available,
            "periods": [[first.isoformat(), last.isoformat()] for first, last in self.periods],
        }


TITLES = {
    "fields": Text("领域", "Fields"),
    "employer": Text("任职单位", "Employer"),
    "place": Text("任职地", "Place of work"),
    "title": Text("职务职称", "Title"),
    "uscc": Text("单位统一社会信用代码", "Employer's credit code"),
    "ties": Text("利害关系", "Ties"),
    "advised": Text("咨询辅导经历", "Advice given"),
    "available": Text("能否参加", "Takes part"),
    "periods": Text("可参加日期", "Days free"),
}
"""What the parts of an entry are called."""


def with_slash(tie: str) -> str:
    """A path prefix ends in a slash, so that 441 is not 4413."""
    return tie.rstrip("/") + "/" if "/" in tie else tie


def add(
    account: Account,
    *,
    code: str,
    fields: Iterable[str],
    employer: str,
    place: str,
    now: datetime,
    state: str = "active",
    file_id: UUID | None = None,
    **more: Any,
) -> Expert:
    """Takes an account into the pool, in a state of the procedure `expert`. `more` are further parts of `Entry`.

    Raises `Refusal` for a wrong role, an unknown place or field, a code not allowed or in use, an account in the pool.
    """
    if account.role != Role.EXPERT:
        raise Refusal(Text("只有评审专家账号可以入库。", "Only an expert's account can join the pool."))
    if Expert.objects.filter(pk=account.pk).exists():
        raise Refusal(Text("该账号的专家已在库中。", "The expert of this account is in the pool already."))
    if not CODE.fullmatch(code) or Expert.objects.filter(code=code).exists():
        raise Refusal(Text(f"专家代号 {code} 已被使用或不合规则。", f"Code {code} is in use or not allowed."))
    entry = Entry(tuple(field_key(each) or each for each in fields), employer, place, **more)
    check(entry)
    expert = Expert.objects.create(account=account, code=code, **entry.columns())
    key = file_id or uuid7(now, Random(code))
    ExpertFile.objects.create(id=key, expert=expert, state=state, entered_at=now)
    return expert


def amend(expert: Expert, **changes: Any) -> Text | None:
    """Changes parts of an entry; what changed in a line, `None` for nothing. Raises `Refusal` as `add` does."""
    before = Entry.of(expert)
    after = replace(before, **changes)
    check(after)
    old, new = before.columns(), after.columns()
    differing = [name for name in new if old[name] != new[name]]
    if not differing:
        return None
    for name in differing:
        setattr(expert, name, new[name])
    expert.save(update_fields=differing)
    names = [TITLES[name] for name in differing]
    return Text("更改：" + "、".join(t.zh for t in names), "Changed: " + ", ".join(t.en for t in names))


def check(entry: Entry) -> None:
    """Raises `Refusal` for an unknown place or field."""
    if not Authority.objects.filter(path=entry.place).exists():
        raise Refusal(Text(f"没有这个任职地：{entry.place}。", f"There is no such place of work: {entry.place}."))
    if unknown := [key for key in entry.fields if field_key(key) is None]:
        raise Refusal(
            Text(
                f"没有这个领域：{'、'.join(unknown)}。请从领域清单中选择。",
                f"No such field: {', '.join(unknown)}. Choose from the list of fields.",
            )
        )


def fields_text(keys: Iterable[str]) -> Text:
    """Fields in words."""
    names = [field_name(key) for key in keys]
    return Text("、".join(t.zh for t in names), ", ".join(t.en for t in names))
