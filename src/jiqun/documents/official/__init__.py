"""Official papers in the layouts of GB/T 9704-2012: what stands on one, as plain values."""

from jiqun.documents.official.model import (
    BLANK_NUMBER,
    LAYOUTS,
    Annex,
    Block,
    Heading,
    Official,
    Para,
    Table,
    from_plain,
    plain,
)

__all__ = [
    "BLANK_NUMBER",
    "LAYOUTS",
    "Annex",
    "Block",
    "Heading",
    "Official",
    "Para",
    "Table",
    "from_plain",
    "plain",
]
