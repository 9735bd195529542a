"""The pre-check sheet while it is typed: field by field, with versions, so that no officer overwrites another silently.

No act: nothing is journalled, the office that reviews alone sees it, and a conclusion takes it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.forms.merging import difference
from jiqun.recognition.forms.conclusions import ConcludeForm
from jiqun.recognition.models import ConclusionDraft
from jiqun.web import moments

SHOWN = "shown-"
"""Before a field's name: the version a page shows."""
BUSY = Text("刚刚有同事在保存，请稍后重试。", "A colleague was saving just now; try again.")


@dataclass
class Kept:
    """The draft as it stands after a saving: `faults` in words, `clashes` with what others typed."""

    standing: dict[str, ConclusionDraft]
    versions: dict[str, int]
    faults: dict[str, list[str]] = field(default_factory=dict)
    clashes: dict[str, str] = field(default_factory=dict)


def standing(case: Case) -> Kept:
    """What was typed and no conclusion took up yet, and the last version of every field (one query)."""
    rows = ConclusionDraft.objects.filter(application=case.pk).select_related("by__person").order_by("version")
    found = {row.field: row for row in rows}
    versions = {name: row.version for name, row in found.items()}
    return Kept({name: row for name, row in found.items() if not row.taken}, versions)


def typed(kept: Kept) -> dict[str, str]:
    """The fields of the form as they were left."""
    return {name: row.value for name, row in kept.standing.items()}


def save(case: Case, form: ConcludeForm, data: Mapping[str, str], *, by: Account, now: datetime) -> Kept:
    """Keeps the sheet's own fields among `data`; what has a fault or clashes is left as it was, the others stand.

    Raises `Refusal` when another officer saved the same field at the same moment.
    """
    kept, made = standing(case), []
    for name, known in form.fields.items():
        if name not in data or name.startswith("file_"):
            continue
        text = str(data[name]).replace("\0", "")
        there = kept.standing[name].value if name in kept.standing else str(known.initial or "")
        if text == there:
            continue
        try:
            known.clean(text)
        except ValidationError as wrong:
            kept.faults[name] = list(wrong.messages)
            continue
        version = kept.versions.get(name, 0)
        if data.get(SHOWN + name, str(version)) != str(version):
            kept.clashes[name] = text
            continue
        made.append(ConclusionDraft(application_id=case.pk, field=name, version=version + 1, value=text, by=by, at=now))
    try:
        with transaction.atomic():
            ConclusionDraft.objects.bulk_create(made)
    except IntegrityError as race:
        raise Refusal(BUSY) from race
    for row in made:
        kept.standing[row.field], kept.versions[row.field] = row, row.version
    return kept


def take(case: Case, norms: Mapping[str, Any]) -> None:
    """What was typed for these conditions became conclusions (part of the act that makes them)."""
    names = [f"{part}_{norm}" for norm in norms for part in ("verdict", "reason", "document")]
    ConclusionDraft.objects.filter(application=case.pk, field__in=names, taken=False).update(taken=True)


def answer(kept: Kept, data: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What the page's script (forms/autosave.js) is told, as `forms.autosaving.answer` says it of a form."""
    at, at_odds = f"{moments.in_shanghai(now):%H:%M:%S}", {*kept.clashes, *kept.faults}
    sent = [name for name in data if name.startswith(("verdict_", "reason_", "document_")) and name not in at_odds]
    news = [
        name
        for name, row in kept.standing.items()
        if name not in at_odds and name not in data and data.get(SHOWN + name, str(row.version)) != str(row.version)
    ]
    return {
        "at": at,
        "saved": {name: {"version": kept.versions.get(name, 0), "at": at} for name in sent},
        "faults": kept.faults,
        "clashes": {name: {**_there(kept, name), **_both(kept, name, mine)} for name, mine in kept.clashes.items()},
        "others": {name: _there(kept, name) for name in news},
    }


def _there(kept: Kept, name: str) -> dict[str, Any]:
    row = kept.standing.get(name)
    version = kept.versions.get(name, 0)
    if row is None:  # a conclusion took it up meanwhile
        return {"version": version, "by": "", "at": "", "inputs": {}}
    return {"version": version, "by": row.by.person.name, "at": moments.moment(row.at), "inputs": {name: row.value}}


def _both(kept: Kept, name: str, mine: str) -> dict[str, Any]:
    theirs = kept.standing[name].value if name in kept.standing else ""
    longer = name.startswith("reason_")
    return {"theirs": [theirs], "mine": [mine], "difference": list(difference(theirs, mine)) if longer else []}
