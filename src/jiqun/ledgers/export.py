"""A ledger as a workbook (XLSX)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from jiqun.ledgers.fields import fields_of
from jiqun.ledgers.kinds import Kind
from jiqun.ledgers.pasting import FIRM, PROOF
from jiqun.ledgers.shown import EntryShown
from jiqun.web.figures import FEN_PER_WAN, money, shown

WIDE = {"title": 36, "uscc": 22, "note": 30, "party": 26, "document": 24, "issuer": 24}


def workbook(kind: Kind, entries: Iterable[EntryShown]) -> bytes:
    """The entries under the names of their fields, so that lines can be copied, changed and pasted back.

    Every cell is written as text: nothing in it becomes a formula.
    """
    from xlsxwriter import Workbook

    target = io.BytesIO()
    names = list(fields_of(kind))
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(str(kind.title)[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        heads = [*(str(field.label) for field in fields_of(kind).values()), str(FIRM), str(PROOF)]
        for column, (name, head) in enumerate(zip([*names, "party", "note"], heads, strict=True)):
            sheet.write_string(0, column, head, bold)
            sheet.set_column(column, column, WIDE.get(name, 14))
        sheet.freeze_panes(1, 0)
        for line, entry in enumerate(entries, start=1):
            said = [text_of(entry, name) for name in names]
            for column, text in enumerate([*said, entry.firm, "、".join(file.name for file in entry.files)]):
                sheet.write_string(line, column, text)
    return target.getvalue()


def text_of(entry: EntryShown, name: str) -> str:
    """A value as people write it; a figure with all its decimals and no separators."""
    value = getattr(entry, name)
    if value is None:
        return ""
    if name == "sub":
        return str(entry.sub_title)
    if name == "part":
        return str(entry.part_title)
    if name == "amount":
        return money(value, FEN_PER_WAN, "exact").replace(",", "")
    if name == "number":
        return shown(Fraction(value, 10 ** entry.of.sub(entry.sub).places), "exact").replace(",", "")
    return value.isoformat() if isinstance(value, date) else str(value)
