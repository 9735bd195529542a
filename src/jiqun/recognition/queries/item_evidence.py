"""The evidence of one score item: findings, answers, ledgers and files of the application that the rubric names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jiqun.evidence import attachments
from jiqun.evidence.attachments import File
from jiqun.evidence.models import Attachment
from jiqun.forms import answers
from jiqun.forms.definitions import Field
from jiqun.law.norms import Norm
from jiqun.ledgers.kinds import Kind, kind
from jiqun.ledgers.shown import EntryShown
from jiqun.recognition.queries.filing import ledger_slice, precheck
from jiqun.recognition.queries.filing.application import application_of, form_for, goals
from jiqun.recognition.queries.filing.ledger_slice import Slice
from jiqun.recognition.queries.filing.pages import GOALS, PRIVATE, Shown, shown
from jiqun.review.models import Sheet
from jiqun.review.rubrics import Item


@dataclass(frozen=True, slots=True)
class NormEvidence:
    """One condition of the measure with its finding as plain values, and the files attached to it."""

    norm: Norm
    finding: Mapping[str, Any] | None
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """One field of the form as the county answered it, the ledger entries it counts, the files attached to it."""

    shown: Shown
    tables: tuple[tuple[Kind, list[EntryShown]], ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class ItemEvidence:
    """Everything to look at for one item."""

    norms: tuple[NormEvidence, ...]
    fields: tuple[FieldEvidence, ...]


def of(sheet: Sheet, item: Item) -> ItemEvidence:
    """What the rubric names for an item, as it was handed in; five queries."""
    case = sheet.case
    application = application_of(case)
    case.application = application
    files = attachments.by_requirement(attachments.files(case))
    assessment = precheck.findings(case)
    found = {finding["id"]: finding for finding in assessment["findings"]} if assessment else {}
    norms = {norm.id: norm for norm in precheck.measure_of(application.round).norms}
    given = answers.values(case)
    facts = precheck.facts_of(application) if application.roster_id else None
    planned = tuple(goals(case)) if GOALS in item.fields else ()
    slice_ = ledger_slice.with_attachments(ledger_slice.frozen(application), files)
    rows = [entry.row for entry in slice_.entries]
    wanted = [f for f in form_for(application).fields() if f.id in item.fields and f.id not in PRIVATE]
    return ItemEvidence(
        tuple(NormEvidence(norms[id], found.get(id), tuple(files.get(id, ()))) for id in item.norms if id in norms),
        tuple(
            FieldEvidence(
                shown(
                    field,
                    given.get(field.id),
                    application,
                    case,
                    facts,
                    planned,
                    False,
                    files,
                    ledger_slice.told_of(field, rows, slice_.base_year, slice_.on),
                ),
                tables_of(field, slice_),
                tuple(files.get(field.id, ())),
            )
            for field in wanted
        ),
    )


def tables_of(field: Field, slice_: Slice) -> tuple[tuple[Kind, list[EntryShown]], ...]:
    """The entries a field counts, ledger by ledger."""
    if not field.ledger:
        return ()
    entries = slice_.of(field)
    names = dict.fromkeys(count.kind for count in field.ledger)
    return tuple((kind(name), there) for name in names if (there := [each for each in entries if each.kind == name]))


def file_of(sheet: Sheet, pk: UUID) -> Attachment | None:
    """A file of the case under review; `None` for any other (one query)."""
    return Attachment.objects.current().select_related("file").filter(case=sheet.case_id, pk=pk).first()
