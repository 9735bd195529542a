"""保管期限: how long each kind of matter is kept, as a proposal that a person goes over line by line.

The three periods are those of 《机关文件材料归档范围和文书档案保管期限规定》
(国家档案局令第8号, 2006-12-18: 永久、30年、10年).
Which kind gets which is the product's own proposal; an authority follows its own table as approved by its archive.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

PERMANENT, THIRTY, TEN = "Y", "D30", "D10"
PERIODS = {
    PERMANENT: Text("永久", "Permanent"),
    THIRTY: Text("30年", "30 years"),
    TEN: Text("10年", "10 years"),
}
ORDER = tuple(PERIODS)
"""In this order a filing is sorted, the longest first (DA/T 22-2015, 5.4)."""


@cache
def proposals() -> dict[str, tuple[str, str]]:
    """By procedure the period and what speaks for it."""
    rows = tables.read(Path(__file__).parent / "data" / "retention.csv")
    return {row["procedure"]: (row["period"], row["reason"]) for row in rows}


def proposed(procedure_name: str) -> str:
    """The period proposed for a kind of matter; 10 years where the table is silent."""
    return proposals().get(procedure_name, (TEN, ""))[0]
