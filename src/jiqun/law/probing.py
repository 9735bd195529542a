"""A measure tried out on a cluster of which nothing is known: what only shows when formulas are run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jiqun import facts
from jiqun.bilingual import Text
from jiqun.facts.rows import ClusterSheet, Roster
from jiqun.law.measure import Measure

_NO_READING = Text(
    "{norm}：公式用到口径“{key}”，办法未写明，请在 readings 中补上",
    "{norm}: the formula asks for the reading {key}, which the measure does not have; add it under readings",
)
_BROKEN = Text("{norm}：公式不能执行：{problem}", "{norm}: the formula cannot be run: {problem}")


def problems(measure: Measure) -> Iterator[Text]:
    """Every computed norm run on its first day under every reading: what fails, by norm."""
    nothing = Roster(ClusterSheet("—", "—", ("33",), None, None, measure.start.year - 1), (), (), (), ())
    known = facts.build(nothing, on=measure.start)
    for norm in measure.norms:
        if not norm.computed:
            continue
        alone = replace(measure, norms=(norm,), bases=(), demands=(), origin=None)
        try:
            alone.assess(known, on=measure.start).to_json()
        except KeyError as error:
            yield _NO_READING.format(norm=norm.id, key=error.args[0])
        except Exception as error:  # whatever a formula raises is a problem of that formula
            yield _BROKEN.format(norm=norm.id, problem=f"{type(error).__name__}: {error}")
