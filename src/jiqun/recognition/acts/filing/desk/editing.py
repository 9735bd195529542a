"""Typing, pasting, adding, deleting and taking back at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.facts.desk.checking import BY_NAME
from jiqun.facts.desk.pasting import LONGEST_CELL, Pasted, pasted
from jiqun.facts.workbook.cells import BLANKS
from jiqun.facts.workbook.sheets import CLUSTER, Sheet
from jiqun.recognition.acts.filing.desk.store import Desk, at_desk
from jiqun.recognition.models import RosterDraftChange, RosterDraftLines
from jiqun.recognition.queries.filing.desk import chunks, unpack

MOST_CELLS = 4_000
"""Cells written by one step of typing; a paste may be larger."""
UNKNOWN_SHEET = Text("名册中没有这张表。", "The roster has no such sheet.")
UNKNOWN_COLUMN = Text("这张表没有这一列，没有写入。请刷新页面。", "The sheet has no such column; reload the page.")
TOO_MANY_CELLS = Text(
    f"一次最多写入 {MOST_CELLS:,} 格，没有写入。数据较多的请粘贴或上传工作簿。",
    f"At most {MOST_CELLS:,} cells are written at once; nothing was. Paste a block or upload a workbook.",
)
NOT_KEPT = Text(
    "再往前的整份数据已不再保留，不能撤销；工作稿没有改动。需要以前的数据，请重新上传工作簿。",
    "The whole draft before that is no longer kept, so this cannot be taken back; nothing was changed. Upload the "
    "workbook anew if you need it.",
)
ONE_LINE_ONLY = Text("“集群”表只有一组数据，不能增删行。", "Sheet 集群 has one set of values; no lines come or go.")
NOTHING_TO_UNDO = Text("没有可以撤销的操作。", "There is nothing to take back.")
CHANGED_SINCE = Text(
    "您上一步改过的内容已被{by}再次修改，不能撤销。请直接改成需要的内容。",
    "What your last step changed was changed again by {by} and cannot be taken back; type what it should be.",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to be written: what the clerk saw there and what is to stand there."""

    key: str
    column: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else has changed meanwhile; nothing was written there."""

    change: Change
    theirs: str
    by: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did: the draft's version, keys of new lines, cells not written, what to tell.

    `gone` are changes of lines that are no longer there.
    """

    version: int
    keys: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    gone: tuple[Change, ...] = ()
    notes: tuple[Text, ...] = ()


def sheet_of(name: str) -> Sheet:
    """The declared sheet. Raises `Refusal`."""
    if name not in BY_NAME:
        raise Refusal(UNKNOWN_SHEET)
    return BY_NAME[name]


def tidy(text: str) -> str:
    """What a person typed, on one line and without spaces around it."""
    return " ".join(text.replace("\0", "").split("\n")).strip(BLANKS)[:LONGEST_CELL]


def write_cells(pk: UUID | str, sheet: str, changes: Sequence[Change], *, by: Account, now: datetime) -> Done:
    """Writes cells that still hold what the clerk saw; the others are handed back as clashes, and as `gone` those
    whose line a colleague deleted: one such line keeps nobody from saving the rest. Raises `Refusal`."""
    width = len(sheet_of(sheet).columns)
    clashes, gone = [], []
    if len(changes) > MOST_CELLS:
        raise Refusal(TOO_MANY_CELLS)
    if any(not 0 <= change.column < width for change in changes):
        raise Refusal(UNKNOWN_COLUMN)
    with at_desk(pk, by, now, Text(f"在“{sheet}”填写", f"Typed in {sheet}")) as desk:
        writers = Writers(desk)
        for change in changes:
            try:
                stands = desk.line(change.key, sheet)[change.column + 1]
            except Refusal:
                gone.append(change)
                continue
            wanted = tidy(change.now)
            if stands not in (change.was, wanted):
                clashes.append(Clash(change, stands, writers.of(change.key, change.column)))
            else:
                desk.put(change.key, change.column, wanted)
    return Done(desk.draft.version, clashes=tuple(clashes), gone=tuple(gone))


class Writers:
    """Who wrote which cell last, as far as the last twenty steps tell; read once, when it is first asked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def known(self) -> dict[tuple[str, int], str]:
        """By line and column; one query."""
        found: dict[tuple[str, int], str] = {}
        rows = RosterDraftChange.objects.filter(draft=self.desk.draft).select_related("by__person")
        for row in rows.order_by("-version")[:20]:
            for step in unpack(row.steps):
                if step[0] == "cell":
                    found.setdefault((step[1], step[2]), str(row.by.person.name))
        return found

    def of(self, key: str, column: int) -> str:
        """Who last wrote a cell; else who last worked on the draft."""
        last = self.desk.draft.by
        return self.known.get((key, column), "" if last is None else str(last.person.name))


def paste(pk: UUID | str, sheet: str, text: str, *, by: Account, now: datetime, key: str = "", column: int = 0) -> Done:
    """Pastes a block over the lines from `key` on, from `column` to the right; what goes beyond the end is added.

    Without a key everything is added at the end. With a header line columns go by their names (`facts.desk.pasting`).
    """
    declared = sheet_of(sheet)
    if not 0 <= column < len(declared.columns):
        raise Refusal(UNKNOWN_COLUMN)
    block = pasted(text, declared, column)
    with at_desk(
        pk, by, now, Text(f"向“{sheet}”粘贴 {len(block.lines)} 行", f"Pasted {len(block.lines)} lines")
    ) as desk:
        keys = _paste_cluster(desk, text, block) if declared is CLUSTER else _lay(desk, declared, block, key)
    return Done(desk.draft.version, tuple(keys), notes=block.notes)


def _lay(desk: Desk, sheet: Sheet, block: Pasted, key: str) -> list[str]:
    over = _from(desk, sheet, key) if key else []
    beyond = []
    for at, cells in enumerate(block.lines):
        if at < len(over):
            for column, text in cells:
                desk.put(over[at], column, tidy(text))
            continue
        line = [""] * len(sheet.columns)
        for column, text in cells:
            line[column] = tidy(text)
        if any(line):
            beyond.append(line)
    return desk.append(sheet.name, beyond)


def _from(desk: Desk, sheet: Sheet, key: str) -> list[str]:
    """Keys of a line and all below it."""
    desk.line(key, sheet.name)
    keys = [
        f"{pk}-{line[0]}"
        for pk, packed in chunks(desk.draft, sheet.name).values_list("pk", "packed")
        for line in unpack(packed)
    ]
    return keys[keys.index(key) :]


def _paste_cluster(desk: Desk, text: str, block: Pasted) -> list[str]:
    """集群 is pasted as it stands on its sheet, item and value side by side, or as one line of values."""
    rows = [[cell.strip(BLANKS) for cell in line.split("\t")] for line in text.splitlines()]
    named = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] in CLUSTER.headers}
    key = cluster_line(desk)
    if named:
        for at, header in enumerate(CLUSTER.headers):
            if header in named:
                desk.put(key, at, tidy(named[header]))
    else:
        for column, value in block.lines[0] if block.lines else ():
            desk.put(key, column, tidy(value))
    return []


def cluster_line(desk: Desk) -> str:
    """The key of the one line of 集群, made when it is not there."""
    row = chunks(desk.draft, CLUSTER.name).first()
    if row is not None and (lines := desk.chunk(row.pk)):
        return f"{row.pk}-{lines[0][0]}"
    return desk.append(CLUSTER.name, [[""] * len(CLUSTER.columns)])[0]


def add_blank(pk: UUID | str, sheet: str, *, by: Account, now: datetime, after: str = "", count: int = 1) -> Done:
    """Adds empty lines behind a line, or at the end of the sheet."""
    declared = sheet_of(sheet)
    if declared is CLUSTER:
        raise Refusal(ONE_LINE_ONLY)
    blank = [[""] * len(declared.columns) for _ in range(max(1, min(count, 100)))]
    with at_desk(pk, by, now, Text(f"在“{sheet}”加 {len(blank)} 行", f"Added {len(blank)} lines to {sheet}")) as desk:
        if after:
            line = desk.line(after, sheet)
            chunk = int(after.partition("-")[0])
            keys = desk.insert(chunk, desk.chunk(chunk).index(line) + 1, blank)
        else:
            keys = desk.append(sheet, blank)
    return Done(desk.draft.version, tuple(keys))


def delete_lines(pk: UUID | str, sheet: str, keys: Sequence[str], *, by: Account, now: datetime) -> Done:
    """Takes lines out."""
    if sheet_of(sheet) is CLUSTER:
        raise Refusal(ONE_LINE_ONLY)
    with at_desk(pk, by, now, Text(f"从“{sheet}”删 {len(keys)} 行", f"Deleted {len(keys)} lines of {sheet}")) as desk:
        for key in dict.fromkeys(keys):
            desk.take(key, sheet)
    return Done(desk.draft.version)


def undo(pk: UUID | str, *, by: Account, now: datetime) -> Done:
    """Takes back this clerk's last step that was not taken back yet. Raises `Refusal` when others built on it."""
    with at_desk(pk, by, now, Text("撤销上一步", "Took back the last step")) as desk:
        last = RosterDraftChange.objects.filter(draft=desk.draft, by=by, undone=False).order_by("-version").first()
        if last is None:
            raise Refusal(NOTHING_TO_UNDO)
        later = RosterDraftChange.objects.filter(draft=desk.draft, version__gt=last.version, undone=False)
        others = later.exists()
        for step in reversed(unpack(last.steps)):
            UNDOING[step[0]](desk, step, others)
        last.undone = True
        last.save(update_fields=["undone"])
        told = Text(f"已撤销：{last.what['zh']}。", f"Taken back: {last.what['en']}.")
        desk.steps, desk.touched, desk.undoing = [], True, True
    return Done(desk.draft.version, notes=(told,))


def _cell_back(desk: Desk, step: Sequence[Any], later: bool) -> None:
    _, key, column, was, became = step
    if desk.line(key)[column + 1] != became:
        raise Refusal(CHANGED_SINCE.format(by=Writers(desk).of(key, column)))
    desk.put(key, column, was)


def _added_back(desk: Desk, step: Sequence[Any], later: bool) -> None:
    for key in reversed(step[1]):
        if later and (filled := [at for at, cell in enumerate(desk.line(key)[1:]) if cell]):
            raise Refusal(CHANGED_SINCE.format(by=Writers(desk).of(key, filled[0])))
        desk.take(key)


def _deleted_back(desk: Desk, step: Sequence[Any], later: bool) -> None:
    _, pk, at, line = step
    lines = desk.chunk(pk)
    lines.insert(min(at, len(lines)), line)
    desk.draft.lines += 1


def _replaced_back(desk: Desk, step: Sequence[Any], later: bool) -> None:
    if later:
        raise Refusal(CHANGED_SINCE.format(by="" if desk.draft.by is None else desk.draft.by.person.name))
    _, generation, lines = step
    if lines and not RosterDraftLines.objects.filter(draft=desk.draft, generation=generation).exists():
        raise Refusal(NOT_KEPT)
    desk.draft.generation, desk.draft.lines = generation, lines
    desk.open.clear()


UNDOING: Mapping[str, Any] = {
    "cell": _cell_back,
    "added": _added_back,
    "deleted": _deleted_back,
    "replaced": _replaced_back,
}
