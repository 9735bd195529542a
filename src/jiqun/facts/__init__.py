"""What is counted: rows of a roster, read from a workbook or a database, and the additive facts built on them.

`build(roster, on=date)` gives the `Facts` of one cluster, which is all that `jiqun.law` looks at. In a database that
keeps the flat columns (`columns`), `rollup.run` adds them up in place and `assemble` puts the facts together.
Whole files, folders and databases, many clusters at once: `jiqun.facts.engines`.
"""

from jiqun.facts.errors import FactError
from jiqun.facts.facts import Facts, assemble, build

__all__ = ["FactError", "Facts", "assemble", "build"]
