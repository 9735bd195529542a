"""What the record of a visit holds, as plain values: the same bytes are the same record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from jiqun.casework.models import Case
from jiqun.documents.book import code_of
from jiqun.journal.canonical import canonical, digests
from jiqun.visits.models import Photo, Visit
from jiqun.visits.queries import sheets
from jiqun.visits.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Record:
    """A visit with its sheets and what was written on them; `photos` are the digests at each firm by credit code."""

    case: Case
    visit: Visit
    sheets: tuple[Sheet, ...]
    values: dict[str, Any]
    photos: dict[str, list[str]]

    @property
    def code(self) -> str:
        """The version code of what the record says: `7K3M-Q0ZT-4WXA`."""
        return code_of(digests(canonical(self.plain())).sha256)

    def plain(self) -> dict[str, Any]:
        """Everything the record says, whatever language it is printed in."""
        return {
            "format": "jiqun-visit-1",
            "number": self.case.number,
            "about": str(self.visit.about_id),
            "roster": self.visit.roster.sha256,
            "seed": self.visit.seed,
            "people": self.visit.people,
            "checklist": self.visit.checklist,
            "threshold": self.visit.threshold,
            "firms": [
                {
                    "uscc": each.firm.uscc,
                    "how": each.firm.how,
                    "answers": {
                        name: value
                        for name, value in sorted(self.values.items())
                        if value and name.startswith(f"{each.firm.uscc}.")
                    },
                    "photos": self.photos.get(each.firm.uscc, []),
                }
                for each in self.sheets
            ],
        }


def record_of(case: Case) -> Record:
    """The record of a visit as it stands; five queries."""
    visit: Visit = case.visit
    firms = sheets.to_visit(sheets.firms_of(visit))
    photos: dict[str, list[str]] = defaultdict(list)
    taken = Photo.objects.filter(firm__visit=visit, attachment__removed_at__isnull=True)
    for uscc, sha256 in taken.order_by("attachment__file_id").values_list("firm__uscc", "attachment__file_id"):
        photos[uscc].append(sha256)
    return Record(case, visit, tuple(sheets.sheets(visit, firms)), sheets.values(case), dict(photos))
