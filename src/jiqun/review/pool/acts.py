"""What is done with the file of an expert. Called by the one door only; all of it is journalled salted (personal)."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.models import Account, Person, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number
from jiqun.casework.refusals import Refusal
from jiqun.review.experts import Expert
from jiqun.review.models import OPEN_SHEETS, Sheet
from jiqun.review.pool.entering import add, amend
from jiqun.review.pool.parsing import periods, split


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under the article the pool serves."""
    return Refusal(Text(zh, en), clause="A14.3")


def nominate(doing: Doing) -> None:
    """Opens the file of an expert who is proposed; makes the account, without a password, where there is none."""
    payload = doing.payload
    code = payload["code"] or free_code()
    account = Account.objects.get(username=payload["account"]) if payload["account"] else made_account(payload, code)
    identifier = doing.new_id()
    expert = add(account, code=code, state="proposed", now=doing.now, file_id=identifier, **entered(payload))
    doing.subject = expert.file
    doing.told["code"] = code
    doing.note = Text(f"拟入库专家 {code}", f"Proposed: expert {code}")


def free_code() -> str:
    """The next code that nobody has; some were typed by hand."""
    while Expert.objects.filter(code=(code := f"E{next_number('expert'):03d}")).exists():
        pass
    return code


def made_account(payload: Any, code: str) -> Account:
    """A person and an account that cannot sign in until the expert chose a password by a one-time link."""
    person = Person.objects.create(name=payload["name"], phone=payload["phone"], email=payload["email"])
    account = Account(username=code.lower(), person=person, role=Role.EXPERT)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def entered(payload: Any) -> dict[str, Any]:
    """The parts of an entry out of a cleaned form."""
    return {
        "fields": tuple(payload["fields"]),
        "title": payload["title"],
        "employer": payload["employer"],
        "uscc": payload["uscc"],
        "place": payload["place"],
        **own(payload),
    }


def own(payload: Any) -> dict[str, Any]:
    """The parts an expert keeps up alone."""
    return {
        "ties": split(payload["ties"]),
        "advised": split(payload["advised"]),
        "available": payload["available"],
        "periods": periods(payload["periods"]),
    }


def change(doing: Doing) -> None:
    """Amends an entry; the history names the parts that changed, the journal holds them."""
    expert: Expert = doing.subject.expert
    person, payload = expert.account.person, doing.payload
    told = amend(expert, **entered(payload))
    same = (person.name, person.phone, person.email) == (payload["name"], payload["phone"], payload["email"])
    if not same:
        person.name, person.phone, person.email = payload["name"], payload["phone"], payload["email"]
        person.save(update_fields=["name", "phone", "email"])
    contact = None if same else Text("姓名或联系方式已更改", "name or contact changed")
    parts = [text for text in (told, contact) if text is not None]
    if not parts:
        raise refuse("没有任何改动。", "Nothing was changed.")
    doing.note = Text("；".join(t.zh for t in parts), "; ".join(t.en for t in parts))


def update_own(doing: Doing) -> None:
    """An expert's own word on ties, advice and days; in force for the next draw and for substitutes."""
    told = amend(doing.subject.expert, **own(doing.payload))
    if told is None:
        raise refuse("没有任何改动。", "Nothing was changed.")
    doing.note = told


def give_reason(doing: Doing) -> None:
    """Keeps why the standing changes."""
    doing.subject.reason = doing.payload["reason"]
    doing.subject.save(update_fields=["reason"])
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def no_open_sheet(doing: Doing) -> None:
    """Nobody leaves the pool with a review in hand, be it one to be scored anew."""
    n = Sheet.objects.filter(expert=doing.subject.expert_id, state__in=OPEN_SHEETS, case__state="review").count()
    if n:
        raise refuse(
            f"该专家还有 {n} 份评审未完成，请先收回或待其完成后再办理出库。",
            f"This expert still has {n} reviews in hand; take them back or wait until they are done.",
        )
