"""Form revisions: a definition is stored once and never changed; matters pin the one they were opened under."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from jiqun.forms import definitions
from jiqun.forms.definitions import Form
from jiqun.forms.models import FormRevision
from jiqun.journal.canonical import canonical, digests


def ensure_revision(
    form: str, now: datetime, definition: Mapping[str, Any] | None = None, origin: str = ""
) -> FormRevision:
    """The revision of a form (申报, 推荐, 年度, 复核) with this definition, by default the shipped one.

    The same definition is stored once; another one gets the next number. Raises `LookupError` for an unknown form.
    """
    content = dict(definition) if definition is not None else definitions.shipped(form)
    sha256 = digests(canonical(content)).sha256
    found = FormRevision.objects.filter(form=form, sha256=sha256).first()
    if found is not None:
        return found
    definitions.read(content)  # what cannot be read is never stored
    last = FormRevision.objects.filter(form=form).aggregate(last=Max("number"))["last"] or 0
    return FormRevision.objects.create(
        form=form,
        number=last + 1,
        definition=content,
        sha256=sha256,
        origin=origin or definitions.ORIGIN.zh,
        at=now,
    )


_read: dict[str, Form] = {}
_MOST = 32


def form_of(revision: FormRevision) -> Form:
    """The form of a revision. Revisions never change, so each is read once; its definition may be deferred."""
    if revision.sha256 not in _read:
        while len(_read) >= _MOST:
            _read.pop(next(iter(_read)))
        _read[revision.sha256] = definitions.read(revision.definition)
    return _read[revision.sha256]


def current(form: str, now: datetime) -> FormRevision:
    """The revision in force of a form: the latest, or the shipped one where there is none yet.

    A newer definition that comes with the product takes nobody's place: it is proposed and adopted like any other.
    """
    return FormRevision.objects.filter(form=form).order_by("-number").first() or ensure_revision(form, now)
