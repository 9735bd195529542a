"""Writing the working draft: chunks of lines, and one step of history with what takes it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.recognition.acts.filing.drafts import held
from jiqun.recognition.models import RosterDraft, RosterDraftChange, RosterDraftLines
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.desk import Line, chunks, pack, unpack

CHUNK = 200
MOST_LINES = 130_000
DEAD_AFTER = timedelta(seconds=120)
REPLACING = ("reading", "laying")
"""Stages of long work at whose end everything on the desk is replaced."""
BEING_REPLACED = Text(
    "正在打开工作簿，打开后工作台上的数据将整体更换，您的这次改动没有写入。请待打开完成后刷新页面，核对后再填。",
    "A workbook is being opened and will replace everything on the desk, so this change was not written. Reload the "
    "page when it is open, check the figures and enter it again.",
)
GONE = Text(
    "这一行已被删除或名册已整体更换，您的改动没有写入。请刷新页面后再填。",
    "The line was deleted or the roster replaced, so nothing was written. Reload the page and enter it again.",
)
TOO_MANY = Text(
    f"名册工作稿最多 {MOST_LINES:,} 行，没有加入。请核对是否粘贴了多余的行。",
    f"The draft holds at most {MOST_LINES:,} lines; nothing was added. Check for lines that do not belong.",
)


@dataclass
class Desk:
    """A draft held for one step. Chunks that were touched are written at the end, with the step's history."""

    draft: RosterDraft
    by: Account
    now: datetime
    what: Text
    open: dict[int, tuple[RosterDraftLines, list[Line]]] = field(default_factory=dict)
    steps: list[Any] = field(default_factory=list)
    touched: bool = False
    undoing: bool = False

    def chunk(self, pk: int) -> list[Line]:
        """The lines of a chunk of the present generation. Raises `Refusal` when there is no such chunk any more."""
        if pk not in self.open:
            row = chunks(self.draft).filter(pk=pk).first()
            if row is None:
                raise Refusal(GONE)
            self.open[pk] = (row, unpack(row.packed))
        return self.open[pk][1]

    def line(self, key: str, sheet: str = "") -> Line:
        """The line of a key, of that sheet where one is named. Raises `Refusal` when it is gone."""
        pk, number = split(key)
        lines = self.chunk(pk)
        if sheet and self.open[pk][0].sheet != sheet:
            raise Refusal(GONE)
        for line in lines:
            if line[0] == number:
                return line
        raise Refusal(GONE)

    def last_chunk(self, sheet: str) -> int | None:
        """The chunk new lines of a sheet are put into."""
        row = chunks(self.draft, sheet).last()
        if row is None:
            return None
        self.chunk(row.pk)
        return int(row.pk)

    def append(self, sheet: str, lines: Sequence[Sequence[str]]) -> list[str]:
        """Puts lines at the end of a sheet; their keys. Raises `Refusal` past the limit."""
        if self.draft.lines + len(lines) > MOST_LINES:
            raise Refusal(TOO_MANY)
        keys: list[str] = []
        waiting = list(lines)
        last = self.last_chunk(sheet)
        if last is not None:
            room = max(0, CHUNK - len(self.chunk(last)))
            keys += self.insert(last, len(self.chunk(last)), waiting[:room])
            waiting = waiting[room:]
        place = 0 if last is None else self.open[last][0].place + 1
        for some in pieces(waiting):
            row = RosterDraftLines.objects.create(
                draft=self.draft,
                generation=self.draft.generation,
                sheet=sheet,
                place=place,
                count=0,
                last=0,
                packed=pack([]),
            )
            self.open[row.pk] = (row, [])
            keys += self.insert(row.pk, 0, some)
            place += 1
        return keys

    def insert(self, pk: int, at: int, lines: Sequence[Sequence[str]]) -> list[str]:
        """Puts lines into a chunk before its line `at`; their keys."""
        row, there = self.open[pk]
        fresh: list[Line] = []
        for cells in lines:
            row.last += 1
            fresh.append([row.last, *cells])
        there[at:at] = fresh
        self.draft.lines += len(fresh)
        self.touched = self.touched or bool(fresh)
        keys = [f"{pk}-{line[0]}" for line in fresh]
        if keys:
            self.steps.append(["added", keys])
        return keys

    def put(self, key: str, column: int, text: str) -> None:
        """Writes one cell."""
        line = self.line(key)
        if line[column + 1] != text:
            self.steps.append(["cell", key, column, line[column + 1], text])
            line[column + 1] = text
            self.touched = True

    def take(self, key: str, sheet: str = "") -> None:
        """Takes a line out, of that sheet where one is named."""
        wanted = self.line(key, sheet)
        pk, _ = split(key)
        lines = self.chunk(pk)
        at = lines.index(wanted)
        self.steps.append(["deleted", pk, at, lines.pop(at)])
        self.draft.lines -= 1
        self.touched = True

    def replace_all(self, cells: Mapping[str, Sequence[Sequence[str]]]) -> None:
        """Puts other cells in the place of all; the generation before is kept until the next replacement."""
        draft = self.draft
        RosterDraftLines.objects.filter(draft=draft, generation__lt=draft.generation).delete()
        before = (draft.generation, draft.lines)
        newest = RosterDraftLines.objects.filter(draft=draft).order_by("-generation").first()
        RosterDraftLines.objects.filter(draft=draft, generation__gt=draft.generation).delete()
        draft.generation = max(draft.generation, newest.generation if newest else 0) + 1
        self.open.clear()
        rows, draft.lines = [], 0
        for sheet, lines in cells.items():
            for place, some in enumerate(pieces(lines)):
                packed = pack([[number, *line] for number, line in enumerate(some, 1)])
                draft.lines += len(some)
                rows.append(
                    RosterDraftLines(
                        draft=draft,
                        generation=draft.generation,
                        sheet=sheet,
                        place=place,
                        count=len(some),
                        last=len(some),
                        packed=packed,
                    )
                )
        if draft.lines > MOST_LINES:
            raise Refusal(TOO_MANY)
        RosterDraftLines.objects.bulk_create(rows, batch_size=100)
        self.steps.append(["replaced", *before])
        self.touched = True

    def close(self) -> None:
        """Writes what was touched; a step that changed nothing leaves no trace."""
        if not self.touched:
            return
        for row, lines in self.open.values():
            row.packed, row.count = pack(lines), len(lines)
            row.save(update_fields=["packed", "count", "last"])
        draft = self.draft
        draft.version += 1
        draft.by, draft.at = self.by, self.now
        draft.save()
        RosterDraftChange.objects.create(
            draft=draft,
            version=draft.version,
            by=self.by,
            at=self.now,
            what={"zh": self.what.zh, "en": self.what.en},
            steps=pack(self.steps),
            undone=self.undoing,  # what was taken back is not taken back again
        )


def pieces(lines: Sequence[Sequence[str]]) -> list[Sequence[Sequence[str]]]:
    """Lines in runs of one chunk each."""
    return [lines[start : start + CHUNK] for start in range(0, len(lines), CHUNK)]


def split(key: str) -> tuple[int, int]:
    """Chunk and number of a line's key. Raises `Refusal` for what is no key."""
    first, _, second = key.partition("-")
    if not (first.isascii() and first.isdecimal() and second.isascii() and second.isdecimal() and len(key) < 24):
        raise Refusal(GONE)
    return int(first), int(second)


def busy(draft: RosterDraft) -> bool:
    """Whether something long runs and still gives signs of life (in real time)."""
    return bool(draft.stage) and draft.beat is not None and timezone.now() - draft.beat < DEAD_AFTER


@contextmanager
def at_desk(pk: UUID | str, by: Account, now: datetime, what: Text, *, long_work: bool = False) -> Iterator[Desk]:
    """The draft of an application, held for one step by its officer; begun when there is none.

    While a workbook is being opened only that `long_work` itself comes to the desk: any other step would be replaced
    unseen. Raises `NotHere` or `Refusal`, and then nothing is written.
    """
    with held(pk, by) as case:
        application = application_of(case)
        RosterDraft.objects.get_or_create(application=application)
        draft = RosterDraft.objects.select_for_update().get(pk=application.pk)
        if not long_work and draft.stage in REPLACING and busy(draft):
            raise Refusal(BEING_REPLACED)
        desk = Desk(draft, by, now, what)
        yield desk
        desk.close()
