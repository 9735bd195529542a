"""The version of a draft: all that would be handed in, without the moment and without its own sealed copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiqun.casework.models import Case
from jiqun.documents.book import code_of
from jiqun.journal.canonical import canonical, digests
from jiqun.recognition.acts.filing.submitting import snapshot
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.printed import TRUTH

APART = ("at", "sealed")
"""Parts of what is handed in that are no part of what is sealed."""


@dataclass(frozen=True, slots=True)
class Version:
    """What an application holds now: the plain values, their canonical bytes, the digest and its short code."""

    content: dict[str, Any]
    data: bytes
    sha256: str
    code: str


def version_of(case: Case) -> Version:
    """The version of an application as it stands; about six queries."""
    whole = snapshot(case, application_of(case), case.opened_at)
    content = {name: value for name, value in whole.items() if name not in APART}
    content["evidence"] = [each for each in content["evidence"] if each["requirement"] != TRUTH]
    data = canonical(content)
    sha256 = digests(data).sha256
    return Version(content, data, sha256, code_of(sha256))
