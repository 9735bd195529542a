"""A procedure is data: states, and the acts that lead from one to another.

From this one table come the bar on the page, the acts on offer and the reasons for those that are off, the
to-do lists, the permission matrix and the diagram in the handbook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from jiqun.authorities.models import LEVEL_TITLES, ROLE_TITLES, Account, Level, Role
from jiqun.bilingual import Text

if TYPE_CHECKING:
    from jiqun.casework.doing import Doing
    from jiqun.casework.refusals import Refusal

Payload = Mapping[str, Any]


class Public:
    """Anyone, without an account."""

    pk = None
    role = "public"
    level = None
    authority = None
    person = None


PUBLIC = Public()
Actor = Account | Public
Guard = Callable[["Doing"], None]
"""Looks at a matter and raises `Refusal` when the act may not be done; changes nothing."""


class PayloadForm(forms.Form):
    """What an act asks for. Knows the matter and the actor, so that its choices fit them."""

    def __init__(self, *args: Any, doing: Doing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doing = doing
        self.prepare()

    def prepare(self) -> None:
        """Fits the fields to `self.doing`; the default leaves them as they are."""

    @property
    def today(self) -> date:
        """The office's calendar day; only for a form that is laid before somebody."""
        assert self.doing is not None
        return self.doing.today


@dataclass(frozen=True, slots=True)
class Who:
    """The role the measure names, at its level; `level=None` is any (experts, the public)."""

    role: Role | None
    level: Level | None = None

    def fits(self, actor: Actor) -> bool:
        """True when the actor holds this role at this level."""
        if self.role is None:
            return isinstance(actor, Public)
        return actor.role == self.role and (self.level is None or actor.level == self.level)

    @property
    def title(self) -> Text:
        """For people: 市级经办."""
        if self.role is None:
            return Text("社会公众", "The public")
        role = ROLE_TITLES[self.role]
        if self.level is None:
            return role
        level = LEVEL_TITLES[self.level]
        return Text(level.zh + role.zh, f"{level.en} {role.en.lower()}")


@dataclass(frozen=True, slots=True)
class Own(Who):
    """Whoever is signed in, for what is their own: the password, the second step."""

    role: Role | None = None

    def fits(self, actor: Actor) -> bool:
        """True for every account."""
        return isinstance(actor, Account)

    @property
    def title(self) -> Text:
        """For people."""
        return Text("本人", "The holder of the account")


POSTS = {
    Role.OFFICER: Text("经办岗", "the officer"),
    Role.APPROVER: Text("审核岗", "the approver"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a sign-off chain after the preparer: who signs, and the sentence the signer affirms.

    `title` is what the authority calls the link (法规科、分管领导); it is held by the `role`, or by the one `account`
    (its key) of the `person` named. With `paper` its endorsement is given on a sheet: an officer enters it, and the
    holder of the link confirms it against the sheet.
    """

    role: Role = Role.APPROVER
    affirms: Text | None = None
    title: str = ""
    account: int | None = None
    person: str = ""
    paper: bool = False

    @property
    def holder(self) -> Text:
        """Who acts at it in the system: a post, or a person by name."""
        return Text(self.person, self.person) if self.person else POSTS[self.role]

    @property
    def name(self) -> Text:
        """What it is called: its title, otherwise who holds it."""
        return Text(self.title, self.title) if self.title else self.holder

    def plain(self) -> dict[str, Any]:
        """As it is kept with what was laid before it."""
        affirms = self.affirms and {"zh": self.affirms.zh, "en": self.affirms.en}
        return {
            "role": str(self.role),
            "affirms": affirms,
            "title": self.title,
            "account": self.account,
            "person": self.person,
            "paper": self.paper,
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Link:
        """The link that was kept by `plain`."""
        affirms = kept["affirms"] and Text(kept["affirms"]["zh"], kept["affirms"]["en"])
        return cls(Role(kept["role"]), affirms, kept["title"], kept["account"], kept["person"], kept["paper"])


SIGNED_BY_APPROVER = (Link(),)


@dataclass(frozen=True, slots=True)
class State:
    """A state of a matter. `step` is its place on the bar; `-1` stands beside it. `by` names the acts of another
    procedure that take a matter here along, such as `round.announce`."""

    name: str
    title: Text
    step: int = -1
    final: bool = False
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """Why an act has to wait, as a condition on its subjects: a list asks it of all its rows in one query, where a
    guard asks one subject. It stands beside the guard that refuses the same, and refuses nothing itself."""

    text: Text
    when: Callable[[Account, datetime], Q]


@dataclass(frozen=True, slots=True)
class Act:
    """One way a matter changes. `target=None` keeps the state; a callable decides by what was entered.

    `offered=False` leaves it out of the acts beside a matter: its own page offers it where it belongs. `refused` keeps
    proof of an attempt that was refused, with its key; it runs once everything else was undone. `ends_waiting` is for
    an act that another authority's unsigned proposal must not hold up for ever: it is done all the same, and what
    waited falls with it. Such an act has no chain. `locks` tell the to-do list what the guards would refuse now.
    `password_again`: whoever does or signs it gives the password again; a callable says of which subjects. `together`
    lets it be done on several subjects after a preview, and says of each who gets what; such an act asks for nothing.
    """

    name: str
    title: Text
    clause: str
    who: Who
    source: tuple[str, ...] = ()
    target: str | Callable[[Doing], str] | None = None
    form: type[PayloadForm] = PayloadForm
    guards: tuple[Guard, ...] = ()
    effect: Callable[[Doing], None] | None = None
    chain: tuple[Link, ...] = ()
    due: Callable[[Doing], datetime | None] | None = None
    hint: Text | None = None
    page: str = ""
    task: bool = True
    primary: bool = False
    personal: bool = False
    offered: bool = True
    refused: Callable[[Doing, Refusal, str], None] | None = None
    ends_waiting: bool = False
    locks: tuple[Lock, ...] = ()
    password_again: bool | Callable[[Any], bool] = False
    together: Callable[[Any], Text] | None = None


@dataclass(frozen=True)
class Procedure:
    """A table of states and acts over one kind of subject.

    `opening` makes the subject, in one of `starts` (the first state unless said); `model` is the dotted `app.Model`;
    `bar` are the steps drawn on the page.
    """

    name: str
    title: Text
    model: str
    states: tuple[State, ...]
    acts: tuple[Act, ...]
    opening: Act | None = None
    starts: tuple[str, ...] = ()
    bar: tuple[Text, ...] = ()
    url: str = ""
    by_state: Mapping[str, State] = field(init=False)
    by_act: Mapping[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_state", {state.name: state for state in self.states})
        object.__setattr__(self, "by_act", {act.name: act for act in self.acts})
        known = set(self.by_state)
        object.__setattr__(self, "starts", self.starts or (self.states[0].name,))
        for act in self.acts:
            targets = {act.target} if isinstance(act.target, str) else set()
            if unknown := (set(act.source) | targets) - known:
                raise ValueError(f"{self.name}.{act.name}: unknown states {sorted(unknown)}")
            if act.together is not None and (act.form is not PayloadForm or act.password_again):
                raise ValueError(f"{self.name}.{act.name}: done together, it can ask for nothing")

    def holder(self, state: str) -> Who | None:
        """Who a matter in this state waits for: the one who may do its first task."""
        return next((act.who for act in self.acts if act.task and state in act.source), None)


SIGN_ACTS = {
    "sign": Text("签批", "Sign"),
    "record_paper": Text("登记纸质签批", "Enter an endorsement on paper"),
    "confirm_paper": Text("核对纸质签批", "Confirm an endorsement on paper"),
    "send_back": Text("退回经办", "Send back to the officer"),
    "one_back": Text("退回上一环节", "Send back one link"),
    "recall": Text("撤回提请", "Recall"),
}

_procedures: dict[str, Procedure] = {}


def register(procedure: Procedure) -> Procedure:
    """Makes a procedure known by its name; a chapter does so for its tables when it is loaded."""
    _procedures[procedure.name] = procedure
    return procedure


def procedure(name: str) -> Procedure:
    """The procedure of that name. Raises `KeyError`."""
    return _procedures[name]


def procedures() -> tuple[Procedure, ...]:
    """Every known procedure, in the order they were made known."""
    return tuple(_procedures.values())


def title_of_chain(procedure_name: str, act: str, number: int) -> Text:
    """What the setting of an act's chain is called."""
    table = procedure(procedure_name)
    spec = table.by_act[act]
    return Text(
        f"签批链：{table.title.zh}·{spec.title.zh}（第 {number} 版）",
        f"Chain of {table.title.en}: {spec.title.en} (revision {number})",
    )


def title_of_act(procedure_name: str, act: str) -> Text:
    """What a recorded act is called: its own title, that of a sign-off, or `other.act` of the act that caused it."""
    first, _, rest = act.partition(".")
    if first == "propose":
        title = procedure(procedure_name).by_act[rest].title
        return Text(f"提请：{title.zh}", f"Prepared: {title.en}")
    if rest:
        return title_of_act(first, rest)
    if act in SIGN_ACTS:
        return SIGN_ACTS[act]
    table = procedure(procedure_name)
    if table.opening is not None and act == table.opening.name:
        return table.opening.title
    return table.by_act[act].title
