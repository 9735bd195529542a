"""What the tab 佐证材料 shows: each requirement with its files, what is missing, and how much is used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.evidence import attachments, uploads
from jiqun.evidence.attachments import MOST_BYTES, File
from jiqun.evidence.models import Upload
from jiqun.recognition.queries.filing import ledger_slice
from jiqun.recognition.queries.filing.application import (
    Requirement,
    application_of,
    counts_of,
    form_for,
    requirements,
)


@dataclass(frozen=True, slots=True)
class Held:
    """One file of a requirement, and the other requirements the same content serves."""

    file: File
    also: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One requirement: its files, those taken away, and those on their way with the share that has come, in %."""

    requirement: Requirement
    files: tuple[Held, ...]
    away: tuple[File, ...]
    coming: tuple[tuple[Upload, int], ...]

    @property
    def missing(self) -> bool:
        """Whether it must be answered and is not."""
        return self.requirement.required and not self.files and not self.requirement.met


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The whole tab; `size` in bytes, each file counted once."""

    required: tuple[Answered, ...]
    optional: tuple[Answered, ...]
    files: int
    size: int
    most: int = MOST_BYTES

    @property
    def missing(self) -> list[Answered]:
        """Those that must be answered and are not."""
        return [each for each in self.required if each.missing]

    @property
    def there(self) -> int:
        """How many of those that must be answered are."""
        return len(self.required) - len(self.missing)

    @property
    def optional_open(self) -> bool:
        """Whether anything stands under those that need no answer."""
        return any(each.files or each.coming for each in self.optional)

    @property
    def percent(self) -> int:
        """How much of the room is used, in %."""
        return self.size * 100 // self.most

    def of(self, requirement: str) -> Answered:
        """One requirement. Raises `LookupError`."""
        for each in (*self.required, *self.optional):
            if each.requirement.id == requirement:
                return each
        raise LookupError(requirement)


def evidence_page(case: Case, user: Account, *, may_edit: bool) -> EvidencePage:
    """Every requirement with its files, and whether the ledger proves it; four queries at most, five to change them."""
    application = application_of(case)
    met = ledger_slice.proved(form_for(application), counts_of(case))
    wanted = [replace(each, met=each.id in met) for each in requirements(application, case.measure)]
    titles = {each.id: each.title for each in wanted}
    standing = [each for each in attachments.files(case) if each.requirement in titles]
    serves: dict[str, list[str]] = defaultdict(list)
    for each in standing:
        serves[each.sha256].append(each.requirement)
    grouped = attachments.by_requirement(standing)
    away = attachments.by_requirement(attachments.taken_away(case, standing) if may_edit else ())
    coming: dict[str, list[Upload]] = defaultdict(list)
    for upload in uploads.under_way(case, user) if may_edit else ():
        coming[upload.requirement].append(upload)
    shown = [
        Answered(
            each,
            tuple(
                Held(file, tuple(titles[other] for other in serves[file.sha256] if other != each.id))
                for file in grouped.get(each.id, ())
            ),
            tuple(away.get(each.id, ())),
            tuple((upload, upload.received * 100 // upload.size) for upload in coming.get(each.id, ())),
        )
        for each in wanted
    ]
    return EvidencePage(
        tuple(each for each in shown if each.requirement.required),
        tuple(each for each in shown if not each.requirement.required),
        len(serves),
        sum({each.sha256: each.size for each in standing}.values()),
    )
