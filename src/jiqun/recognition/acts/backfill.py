"""Entering a list that was decided on paper (历史补录): marked as such, never dressed as a live act.

A programme opens the matter with the fields of `forms.backfill.BackfillForm` and the text that `pasted` makes of
its rows, then performs `confirm`, which the approver signs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.notices.models import Announcement
from jiqun.register.levels import NATIONAL
from jiqun.register.models import Cluster, Recognition
from jiqun.standards import province

COLUMNS = ("name", "place", "lead_codes", "valid_from", "valid_to", "source")
MEASURES = {NATIONAL: "miit_2022_119"}
KEPT = ("level", "batch", "title", "document", "source", "announced_on", "valid_from", "valid_to", "rows")


def pasted(rows: Iterable[Mapping[str, str | None]]) -> str:
    """Rows with the columns of `COLUMNS` as the text the form takes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row.get(column) or "" for column in COLUMNS] for row in rows)
    return out.getvalue()


def kept(doing: Doing) -> dict[str, object]:
    """What the list says, as it is stored."""
    return {name: doing.payload[name] for name in KEPT}


def title_of(doing: Doing) -> str:
    """What the matter is called."""
    return f"历史补录：{doing.payload['level']} {doing.payload['batch']}"


def draft(doing: Doing) -> None:
    """Opens the matter; nobody outside the province's office sees it."""
    assert doing.by.authority is not None
    number = f"BL-{doing.now.year}-{next_number(f'backfill/{doing.now.year}'):03d}"
    doing.subject = open_case(
        doing,
        number=number,
        title=title_of(doing),
        authority=doing.by.authority,
        measure=MEASURES.get(doing.payload["level"], province.here().measure),
        state="drafting",
    )
    Case.objects.filter(pk=doing.subject.pk).update(backfilled=True)
    Announcement.objects.create(case=doing.subject, backfilled=True, **kept(doing))


def amend(doing: Doing) -> None:
    """Enters the list anew."""
    Announcement.objects.filter(pk=doing.subject.pk).update(**kept(doing))
    Case.objects.filter(pk=doing.subject.pk).update(title=title_of(doing))


def not_on_record(doing: Doing) -> None:
    """A batch is on record once."""
    mine = Announcement.objects.get(pk=doing.subject.pk)
    if Announcement.objects.public().filter(level=mine.level, batch=mine.batch).exists():
        raise Refusal(
            Text(
                f"{mine.level}“{mine.batch}”的名单已经在册，不能重复补录。",
                f"The list of {mine.level} “{mine.batch}” is on record already.",
            ),
            clause="A14.3",
        )


def confirm(doing: Doing) -> None:
    """The recognitions of the list, with the clusters that are not in the register yet."""
    found = Announcement.objects.get(pk=doing.subject.pk)
    have = {
        (cluster.authority_id, cluster.name): cluster
        for cluster in Cluster.objects.filter(name__in=[row["name"] for row in found.rows])
    }
    paths = dict(Authority.objects.filter(pk__in=[row["authority"] for row in found.rows]).values_list("code", "path"))
    for row in found.rows:
        cluster = have.get((row["authority"], row["name"])) or Cluster.objects.create(
            id=doing.new_id(),
            name=row["name"],
            authority_id=row["authority"],
            path=paths[row["authority"]],
            lead_codes=row["lead_codes"],
        )
        Recognition.objects.create(
            id=doing.new_id(),
            cluster=cluster,
            level=found.level,
            batch=found.batch,
            announced_on=found.announced_on,
            valid_from=read_day(row["valid_from"]),
            valid_to=read_day(row["valid_to"]),
            document=found.document,
            source=row["source"],
            backfilled=True,
        )
    Announcement.objects.filter(pk=found.pk).update(confirmed_at=doing.now)
    doing.told["rows"] = found.rows
    doing.note = Text(f"补录 {len(found.rows)} 个", f"{len(found.rows)} entered from paper")


def read_day(said: str | None) -> date | None:
    """A stored date."""
    return date.fromisoformat(said) if said else None


def discard(doing: Doing) -> None:
    """The entry is dropped; what was entered stays in the file."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
