"""The one door for machines: which acts an account may do on a matter, what they ask for, and doing them.

No act is named here: whatever a procedure's table holds goes through, by the same guards and with the same refusals.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Header, Path, Router, Schema, Status
from pydantic import BeforeValidator, ConfigDict, Field

from jiqun.api.models import SentRequest
from jiqun.api.tokens.scopes import OWN
from jiqun.api.v1.bearer import holder
from jiqun.api.v1.payload import FieldOut, Value, described, entered, whole
from jiqun.api.v1.problems import ACT_REFUSALS, NOT_HERE, ONE_REFUSALS, Fault, Problem
from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text, speaking
from jiqun.casework import acting, entitled, signing, steps
from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.casework.procedure import SIGN_ACTS, Act, Procedure, procedure
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal

router = Router(tags=["办理 · Acts"])

Name = Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,40}$", description="办理流程 · the procedure's name")]
Id = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,40}$", description="办件编号 · the matter's id")]
ActName = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,40}$", description="环节动作 · the act's name")]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9_-]{8,60}$",
        description="每次办理自定一个编号；重发时用同一个 · one of your own for each act; the same when sent again",
    ),
]
BY_PASSWORD = Text(
    "这一环节须本人再次输入密码，只能在页面上办理。", "This act asks for the password again; do it on its page."
)
OTHER_BODY = Text(
    "这个 Idempotency-Key 已用于另一次请求，请换一个新的。", "This Idempotency-Key was used for another request."
)


class OfferOut(Schema):
    """An act of a matter's procedure. `allowed`: this account may do it now; otherwise `zh` and `en` say why not.

    `signed`: it is laid before a signer first. `on_page`: it can be done on its page only.
    """

    name: str
    title_zh: str
    title_en: str
    clause: str
    allowed: bool
    signed: bool
    on_page: bool
    zh: str
    en: str


class ActsOut(Schema):
    """A matter as it stands, and the acts of its procedure."""

    id: str
    procedure: str
    state: str
    version: int
    pending: bool
    acts: list[OfferOut]


class ActFormOut(Schema):
    """What an act asks for."""

    name: str
    version: int
    fields: list[FieldOut]


class OpenIn(Schema):
    """What the opening of a matter asks for, by the names of its fields."""

    model_config = ConfigDict(extra="forbid", strict=True)

    payload: Annotated[dict[Annotated[str, Field(max_length=200)], Value], Field(max_length=2000)]


class ActIn(OpenIn):
    """What an act asks for, and the matter's version as it was read."""

    version: Annotated[int, BeforeValidator(whole), Field(ge=1, le=2_000_000_000)]


class DoneOut(Schema):
    """An act that was done, or (`proposed`) that waits for its signature. The same request again gives the same answer.

    `seq` is its place in the journal, `state` and `version` the matter's after it.
    """

    record: str
    id: str
    procedure: str
    act: str
    proposed: bool
    state: str
    version: int
    at: datetime
    seq: int | None
    url: str


def known(name: str) -> Procedure:
    """The procedure of that name; tokens and subscriptions are not for tokens. Raises `Problem` (404)."""
    try:
        found = procedure(name)
    except KeyError:
        raise Problem(404, NOT_HERE) from None
    if name in OWN:
        raise Problem(404, NOT_HERE)
    return found


def subject_of(table: Procedure, pk: str, by: Account) -> Any:
    """The subject the account sees. Raises `Problem` (404)."""
    try:
        return steps.load(table, pk, by)
    except (NotHere, OverflowError):
        raise Problem(404, NOT_HERE) from None


def of(request: HttpRequest, table: Procedure, spec: Act, subject: Any, by: Account) -> Doing:
    """An act under consideration."""
    return Doing(table, spec, subject, by, {}, office_time(request), Random(0))


def by_password(spec: Act, subject: Any) -> bool:
    """Whether an act asks for the password again."""
    asks = spec.password_again
    return asks(subject) if callable(asks) else bool(asks)


@router.get(
    "/matters/{procedure}/{pk}/acts", response={200: ActsOut, **ONE_REFUSALS}, summary="可办理的环节 · Acts of a matter"
)
def acts(request: HttpRequest, procedure: Name, pk: Id) -> ActsOut:
    """这一办件的各环节动作：现在能否办理，不能的写明原因。 · Each act, whether it may be done now, or why not."""
    by, table = holder(request, f"act:{procedure}"), known(procedure)
    subject = subject_of(table, pk, by)
    waiting = signing.pending(subject)
    offers = []
    if waiting is not None:
        for name, why in entitled.steps_open(waiting, by, office_time(request)):
            offers.append(offer(signing.sign_act(table, waiting, name), subject, why))
    for spec in table.acts:
        refusal = acting.off(of(request, table, spec, subject, by), None)
        offers.append(offer(spec, subject, refusal.text if refusal else None))
    return ActsOut(
        id=str(subject.pk),
        procedure=table.name,
        state=subject.state,
        version=subject.version,
        pending=subject.pending,
        acts=offers,
    )


def offer(spec: Act, subject: Any, why: Text | None) -> OfferOut:
    """One act in the answer."""
    on_page = by_password(spec, subject)
    why = why or (BY_PASSWORD if on_page else None)
    return OfferOut(
        name=spec.name,
        title_zh=spec.title.zh,
        title_en=spec.title.en,
        clause=spec.clause,
        allowed=why is None,
        signed=bool(spec.chain) and spec.name not in SIGN_ACTS,
        on_page=on_page,
        zh=why.zh if why else "",
        en=why.en if why else "",
    )


@router.get(
    "/matters/{procedure}/{pk}/acts/{act}",
    response={200: ActFormOut, **ACT_REFUSALS},
    summary="办理所需内容 · What an act asks for",
)
def act_form(request: HttpRequest, procedure: Name, pk: Id, act: ActName) -> ActFormOut:
    """办理这一环节须填写的内容。 · The fields of an act's payload."""
    by, table = holder(request, f"act:{procedure}"), known(procedure)
    subject = subject_of(table, pk, by)
    spec, waiting = spec_of(table, subject, act)
    doing = of(request, table, spec, subject, by)
    try:
        acting.concerns(doing, waiting, by)
    except Refusal as said:
        raise problem(said) from said
    return ActFormOut(name=spec.name, version=subject.version, fields=described(spec.form(doing=doing)))


@router.post(
    "/matters/{procedure}/{pk}/acts/{act}", response={200: DoneOut, **ACT_REFUSALS}, summary="办理 · Do an act"
)
def do(
    request: HttpRequest, response: HttpResponse, procedure: Name, pk: Id, act: ActName, key: Key, body: ActIn
) -> DoneOut:
    """办理一个环节；与页面上办理完全一样。 · Does an act, just as its page does."""
    by, table = holder(request, f"act:{procedure}"), known(procedure)
    subject = subject_of(table, pk, by)
    spec, _ = spec_of(table, subject, act)
    first_sent(request, by, key, body)
    if by_password(spec, subject):
        raise Problem(422, BY_PASSWORD, clause=spec.clause)
    data, files = entered(body.payload)

    def doing() -> Done:
        now = office_time(request)
        return perform(
            table.name,
            subject.pk,
            act,
            by=by,
            version=body.version,
            payload=data,
            files=files,
            key=door_key(key),
            now=now,
        )

    return done_out(through(doing, key, of(request, table, spec, subject, by), data, files), response, table)


@router.post("/matters/{procedure}", response={201: DoneOut, **ACT_REFUSALS}, summary="新办一件 · Open a matter")
def open_(request: HttpRequest, response: HttpResponse, procedure: Name, key: Key, body: OpenIn) -> Status[DoneOut]:
    """按流程的开启动作新办一件。 · Opens a matter by its procedure's opening act."""
    by, table = holder(request, f"act:{procedure}"), known(procedure)
    if table.opening is None:
        raise Problem(404, NOT_HERE)
    first_sent(request, by, key, body)
    if by_password(table.opening, None):
        raise Problem(422, BY_PASSWORD, clause=table.opening.clause)
    data, files = entered(body.payload)

    def doing() -> Done:
        return open_matter(table.name, by=by, payload=data, files=files, key=door_key(key), now=office_time(request))

    done = through(doing, key, of(request, table, table.opening, None, by), data, files)
    return Status(201, done_out(done, response, table))


def spec_of(table: Procedure, subject: Any, name: str) -> tuple[Act, Any]:
    """The act of that name, or a sign-off on what waits, with what waits then. Raises `Problem` (404)."""
    waiting = signing.pending(subject) if name in SIGN_ACTS else None
    spec = signing.sign_act(table, waiting, name) if waiting is not None else table.by_act.get(name)
    if spec is None:
        raise Problem(404, NOT_HERE)
    return spec, waiting


def first_sent(request: HttpRequest, by: Account, key: str, body: OpenIn) -> None:
    """Notes what a key was sent with. Raises `Problem` (409) when it came before with anything else."""
    plain = json.dumps(body.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
    sha256 = hashlib.sha256(f"{request.path}\n{plain}".encode()).hexdigest()
    kept, _ = SentRequest.objects.get_or_create(account=by, key=key, defaults={"sha256": sha256, "at": timezone.now()})
    if kept.sha256 != sha256:
        raise Problem(409, OTHER_BODY)


def through(act: Callable[[], Done], key: str, doing: Doing, data: Any, files: Any) -> Done:
    """Does it; what the door refuses is a `Problem` in both languages.

    The same request may have been done while this one was looked at, and be refused for that very reason (the name is
    taken now): then the first answer is the answer.
    """
    try:
        with speaking("zh"):
            return act()
    except Refusal as said:
        if ActRecord.objects.filter(by=doing.by.pk, key=door_key(key), cause__isnull=True).exists():
            with suppress(Refusal):
                return act()
        if isinstance(said, Invalid):
            wrong = faults(said, doing, data, files)
            raise Problem(422, said.text, clause=doing.act.clause, faults=wrong) from said
        raise problem(said) from said


def door_key(key: str) -> str:
    """The key as the door keeps it: apart from those that pages make."""
    return f"api-{key}"


def problem(said: Refusal) -> Problem:
    """A refusal of the door: absent, overtaken by somebody else, or against a condition."""
    if isinstance(said, NotHere):
        return Problem(404, NOT_HERE)
    return Problem(409 if isinstance(said, Conflict) else 422, said.text, clause=said.clause)


def faults(said: Invalid, doing: Doing, data: Any, files: Any) -> list[Fault]:
    """Every fault of what was entered, in both languages: the form is asked once more, in English."""
    for file in files.values():
        file.seek(0)
    with speaking("en"):
        form = doing.act.form(data, files, doing=doing)
        english = {name: [str(each) for each in errors] for name, errors in form.errors.items()}
    found = []
    for name, sentences in said.faults.items():
        others = english.get(name, [])
        for number, zh in enumerate(sentences):
            en = others[number] if len(others) == len(sentences) else zh
            found.append(Fault(field="" if name == "__all__" else name, zh=zh, en=en))
    return found


def done_out(done: Done, response: HttpResponse, table: Procedure) -> DoneOut:
    """The answer, from the act's record: the same whenever it is asked for."""
    if done.repeated:
        response["Idempotent-Replayed"] = "true"
    record = done.record
    return DoneOut(
        record=str(record.pk),
        id=record.subject_id,
        procedure=table.name,
        act=record.act,
        proposed=done.proposed,
        state=record.to_state,
        version=record.version,
        at=record.at.astimezone(UTC),
        seq=record.seq,
        url=reverse(table.url, args=[record.subject_id]),
    )
