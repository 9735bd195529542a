"""What an account could do on several matters at once, and why some of it is done one by one.

Sign-offs, and acts of a table that say of each subject who gets what (`Act.together`) and ask for nothing. A sentence
to be affirmed is affirmed for each. Whatever asks for the password again or comes with a warning is done by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework import acting, entitled, locks, signing, todo
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case, Proposal, Step
from jiqun.casework.procedure import SIGN_ACTS, Act, Procedure, procedure, procedures
from jiqun.casework.refusals import Refusal
from jiqun.casework.steps import subject_model

MOST = 50
"""Matters at once: as many as a person can have read."""
SIGN = "sign"
ALONE_PASSWORD = Text("须再次输入密码，请逐件办理", "asks for the password again; do it by itself")
ALONE_WARNING = Text("有提示，请逐件查看：{warning}", "there is a warning, look at it by itself: {warning}")


@dataclass(frozen=True, slots=True)
class Kind:
    """One act that can be done on several matters: a table's own, or signing what was prepared of it."""

    table: Procedure
    act: Act
    signed: bool

    @property
    def key(self) -> str:
        """Its name in an address: `sign.application.submit`, `do.paper.receive`."""
        return f"{SIGN if self.signed else 'do'}.{self.table.name}.{self.act.name}"

    @property
    def title(self) -> Text:
        """What is done."""
        said, first = self.act.title, SIGN_ACTS[SIGN]
        return Text(f"{first.zh}：{said.zh}", f"{first.en}: {said.en}") if self.signed else said


@dataclass(frozen=True, slots=True)
class Item:
    """One matter: `gets` says who gets what, `rows` what was prepared, `affirms` what its signer has to affirm, and
    `refusal` why it is not done among others."""

    subject: Any
    title: str
    url: str
    gets: Text
    rows: tuple[tuple[str, Any], ...] = ()
    prepared_by: str = ""
    affirms: Text | None = None
    refusal: Text | None = None


def named(key: str) -> Kind | None:
    """The kind of a name in an address, if there is such an act at all."""
    how, _, rest = key.partition(".")
    table_name, _, act_name = rest.partition(".")
    found = next((table for table in procedures() if table.name == table_name), None)
    act = found.by_act.get(act_name) if found else None
    if found is None or act is None or how not in (SIGN, "do") or (how == "do" and act.together is None):
        return None
    return Kind(found, act, how == SIGN)


def kinds(user: Account, now: datetime) -> list[tuple[Kind, int]]:
    """What lies before this account more than once, with how often; a query for the sign-offs and one an act."""
    waiting = Counter((p.procedure_name, p.act) for p in todo.to_sign(user, now) if p.step == Step.SIGN)
    found = [(Kind(procedure(name), procedure(name).by_act[act], True), n) for (name, act), n in waiting.items()]
    for table in procedures():
        for act in table.acts:
            if act.together is not None and act.who.fits(user):
                found.append((Kind(table, act, False), rows(table, act, user, now).count()))
    return [(kind, n) for kind, n in found if n > 1]


def items(kind: Kind, user: Account, now: datetime) -> list[Item]:
    """The matters of a kind, those that came first first; at most `MOST`."""
    if kind.signed:
        found = [p for p in todo.to_sign(user, now) if (p.procedure_name, p.act, p.step) == of(kind)][:MOST]
        return list(to_sign(kind.table, found, user, now))
    return [own(kind, row, user, now) for row in rows(kind.table, kind.act, user, now)[:MOST]]


def of(kind: Kind) -> tuple[str, str, str]:
    """What a proposal of the kind carries."""
    return kind.table.name, kind.act.name, Step.SIGN


def rows(table: Procedure, act: Act, user: Account, now: datetime) -> Any:
    """The subjects at which the act is this account's task and no lock holds it."""
    manager: Any = subject_model(table)._default_manager
    found = manager.visible_to(user).filter(state__in=act.source, pending=False)
    cases = issubclass(subject_model(table), Case)
    own = {"procedure_name": table.name}
    found = found.filter(**own).select_related("authority").order_by("due_at", "number") if cases else found.for_tasks()
    columns = locks.columns([table], user, now, cases=cases)
    held = {name: False for of, locked, _, name in locks.locks_of([table], user) if locked is act}
    return found.annotate(**columns).filter(**held)


def to_sign(table: Procedure, proposals: list[Proposal], user: Account, now: datetime) -> Iterator[Item]:
    """The matters of proposals, read in one query, each with what was prepared."""
    manager: Any = subject_model(table)._default_manager
    keys = [proposal.subject_id for proposal in proposals]
    subjects = {str(row.pk): row for row in manager.visible_to(user).filter(pk__in=keys)}
    for proposal in proposals:
        if (subject := subjects.get(proposal.subject_id)) is None:
            continue
        doing = Doing(table, table.by_act[proposal.act], subject, user, {}, now, Random(0))
        yield Item(
            subject,
            proposal.title,
            todo.case_url(table.name, subject.pk),
            after(proposal),
            tuple(acting.prepared_rows(table, proposal, doing)),
            proposal.prepared_by.person.name,
            proposal.current.affirms,
            alone(table, subject, proposal, doing),
        )


def after(proposal: Proposal) -> Text:
    """What a signature does: carries the act out, or lays it before the next."""
    title = procedure(proposal.procedure_name).by_act[proposal.act].title
    if proposal.is_last:
        return Text(f"签批后即办理“{title.zh}”", f"“{title.en}” is carried out")
    following = proposal.chain[proposal.link + 1].name
    return Text(f"签批后转{following.zh}", f"it goes on to {following.en}")


def alone(table: Procedure, subject: Any, proposal: Proposal, doing: Doing) -> Text | None:
    """Why what waits is signed by itself; `None` when it may be signed among others."""
    if acting.sealed(table, subject, proposal.act):
        return ALONE_PASSWORD
    if (why := entitled.may_sign(proposal, doing.by, doing.now)) is not None:
        return why
    warning = getattr(acting.prepared_form(table, proposal, doing), "warning", None)
    return ALONE_WARNING.format(warning=warning) if warning else None


def own(kind: Kind, subject: Any, user: Account, now: datetime) -> Item:
    """A matter at which the act is this account's, with what a guard would refuse."""
    assert kind.act.together is not None
    doing = Doing(kind.table, kind.act, subject, user, {}, now, Random(0))
    refusal: Text | None = None
    try:
        for guard in kind.act.guards:
            guard(doing)
    except Refusal as said:
        refusal = said.text
    url = todo.case_url(kind.table.name, subject.pk)
    return Item(subject, subject.title, url, kind.act.together(subject), refusal=refusal)


def barred(kind: Kind, subject: Any, user: Account, now: datetime) -> Text | None:
    """Why this matter is not done among others, asked again when it is done; what waits no more the door answers."""
    if not kind.signed:
        return None
    proposal = signing.pending(subject)
    if proposal is None:
        return None
    if (proposal.procedure_name, proposal.act, proposal.step) != of(kind):
        return entitled.PASSED
    doing = Doing(kind.table, kind.act, subject, user, {}, now, Random(0))
    return alone(kind.table, subject, proposal, doing)
