"""What an answer would touch: counted for whoever prepares it, named for the one who signs the value proposed.

Whoever chooses between the values of a reading never sees which cluster each of them would help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiqun import law
from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Proposal
from jiqun.instruments.forms.question import split
from jiqun.instruments.models import Question
from jiqun.instruments.queries import targets
from jiqun.instruments.touched import Touched, TouchedCase, touched


@dataclass(frozen=True, slots=True)
class Touching:
    """What one value of a reading would touch; `cases` with the titles of the norms, empty unless `named`."""

    phrase: Text
    value: Text
    found: Touched
    named: bool
    cases: tuple[tuple[TouchedCase, tuple[Text, ...]], ...]


def touching(case: Any, row: Question, waiting: Proposal | None, user: Account) -> list[Touching]:
    """By the value that waits for its signature; before that, by each value of the reading asked about, counts only."""
    readings = law.load(case.measure).readings
    if waiting is not None:
        reading, value = split(str(waiting.payload.get("fixes", "")))
        pairs = [(reading, value)] if reading else []
    else:
        pairs = [(row.reading, value) for value in readings[row.reading].values] if row.reading else []
    named = waiting is not None and user.role == Role.APPROVER
    found = []
    for reading, value in pairs:
        all_of_it = touched(case.measure, reading, value, user)
        cases = tuple((each, _titles(case.measure, each)) for each in all_of_it.cases) if named else ()
        found.append(Touching(readings[reading].phrase, readings[reading].values[value], all_of_it, named, cases))
    return found


def _titles(measure_id: str, case: TouchedCase) -> tuple[Text, ...]:
    return tuple(targets.title(measure_id, norm) for norm in case.norms)
