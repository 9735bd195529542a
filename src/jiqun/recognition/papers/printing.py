"""Making the papers: set outside any transaction, kept for a moment by the digest of what they show."""

from __future__ import annotations

import io
from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Any

from django.core import signing

from jiqun.authorities.models import Account
from jiqun.bilingual import language
from jiqun.casework.models import Case
from jiqun.documents import book as documents
from jiqun.documents.binding import bind
from jiqun.evidence import store
from jiqun.recognition.papers import annexes
from jiqun.recognition.papers.book import book, evidence_of
from jiqun.recognition.papers.version import Version, version_of

SALT = "jiqun.recognition.papers"
PDF, JSON = "application/pdf", "application/json"
_KEPT = 4
_made: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()
_lock = Lock()


def pdf(case: Case, user: Account, now: datetime, version: Version | None = None) -> bytes:
    """The bound set as PDF in the language in force; made once for a version while it is asked for again.

    Each authority has its own: those above see of a draft under correction what its county handed in.

    Raises `DocumentError` where nothing can be typeset.
    """
    version = version or version_of(case)
    key = (version.sha256, language(), user.authority_id or "")
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    made = documents.pdf(book(case, user, language=key[1], version=version), now=now)
    with _lock:
        _made[key] = made
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return made


def whole(case: Case, user: Account, now: datetime) -> bytes | None:
    """The set with its evidence bound in behind; `None` when that is too much for one file.

    Not kept: what the files hold is theirs, the version's code is the same as without them.
    """
    bound = annexes.enclosed(evidence_of(case))
    made = documents.pdf(book(case, user, language=language(), bound=bound), now=now)
    return bind(made, bound)


def docx(case: Case, user: Account, now: datetime) -> bytes:
    """The same set as DOCX, for editing."""
    return documents.docx(book(case, user, language=language()), now=now)


def prepare(case: Case, by: Account, now: datetime) -> dict[str, str]:
    """What the act `print_copy` takes: the version as it stands is set and kept, and named under a signature.

    Called before the act, as nothing is typeset inside a transaction. Raises `DocumentError`.
    """
    from pypdf import PdfReader

    version = version_of(case)
    made = pdf(case, by, now, version)
    told = {
        "case": str(case.pk),
        "code": version.code,
        "content": store.keep(version.data, JSON, now).sha256,
        "pdf": store.keep(made, PDF, now).sha256,
        "pages": len(PdfReader(io.BytesIO(made)).pages),
    }
    return {"paper": signing.dumps(told, salt=SALT)}


def prepared(token: str) -> dict[str, Any]:
    """What was prepared. Raises `django.core.signing.BadSignature` for anything else."""
    told: dict[str, Any] = signing.loads(token, salt=SALT)
    return told
