"""The roster workbook: `read` it, read a stranger's with `read_safely`, and write the template or an export."""

from jiqun.facts.workbook.problems import CellProblem, Reading
from jiqun.facts.workbook.reader import read
from jiqun.facts.workbook.sandbox import read_safely
from jiqun.facts.workbook.template import write_template

__all__ = ["CellProblem", "Reading", "read", "read_safely", "write_template"]
