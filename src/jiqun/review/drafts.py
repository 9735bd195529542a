"""The draft of a sheet while it is typed: field by field, with versions, so that two windows never overwrite silently.

No act: nothing is journalled, nobody but the author sees it, and it goes when the sheet is handed in or given up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.forms.merging import difference
from jiqun.review.computed import pinned
from jiqun.review.models import Sheet, SheetChange
from jiqun.review.rubrics import points, rubric_of
from jiqun.review.sheets import (
    COMMENT,
    COMPUTED_KEPT,
    REASON,
    SCORE,
    SHOWN,
    fields_of,
)
from jiqun.web import moments

OTHER_WINDOW = Text("您在另一个窗口", "You, in another window,")
SHUT = Text("这份评审表已不能修改。", "This sheet can be changed no more.")
BUSY = Text("刚刚有另一处在保存，请稍后重试。", "Another window was saving just now; try again.")
TRIES = 3


@dataclass
class Kept:
    """What became of what was sent: `written` fields, `faults` in words, `clashes` with what another window typed.

    `draft` is the draft as it stands now.
    """

    draft: dict[str, dict[str, Any]]
    written: list[str] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    clashes: dict[str, str] = field(default_factory=dict)


def save(sheet: Sheet, data: Mapping[str, str], now: datetime) -> Kept:
    """Keeps the sheet's own fields among `data`; what has a fault or clashes is left as it was, the others stand.

    Three statements where anything changed. Raises `Refusal` once the sheet can be changed no more.
    """
    for _ in range(TRIES):
        kept = _sorted(sheet, data)
        if not kept.written:
            return kept
        open_sheet = Sheet.objects.filter(pk=sheet.pk, state="declared", case__state="review")
        changes = [
            SheetChange(
                sheet=sheet, field=name, version=kept.draft[name]["version"], value=kept.draft[name]["value"], at=now
            )
            for name in kept.written
        ]
        with transaction.atomic():
            found = open_sheet.filter(drafted=sheet.drafted).update(
                draft=kept.draft, drafted=sheet.drafted + 1, saved_at=now
            )
            if found:
                SheetChange.objects.bulk_create(changes)
                return kept
        there = open_sheet.values_list("draft", "drafted").first()
        if there is None:
            raise Refusal(SHUT, clause="A14.3")
        sheet.draft, sheet.drafted = there
    raise Refusal(BUSY)


def _sorted(sheet: Sheet, data: Mapping[str, str]) -> Kept:
    """What of the data would be written over the draft as it was read."""
    found = pinned(sheet)
    rubric = rubric_of(sheet.panel.rubric)
    fields, kept = fields_of(rubric, found), Kept(dict(sheet.draft))
    for item in rubric.items:
        if SCORE + item.id not in fields and str(data.get(SCORE + item.id, "")).strip():
            kept.faults[REASON + item.id] = [str(COMPUTED_KEPT.format(title=item.title))]
    for name, known in fields.items():
        if name not in data or name in kept.faults:
            continue
        typed, there = str(data[name]).replace("\0", ""), kept.draft.get(name, {"value": "", "version": 0})
        if typed == there["value"]:
            continue
        try:
            if typed.strip():
                known.clean(typed)
        except ValidationError as wrong:
            kept.faults[name] = list(wrong.messages)
            continue
        if (shown := data.get(SHOWN + name)) is not None and shown != str(there["version"]):
            kept.clashes[name] = typed
            continue
        kept.draft[name] = {"value": typed, "version": there["version"] + 1}
        kept.written.append(name)
    return kept


def answer(kept: Kept, data: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What the page's script (forms/autosave.js) is told, as `forms.autosaving.answer` says it of a form."""
    at = f"{moments.in_shanghai(now):%H:%M:%S}"
    at_odds = set(kept.clashes) | set(kept.faults)
    sent = [name for name in data if not name.startswith(SHOWN) and name not in at_odds]
    return {
        "at": at,
        "saved": {name: {"version": _version(kept, name), "at": at} for name in sent if _is_field(name)},
        "faults": kept.faults,
        "clashes": {
            name: {
                **_standing(kept, name, now),
                "theirs": [kept.draft[name]["value"]] if name in kept.draft else [],
                "mine": [typed],
                "difference": []
                if name.startswith(SCORE)
                else list(difference(kept.draft.get(name, {"value": ""})["value"], typed)),
            }
            for name, typed in kept.clashes.items()
        },
        "others": {
            name: _standing(kept, name, now)
            for name, there in kept.draft.items()
            if name not in at_odds
            and name not in data
            and data.get(SHOWN + name) is not None
            and data[SHOWN + name] != str(there["version"])
        },
    }


def _is_field(name: str) -> bool:
    return name == COMMENT or name.startswith((SCORE, REASON))


def _version(kept: Kept, name: str) -> int:
    version: int = kept.draft[name]["version"] if name in kept.draft else 0
    return version


def _standing(kept: Kept, name: str, now: datetime) -> dict[str, Any]:
    """A field as it stands, for a window that shows an older one."""
    value = kept.draft[name]["value"] if name in kept.draft else ""
    shown = moments.moment(now)
    return {"version": _version(kept, name), "by": str(OTHER_WINDOW), "at": shown, "inputs": {name: value}}


def begun_from(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """A submitted sheet as the draft of another: what its expert gave, without what was computed."""
    found = {COMMENT: sheet.comment}
    for item, given in sheet.scores.items():
        found[SCORE + item] = points(given["score"] - given.get("computed", 0))
        found[REASON + item] = given["reason"]
    return {name: {"value": value, "version": 1} for name, value in found.items() if value}


def forget(**sheets: Any) -> None:
    """Lets go of what was typed into sheets that were handed in or given up (filters of `Sheet`); two statements."""
    of = Sheet.objects.filter(**sheets)
    SheetChange.objects.filter(sheet__in=of).delete()
    of.update(draft={}, saved_at=None)
