"""The procedures as data: what a program has to know of them before it acts."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from jiqun.api.tokens.scopes import OWN
from jiqun.api.v1.bearer import holder
from jiqun.api.v1.door import Name, known, of, problem
from jiqun.api.v1.payload import FieldOut, described
from jiqun.api.v1.problems import NOT_HERE, ONE_REFUSALS, READ_REFUSALS, Problem, Said
from jiqun.casework import acting
from jiqun.casework.procedure import Act, Procedure, procedures
from jiqun.casework.refusals import Refusal

router = Router(tags=["办理流程 · Procedures"])


class StateOut(Schema):
    """A state of a procedure."""

    name: str
    title: Said
    final: bool


class TableActOut(Schema):
    """An act of a procedure: who does it, in which states (none: it opens the matter), by which clause."""

    name: str
    title: Said
    who: Said
    source: list[str]
    clause: str
    signed: bool


class ProcedureOut(Schema):
    """A procedure: its states and acts."""

    name: str
    title: Said
    states: list[StateOut]
    acts: list[TableActOut]


class OpeningOut(Schema):
    """What opening a matter asks for."""

    name: str
    fields: list[FieldOut]


def act_out(spec: Act) -> TableActOut:
    """An act as it is given out."""
    who = spec.who.title
    return TableActOut(
        name=spec.name,
        title=Said(zh=spec.title.zh, en=spec.title.en),
        who=Said(zh=who.zh, en=who.en),
        source=list(spec.source),
        clause=spec.clause,
        signed=bool(spec.chain),
    )


def procedure_out(table: Procedure) -> ProcedureOut:
    """A procedure as it is given out, its opening first."""
    states = [
        StateOut(name=each.name, title=Said(zh=each.title.zh, en=each.title.en), final=each.final)
        for each in table.states
    ]
    acts = [act_out(spec) for spec in (*((table.opening,) if table.opening else ()), *table.acts)]
    return ProcedureOut(name=table.name, title=Said(zh=table.title.zh, en=table.title.en), states=states, acts=acts)


@router.get("/procedures", response={200: list[ProcedureOut], **READ_REFUSALS}, summary="办理流程 · Procedures")
def tables(request: HttpRequest) -> list[ProcedureOut]:
    """全部办理流程的状态和环节动作。 · Every procedure with its states and acts."""
    return [procedure_out(table) for table in procedures() if table.name not in OWN]


@router.get(
    "/procedures/{procedure}/opening",
    response={200: OpeningOut, **ONE_REFUSALS},
    summary="新办所需内容 · What opening a matter asks for",
)
def opening(
    request: HttpRequest,
    procedure: Name,
) -> OpeningOut:
    """新办一件须填写的内容。 · The fields of an opening's payload."""
    by, table = holder(request, f"act:{procedure}"), known(procedure)
    if table.opening is None:
        raise Problem(404, NOT_HERE)
    doing = of(request, table, table.opening, None, by)
    try:
        acting.concerns(doing, None, by)
    except Refusal as said:
        raise problem(said) from said
    return OpeningOut(name=table.opening.name, fields=described(table.opening.form(doing=doing)))
