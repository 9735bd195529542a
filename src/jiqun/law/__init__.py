"""The measures as code: text with clause anchors, norms, readings (口径), exact evaluation, explained findings.

from jiqun import facts, law
measure = law.load("gd_2023_4")
assessment = measure.assess(facts.build(roster, on=day), on=day)
print(assessment.to_json())
"""

from jiqun.law.basis import Basis
from jiqun.law.clauses import Clause
from jiqun.law.demands import Demand
from jiqun.law.errors import BasisError, LawError, MeasureError, NoMeasureInForce, UnknownMeasure, UnknownReading
from jiqun.law.findings import HEADING, Assessment, Finding
from jiqun.law.interpretations import Interpretation
from jiqun.law.loading import governing, library, load, provincial
from jiqun.law.measure import Measure, Parameter
from jiqun.law.norms import Norm
from jiqun.law.readings import Reading
from jiqun.law.verdicts import Verdict

__all__ = [
    "HEADING",
    "Assessment",
    "Basis",
    "BasisError",
    "Clause",
    "Demand",
    "Finding",
    "Interpretation",
    "LawError",
    "Measure",
    "MeasureError",
    "NoMeasureInForce",
    "Norm",
    "Parameter",
    "Reading",
    "UnknownMeasure",
    "UnknownReading",
    "Verdict",
    "governing",
    "library",
    "load",
    "provincial",
]
