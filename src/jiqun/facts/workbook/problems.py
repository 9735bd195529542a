"""What reading a workbook hands back: the roster, or every reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.facts.rows import Roster

MOST_PROBLEMS = 5_000


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing wrong or worth a look, with its place.

    `sheet` is empty when the file as a whole is meant; `row` is the Excel row, counted from 1, and `column` its
    letter; both are missing when a whole sheet or column is meant. `found` is what stands there, `expected` what
    should, `text` what is wrong and what to do.
    """

    sheet: str
    row: int | None
    column: str | None
    header: str
    found: str
    expected: Text
    text: Text

    @property
    def place(self) -> Text:
        """Sheet, row and column in words; empty for the file as a whole."""
        if not self.sheet:
            return Text("", "")
        zh, en = [f"工作表“{self.sheet}”"], [f"sheet {self.sheet}"]
        if self.row is not None:
            zh.append(f"第 {self.row} 行")
            en.append(f"row {self.row}")
        if self.column is not None:
            zh.append(f"{' ' if self.row is not None else ''}{self.column} 列")
            en.append(f"column {self.column}")
        if self.header:
            zh.append(f"“{self.header}”")
            en.append(f"“{self.header}”")
        return Text("".join(zh), ", ".join(en))

    @property
    def sentence(self) -> Text:
        """The whole sentence: where, what was found, what is expected, what to do."""
        zh, en = [], []
        if self.found:
            zh.append(f"现为“{self.found}”")
            en.append(f"found “{self.found}”")
        if self.expected.zh:
            zh.append(f"应为{self.expected.zh}")
            en.append(f"expected {self.expected.en}")
        place = self.place
        return Text(
            _joined(place.zh, "，".join(zh), self.text.zh, "：", "。"),
            _joined(place.en, ", ".join(en), self.text.en, ": ", ". "),
        )

    def __str__(self) -> str:
        return str(self.sentence)


def _joined(place: str, facts: str, text: str, colon: str, stop: str) -> str:
    said = facts + stop + text if facts else text
    return place + colon + said if place else said


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook read. `roster` is `None` as soon as there is one error: nothing is half read.

    `firm_rows` are the rows of 企业年度数据 in which the roster's lines stood, one for one.
    """

    roster: Roster | None
    errors: tuple[CellProblem, ...] = ()
    warnings: tuple[CellProblem, ...] = ()
    firm_rows: tuple[int, ...] = ()


def refused(text: Text) -> Reading:
    """The reading of a file that could not be opened at all."""
    return Reading(None, (of_file(text),))


def of_file(text: Text) -> CellProblem:
    """A problem of the file as a whole."""
    return CellProblem("", None, None, "", "", Text("", ""), text)


class Findings:
    """Collects problems while a workbook is read; past `MOST_PROBLEMS` of a sort it only counts."""

    def __init__(self) -> None:
        self._errors: list[CellProblem] = []
        self._warnings: list[CellProblem] = []
        self._unlisted = [0, 0]

    @property
    def failed(self) -> bool:
        """Whether there is any error."""
        return bool(self._errors)

    def error(self, problem: CellProblem) -> None:
        """Something that must be put right before the workbook can be read."""
        self._put(self._errors, 0, problem)

    def warning(self, problem: CellProblem) -> None:
        """Something to look at that does not stop the reading."""
        self._put(self._warnings, 1, problem)

    def _put(self, there: list[CellProblem], sort: int, problem: CellProblem) -> None:
        if len(there) < MOST_PROBLEMS:
            there.append(problem)
        else:
            self._unlisted[sort] += 1

    def reading(self, roster: Roster | None, firm_rows: tuple[int, ...] = ()) -> Reading:
        """Close the collection; a roster is handed on only when there was no error."""
        given = None if self.failed else roster
        return Reading(given, self._all(self._errors, 0), self._all(self._warnings, 1), firm_rows if given else ())

    def _all(self, there: list[CellProblem], sort: int) -> tuple[CellProblem, ...]:
        more = self._unlisted[sort]
        if not more:
            return tuple(there)
        rest = Text(
            "同类问题过多，另有 {n} 处未逐一列出。请先改正以上各处，再重新读取。",
            "There are too many problems of this sort; {n} more are not listed. Correct those above and read again.",
        ).format(n=more)
        return (*there, of_file(rest))
